"""What the engine answers, in the contract's words; from these models come the JSON and the OpenAPI page."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from engine.jobs import Job, Made, Status


class Answer(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)


class Accepted(Answer):
    job_id: str


class Submitted(Answer):
    """Accepted, not finished: ask `fetch` for the rest."""

    status: Literal["SUCCESS"] = "SUCCESS"
    message: str = "success"
    data: Accepted


class Words(Answer):
    """Words, and the job under which `fetch` tells what they cost."""

    job_id: str
    title: str
    #: With section tags such as [Verse 1].
    lyrics: str


class Written(Answer):
    """Finished at once."""

    status: Literal["SUCCESS"] = "SUCCESS"
    message: str = "success"
    data: Words


class Refusal(Answer):
    """Nothing was accepted, and nothing is charged; the message says what is wrong and what to do."""

    status: Literal["FAILED"] = "FAILED"
    message: str
    data: None = None


class Song(Answer):
    """One song, or its words alone; while its job runs only musicId is known."""

    music_id: str
    title: str | None = None
    lyrics: str | None = None
    image_url: str | None = None
    audio_url: str | None = None
    video_url: str | None = None
    image_id: str | None = None
    topic: str | None = None
    sound: str | None = None
    seed: str | None = None
    #: Seconds.
    durations: float | None = None
    #: ISO 8601, UTC.
    created_at: str | None = None


class Progress(Answer):
    job_id: str
    action: str
    progress: Literal["100%"] | None
    mv: str | None
    quota: str
    hook_url: str | None
    musics: list[Song] | None


class Record(Answer):
    """A job's state; the callback's body is the same."""

    status: Status
    message: str | None
    job_id: str
    data: Progress


def record(job: Job, base_url: str) -> Record:
    """The envelope of fetch; base_url is where the engine's own media are reached."""
    return Record(status=job.status, message=job.message, job_id=job.id, data=_progress(job, base_url))


def _progress(job: Job, base_url: str) -> Progress:
    return Progress(
        job_id=job.id,
        action=job.action,
        progress="100%" if job.status is Status.SUCCESS else None,
        mv=job.request.get("mv"),
        quota=job.quota,
        hook_url=job.hook_url,
        musics=None if job.status is Status.FAILED else [_song(job, job.made, base_url)],
    )


def _song(job: Job, made: Made | None, base_url: str) -> Song:
    if made is None:
        return Song(music_id=job.music_id)
    return Song(
        music_id=job.music_id,
        title=made.title,
        lyrics=made.lyrics,
        sound=made.sound,
        seed=job.seed,
        durations=made.seconds,
        created_at=datetime.fromtimestamp(job.created, UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        **{kind: f"{base_url}/media/{name}" for kind, name in job.media.items()},
    )
