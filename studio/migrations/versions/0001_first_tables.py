"""The first tables: jobs, songs, media."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("provider", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("job_id", sa.Text),
        sa.Column("problem", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("quota", sa.Text),
        sa.Column("sent_at", sa.BigInteger),
        sa.Column("finished_at", sa.BigInteger),
        sa.Column("retry_at", sa.BigInteger),
        sa.Column("record", sa.JSON),
        sa.Column("token_hash", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("search_text", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("jobs_newest", "jobs", ["created_at", "id"])
    op.create_index("jobs_state", "jobs", ["state", "created_at"])
    op.create_index("jobs_action", "jobs", ["action", "created_at"])
    op.create_index("jobs_token", "jobs", ["token_hash"], unique=True)
    op.create_index("jobs_job_id", "jobs", ["provider", "job_id"])
    op.create_table(
        "songs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("job", sa.Text, sa.ForeignKey("jobs.id"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("music_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("lyrics", sa.Text),
        sa.Column("sound", sa.Text),
        sa.Column("seed", sa.Text),
        sa.Column("seconds", sa.Float),
        sa.UniqueConstraint("job", "place", name="songs_place"),
    )
    op.create_index("songs_music_id", "songs", ["music_id"])
    op.create_table(
        "media",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("song", sa.Integer, sa.ForeignKey("songs.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("stem", sa.Text, nullable=False, unique=True),
        sa.Column("extension", sa.Text, nullable=False, server_default=""),
        sa.Column("keeping", sa.Text, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("trouble", sa.Text),
        sa.Column("mime", sa.Text),
        sa.Column("size", sa.BigInteger),
        sa.Column("sha256", sa.Text),
        sa.Column("seconds", sa.Float),
        sa.Column("peaks", sa.LargeBinary),
        sa.UniqueConstraint("song", "kind", name="media_kind"),
    )
    op.create_index("media_due", "media", ["keeping", "due_at"])
