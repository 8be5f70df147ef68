"""A job as the ledger tells it: plain frozen values, safe to hold in a session and to show on a page."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a job stands. A final state never goes back."""

    #: Written down, not sent yet; sure not to have been charged.
    INTENT = "intent"
    #: Being sent. Found at a start, it becomes UNKNOWN: the answer was lost with the process.
    SUBMITTING = "submitting"
    #: Certainly not accepted, and worth another try at `retry_at` (429, 499, connection refused).
    WAITING = "waiting"
    #: Accepted; the provider has it in its queue.
    PENDING_QUEUE = "pending_queue"
    #: Accepted; the provider is making it.
    ON_QUEUE = "on_queue"
    #: May have been accepted and charged. Never sent again by itself.
    UNKNOWN = "unknown"
    SUCCESS = "success"
    FAILED = "failed"
    #: An UNKNOWN that a person closed by hand.
    SETTLED = "settled"

    @property
    def final(self) -> bool:
        return self in (State.SUCCESS, State.FAILED, State.SETTLED)

    @property
    def moving(self) -> bool:
        """Whether it goes on by itself. An UNKNOWN does not: it waits for a callback or a person."""
        return not self.final and self is not State.UNKNOWN


class Problem(StrEnum):
    """Why a job is not well; the pages have the words for each."""

    #: The provider refused the request (400, 404); `message` has its reason, which may be empty.
    REJECTED = "rejected"
    UNAUTHORIZED = "unauthorized"
    OUT_OF_QUOTA = "out_of_quota"
    #: Too many requests or a full queue: WAITING.
    BUSY = "busy"
    #: Nothing listens at the provider's address: WAITING.
    UNREACHABLE = "unreachable"
    #: Sent, and no clear answer came: UNKNOWN.
    AMBIGUOUS = "ambiguous"
    #: Accepted, then failed at the provider; `message` has its reason, which may be empty.
    FAILED = "failed"
    #: SUCCESS without any audio, or a second jobId for one attempt: something for a person to look at.
    ODD = "odd"


class Keeping(StrEnum):
    """Whether a media file of a song is in the archive yet."""

    DUE = "due"
    KEPT = "kept"
    #: Given up after many tries; the provider's link is gone.
    LOST = "lost"


@dataclass(frozen=True, kw_only=True)
class Media:
    """One file of a song: its audio, its picture, its video, or whatever else the provider sent."""

    id: int
    #: The record's key it came from: "audioUrl", "imageUrl", …
    kind: str
    keeping: Keeping
    #: Root-relative address on our own port, e.g. "/tracks/<unguessable>.mp3"; the same for ever.
    path: str
    mime: str | None = None
    size: int | None = None
    sha256: str | None = None
    seconds: float | None = None
    #: Why it is not kept (yet).
    trouble: str | None = None


@dataclass(frozen=True, kw_only=True)
class Song:
    """One entry of `musics`."""

    music_id: str
    title: str | None = None
    lyrics: str | None = None
    sound: str | None = None
    seed: str | None = None
    #: Seconds, as the provider says or as the archive measured.
    seconds: float | None = None
    media: tuple[Media, ...] = ()

    @property
    def audio(self) -> Media | None:
        return next((m for m in self.media if m.kind == "audioUrl"), None)

    @property
    def image(self) -> Media | None:
        """Its cover picture."""
        return next((m for m in self.media if m.kind == "imageUrl"), None)


@dataclass(frozen=True, kw_only=True)
class Job:
    """One paid (or free) wish, from the click to what came of it."""

    #: Ours; the intent's id.
    id: str
    #: The provider that makes it, by its name in settings.
    provider: str
    action: str
    #: The validated request as it is sent (contract names), without hook_url.
    request: dict[str, Any]
    state: State
    created_at: datetime
    updated_at: datetime
    #: The provider's jobId, once accepted.
    job_id: str | None = None
    problem: Problem | None = None
    #: The provider's own words, untrusted.
    message: str | None = None
    #: What the provider says it cost; provisional until the state is final.
    quota: Decimal | None = None
    sent_at: datetime | None = None
    finished_at: datetime | None = None
    #: When a WAITING job is sent again.
    retry_at: datetime | None = None
    #: The last answer of fetch, as it came.
    record: dict[str, Any] | None = field(default=None, repr=False)
    songs: tuple[Song, ...] = ()

    @property
    def title(self) -> str | None:
        """What to call it: the song's title, else the one wished for."""
        return next((s.title for s in self.songs if s.title), None) or self.request.get("title") or None

    @property
    def moving(self) -> bool:
        """Whether a page that shows it should look again soon: it is on its way, or its files are just being fetched."""
        fetching = any(m.keeping is Keeping.DUE and not m.trouble for song in self.songs for m in song.media)
        return self.state.moving or fetching


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What a choice of jobs adds up to."""

    jobs: int
    #: Of final jobs only: what a running job shows is provisional.
    quota: Decimal
    #: Jobs on their way (`State.moving`).
    running: int


@dataclass(frozen=True, kw_only=True)
class Due:
    """A media file that the archive has still to fetch."""

    id: int
    #: Our id of the job it belongs to, that job's provider, and the provider's jobId.
    job: str
    provider: str
    job_id: str | None
    kind: str
    url: str
    stem: str
    tries: int
    #: What to write into the file: title, comment, lyrics, seed, job.
    tags: dict[str, str]
