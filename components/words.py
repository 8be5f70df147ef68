"""The words for what a job is, what happened to it, what that cost and what to do next."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from components import viewer
from components.escape import clause, escape
from components.text import _, ngettext
from producer.contract import Lyrics
from studio.jobs import Job, Keeping, Media, Problem, Song, State

Colour = Literal["gray", "blue", "orange", "red"]
#: Messages of a job that went well.
_NOTHING_TO_SAY = {"", "success", "succeeded", "ok", "done"}


@dataclass(frozen=True)
class Badge:
    label: str
    colour: Colour
    icon: str


def badge(state: State) -> Badge:
    """One word for a state. The pages show none for SUCCESS: there a length says more."""
    match state:
        case State.INTENT | State.PENDING_QUEUE:
            return Badge(_("Queued"), "gray", ":material/schedule:")
        case State.SUBMITTING | State.ON_QUEUE:
            return Badge(_("Making"), "blue", ":material/graphic_eq:")
        case State.WAITING:
            return Badge(_("Waiting"), "gray", ":material/hourglass_empty:")
        case State.UNKNOWN:
            return Badge(_("Unclear"), "orange", ":material/help:")
        case State.FAILED:
            return Badge(_("Failed"), "red", ":material/error:")
        case State.SETTLED:
            return Badge(_("Settled"), "gray", ":material/check:")
        case State.SUCCESS:
            return Badge(_("Done"), "gray", ":material/check:")


def shown_state(job: Job) -> State:
    """What to call it: a job that its provider no longer knows is as unclear as one that was never answered."""
    return State.UNKNOWN if job.state.moving and job.job_id and job.problem is Problem.REJECTED else job.state


def kept(song: Song) -> bool:
    """Whether its sound is in the archive."""
    return song.audio is not None and song.audio.keeping is Keeping.KEPT


def playable(job: Job) -> Song | None:
    """The first song of the job that can be heard."""
    return next((song for song in job.songs if kept(song)), None)


def name(job: Job) -> str:
    """What to call a job in Markdown: its title, else the beginning of its prompt."""
    return escape(plain_name(job), 60)


def plain_name(job: Job) -> str:
    asked = (job.request.get(name) for name in ("sound_prompt", "prompt", "lyrics_text"))
    return str(job.title or next(filter(None, asked), job.action))


def lyrics(job: Job) -> str:
    """The words that were made, else those that were sent; empty where it has none."""
    made = next((song.lyrics for song in job.songs if song.lyrics), "")
    return made or ("" if job.request.get("instrumental") else job.request.get("lyrics_text") or "")


def only_words(job: Job) -> bool:
    """Whether words are all that the job makes."""
    return job.action == Lyrics.action


def action(key: str) -> str:
    """The contract's action as a person says it."""
    return _actions(viewer.language()).get(key, key)


@lru_cache(maxsize=32)
def _actions(language: str) -> dict[str, str]:
    """All of them in one language: a table asks for them once a row."""
    return {
        "music": _("music"),
        "lyrics": _("lyrics"),
        "extend": _("extend"),
        "cover": _("cover"),
        "variation": _("variation"),
        "replace": _("replace"),
        "vocals-swap": _("vocals swap"),
        "instrumentals-swap": _("instrumental swap"),
        "stems": _("stems"),
        "download": _("download"),
        "upload": _("upload"),
        "generate-video": _("video"),
    }


def number(value: Decimal | int) -> str:
    """A figure with a thin gap between its thousands and no needless zeros: 1 905, 2.5."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    whole, point, part = text.partition(".")
    return (whole + (point + part).rstrip("0").rstrip(".")).replace(",", "\u202f")


def quota(value: Decimal) -> str:
    return _("{count} quota").format(count=number(value))


def length(seconds: float) -> str:
    """2:14, or 1:02:14."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def milliseconds(seconds: float) -> str:
    """ "12 ms", or "1.4 s"."""
    return _("{count} ms").format(count=round(seconds * 1000)) if seconds < 1 else _("{count} s").format(count=f"{seconds:.1f}")


def moment(when: datetime, zone: tzinfo) -> str:
    """20 Nov, 15:18 in the viewer's time zone."""
    local = when.astimezone(zone)
    return _("{day} {month}, {time}").format(day=local.day, month=_month(local.month), time=f"{local:%H:%M}")


def _month(number: int) -> str:
    first = (_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"))
    second = (_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"))
    return (*first, *second)[number - 1]


def took(job: Job) -> str | None:
    """How long the provider needed, e.g. "in 31 s"."""
    if job.sent_at is None or job.finished_at is None:
        return None
    seconds = round((job.finished_at - job.sent_at).total_seconds())
    return _("in {seconds} s").format(seconds=max(1, seconds))


def progress(job: Job) -> int | None:
    """The percentage that the provider itself reports, between 0 and 100 exclusive; None where it reports none."""
    data = (job.record or {}).get("data")
    said = data.get("progress") if isinstance(data, dict) else None
    digits = str(said or "").strip().removesuffix("%").strip()
    value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 3 else 0
    return value if 0 < value < 100 else None


def free(provider: str) -> bool:
    """Whether jobs of this provider cost nothing: the embedded engine's."""
    return provider == "engine"


def note(job: Job, now: datetime) -> str | None:
    """The second line of a job: what happened, what it cost, what to do. None where nothing must be said."""
    match job.state:
        case State.FAILED:
            return " ".join(part for part in (_failure(job), _charge(job), _advice(job)) if part)
        case State.WAITING:
            return " ".join(part for part in (_waiting(job, now), _charge(job), _("It is sent again by itself.")) if part)
        case State.UNKNOWN:
            return " ".join((_unclear(job), _may_cost(job), _("It is not sent again by itself.")))
        case State.SETTLED:
            return _("Closed by hand: nobody could tell what became of it.") if job.quota is None else _("Withdrawn before it was sent.")
        case State.SUCCESS:
            return _after_success(job)
        case _:
            return _not_heard_of(job)


def _not_heard_of(job: Job) -> str | None:
    """Why nothing is heard of an accepted job; None where all is well."""
    match job.problem:
        case Problem.REJECTED:
            return " ".join((_("The provider does not know this job any more."), _may_cost(job), _("**Close it by hand** ends it.")))
        case Problem.UNAUTHORIZED:
            return _("The provider does not accept the key, so nothing is heard of this job. It is asked again.")
        case Problem.UNREACHABLE:
            return _("Accepted, but the provider does not answer just now. It is asked again by itself.")
        case Problem.ODD:
            return _said(job)
        case _:
            return None


def _said(job: Job) -> str | None:
    said = clause(job.message)
    return _("The provider says: {message}.").format(message=said) if said else None


def _failure(job: Job) -> str:
    match job.problem:
        case Problem.REJECTED:
            return _said(job) or _("The provider refused this request and gave no reason.")
        case Problem.UNAUTHORIZED:
            return _("The provider does not accept the key.")
        case Problem.OUT_OF_QUOTA:
            return _("The account has no quota left.")
        case Problem.BUSY:
            return _("The provider was too busy for too long.")
        case Problem.UNREACHABLE:
            return _("Nothing answered at the provider's address.")
        case _:
            return _said(job) or _("The provider failed and gave no reason.")


def _charge(job: Job) -> str | None:
    if free(job.provider):
        return None
    return _("It cost {quota}.").format(quota=quota(job.quota)) if job.quota else _("Nothing was charged.")


def _advice(job: Job) -> str:
    match job.problem:
        case Problem.REJECTED:
            return _("**Use these settings** brings the request back to change it.")
        case Problem.UNAUTHORIZED:
            return _("The Connection page says where the key goes; then **send again**.")
        case Problem.OUT_OF_QUOTA:
            return _("Top the account up, then **send again**.")
        case _:
            return _("**Send again** makes a new job.")


def _waiting(job: Job, now: datetime) -> str:
    if job.problem is Problem.UNREACHABLE:
        return _("Nothing answers at the provider's address.")
    if job.retry_at and (seconds := round((job.retry_at - now).total_seconds())) > 0:
        soon = ngettext("Next try in {count} second.", "Next try in {count} seconds.", seconds).format(count=seconds)
        return " ".join((_("The provider is busy."), soon))
    return _("The provider is busy.")


def _unclear(job: Job) -> str:
    if job.problem is Problem.ODD:
        return _said(job) or _("The provider's answers contradict one another.")
    return _("The connection broke after sending, so this may have been accepted.")


def _may_cost(job: Job) -> str:
    return _("Nothing is charged on this computer.") if free(job.provider) else _("It may have been charged.")


def _after_success(job: Job) -> str | None:
    if job.problem is Problem.ODD:
        return _("Something about the answer is odd: look at its record in History.")
    if only_words(job):
        return None if lyrics(job) else _("Finished without any words.")
    audio = [song.audio for song in job.songs if song.audio]
    if any(media.keeping is Keeping.LOST for media in audio):
        return _lost(next(media for media in audio if media.keeping is Keeping.LOST))
    if any(media.keeping is Keeping.DUE for media in audio):
        return _copying(next(media for media in audio if media.keeping is Keeping.DUE))
    return _remark(job) if audio else _("Finished without any sound.")


def _remark(job: Job) -> str | None:
    """What the provider has to say of a song that it made, where that is more than that it did."""
    said = str((job.record or {}).get("message") or "").strip()
    return f":gray[{escape(said, 300)}]" if said.rstrip(".!").casefold() not in _NOTHING_TO_SAY else None


def _lost(media: Media) -> str:
    if reason := clause(media.trouble):
        return _("Made, but its file could not be kept: {reason}.").format(reason=reason)
    return _("Made, but its file could not be kept.")


def _copying(media: Media) -> str:
    if reason := clause(media.trouble):
        return _("Made; its file cannot be fetched yet and is tried again: {reason}.").format(reason=reason)
    return _("Made; its file is being copied into the library.")
