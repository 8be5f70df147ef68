"""What the provider's answers mean: pure functions from status, headers and body to values or errors. No I/O.

Decoding is lenient, as docs/contract.md says: every key may be missing, null or of another type, and what is
not understood is kept in `raw`.
"""

import json
import math
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

from producer import errors

#: The longest Retry-After that is believed, in seconds.
LONGEST_WAIT = 3_600.0
#: How deep in a record a URL is looked for.
_DEPTH = 4

Clock = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A submit that the provider took on; not finished, unless the action answers at once."""

    #: None where the action answers at once and names none (generate-video).
    job_id: str | None
    #: The answer's `data`: all there is for an action that answers at once.
    data: dict[str, Any]
    raw: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Music:
    """One entry of `musics`. Every text is the provider's own, untrusted, and None where it sent none."""

    music_id: str | None
    title: str | None
    lyrics: str | None
    image_url: str | None
    audio_url: str | None
    video_url: str | None
    image_id: str | None
    topic: str | None
    sound: str | None
    seed: str | None
    #: From `durations`; finite and not negative.
    seconds: float | None
    created_at: str | None
    #: Every http(s) address in the entry by its key, a nested one by its path ("stems.vocals").
    urls: dict[str, str]
    raw: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Record:
    """A job's state, as fetch and the callback tell it."""

    job_id: str | None
    #: The provider's word as it came; "" where it sent none.
    status: str
    action: str | None
    #: A percentage, only where the provider sends one.
    progress: str | None
    mv: str | None
    #: What the job cost; provisional until it is final.
    quota: Decimal | None
    hook_url: str | None
    #: The reason of a failure, or the provider's remark; may be missing.
    message: str | None
    musics: tuple[Music, ...]
    #: Addresses in `data` that belong to no music, by key; never the hook's.
    urls: dict[str, str]
    raw: dict[str, Any] = field(repr=False)

    @property
    def succeeded(self) -> bool:
        return self.status.upper() == "SUCCESS"

    @property
    def failed(self) -> bool:
        return self.status.upper() == "FAILED"

    @property
    def running(self) -> bool:
        """Also for a status that nobody has heard of: it is polled on."""
        return not (self.succeeded or self.failed)


def read_submit(status: int, headers: Mapping[str, str], body: bytes, *, clock: Clock = time.time) -> Accepted:
    """The answer to a POST. Raises Rejected, NotFound, Unauthorized, OutOfQuota, Busy or Ambiguous."""
    envelope = _envelope(body)
    _raise_for_status(status, headers, envelope, clock, otherwise=errors.Ambiguous)
    data = _table(envelope.get("data"))
    # Whatever names a job was taken on, also under an odd status: fetch then tells what became of it.
    if job_id := _text(data, "jobId", "job_id") or _text(envelope, "jobId", "job_id"):
        return Accepted(job_id=job_id, data=data, raw=envelope)
    if _word(envelope) == "FAILED":
        raise errors.Rejected(_message(envelope), status=status)
    if _word(envelope) == "SUCCESS" and data:
        return Accepted(job_id=None, data=data, raw=envelope)
    raise errors.Ambiguous(_unreadable(status), status=status)


def read_fetch(status: int, headers: Mapping[str, str], body: bytes, *, clock: Clock = time.time) -> Record:
    """The answer to a fetch. Raises Rejected, NotFound, Unauthorized, OutOfQuota, Busy, or Transport for what may pass."""
    envelope = _envelope(body)
    _raise_for_status(status, headers, envelope, clock, otherwise=errors.Transport)
    if _word(envelope) == "FAILED" and not (_text(envelope, "jobId", "job_id") or _table(envelope.get("data"))):
        # The body of a refused call under HTTP 200: it tells of no job, so it must not end one.
        raise errors.Rejected(_message(envelope), status=status)
    if "status" not in envelope and not _table(envelope.get("data")):
        raise errors.Transport(_unreadable(status), status=status)
    return read_record(envelope)


def read_record(envelope: dict[str, Any]) -> Record:
    """A job's state from the envelope that fetch and the callback share. Raises nothing."""
    data = _table(envelope.get("data"))
    musics = data.get("musics")
    entries = [musics] if isinstance(musics, dict) else musics if isinstance(musics, list) else []
    outside = {key: value for key, value in data.items() if key not in ("musics", "hookUrl")}
    return Record(
        job_id=_text(data, "jobId", "job_id") or _text(envelope, "jobId", "job_id"),
        status=_text(envelope, "status") or "",
        action=_text(data, "action"),
        progress=_text(data, "progress"),
        mv=_text(data, "mv"),
        quota=_quota(data.get("quota")),
        hook_url=_text(data, "hookUrl"),
        message=_text(data, "failReason") or _text(envelope, "message"),
        musics=tuple(_music(entry) for entry in entries if isinstance(entry, dict)),
        urls=dict(_urls(outside)),
        raw=envelope,
    )


def _music(entry: dict[str, Any]) -> Music:
    urls = dict(_urls(entry))
    return Music(
        music_id=_text(entry, "musicId", "music_id"),
        title=_text(entry, "title"),
        lyrics=_text(entry, "lyrics"),
        image_url=urls.get("imageUrl"),
        audio_url=urls.get("audioUrl"),
        video_url=urls.get("videoUrl"),
        image_id=_text(entry, "imageId"),
        topic=_text(entry, "topic"),
        sound=_text(entry, "sound"),
        seed=_text(entry, "seed"),
        seconds=_seconds(entry.get("durations")),
        created_at=_text(entry, "createdAt"),
        urls=urls,
        raw=entry,
    )


def _raise_for_status(
    status: int, headers: Mapping[str, str], envelope: dict[str, Any], clock: Clock, *, otherwise: type[errors.ProducerError]
) -> None:
    """Raise what an HTTP status means (docs/contract.md, "Failures"); `otherwise` is for what tells nothing for certain."""
    if 200 <= status < 300:
        return
    certain = {401: errors.Unauthorized, 402: errors.OutOfQuota, 404: errors.NotFound, 429: errors.Busy, 499: errors.Busy}
    refused = 400 <= status < 500 and status != 408  # 408 is a server that gave up waiting: it may have seen it all
    kind = certain.get(status, errors.Rejected if refused else otherwise)
    raise kind(_message(envelope) or f"HTTP {status}.", status=status, retry_after=_retry_after(headers, clock))


def _retry_after(headers: Mapping[str, str], clock: Clock) -> float | None:
    """Seconds to wait, from a number of seconds or a date, within 0 and LONGEST_WAIT."""
    value = next((text.strip() for name, text in headers.items() if name.lower() == "retry-after"), "")
    if re.fullmatch(r"[0-9]+", value):
        return min(float(value[:9]), LONGEST_WAIT)
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    seconds = (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - clock()
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _envelope(body: bytes) -> dict[str, Any]:
    """The JSON object in a body, fit to be stored and shown; {} where there is none."""
    try:
        return _table(_clean(json.loads(body.decode("utf-8", "replace"), parse_constant=_nothing, parse_float=_finite)))
    except (ValueError, RecursionError):
        return {}


def _nothing(_: str) -> None:
    """NaN and Infinity are no JSON: no database takes them back."""


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _clean(value: Any) -> Any:
    """The same value without lone surrogates, which no file or database takes."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if re.search(r"[\ud800-\udfff]", value) else value
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(each) for key, each in value.items()}
    return value


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(table: dict[str, Any], *keys: str) -> str | None:
    """The first of the keys that holds a text or a number, as text."""
    for key in keys:
        value = table.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None


def _word(envelope: dict[str, Any]) -> str:
    return (_text(envelope, "status") or "").upper()


def _message(envelope: dict[str, Any]) -> str:
    return _text(envelope, "message") or ""


def _unreadable(status: int) -> str:
    return f"HTTP {status} with an answer that is none of the contract's."


def _quota(value: Any) -> Decimal | None:
    """A plain decimal number that is not negative; what a sum or a column could choke on is None."""
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return Decimal(text) if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", text) else None


def _seconds(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _urls(value: Any, path: str = "", depth: int = _DEPTH) -> Iterator[tuple[str, str]]:
    """Every http(s) address below a value, with the path of keys that leads to it."""
    if isinstance(value, str) and re.fullmatch(r"(?i)https?://[^\s/]\S*", value):
        yield path, value
    if depth and isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _urls(each, f"{path}.{key}" if path else str(key), depth - 1)
