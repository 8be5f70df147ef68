"""A thin client of the Producer API: it encodes, sends once, and hands the answer to producer.answers.

No redirect is followed (requests would carry the key to another host), no POST is repeated, and the key is in no
repr, message or traceback. One client serves all threads.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from pydantic import SecretStr
from urllib3.exceptions import NameResolutionError, NewConnectionError

from producer import answers, contract, errors, wire
from settings import TEST_KEY, SettingsError, checked_key, checked_url, is_loopback

#: The largest answer that is read, and the longest time for its body, in seconds.
ANSWER_LIMIT = 4 * 1024 * 1024
ANSWER_SECONDS = 30.0
#: A jobId that no provider has given out.
NO_JOB = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Answering:
    """Whether a provider answers and takes the key."""

    ok: bool
    #: How long the answer took.
    seconds: float
    problem: errors.ProducerError | None


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Speaks with one provider. `base_url` ends in /producer/v1; `timeout` is to connect and to answer, in seconds.

    Raises SettingsError for a key that no header can carry, and for a `test_` key with an address elsewhere.
    """

    def __init__(
        self, base_url: str, key: SecretStr | str, *, timeout: tuple[float, float] = (3.05, 20), clock: Callable[[], float] = time.time
    ) -> None:
        self._key = SecretStr(key) if isinstance(key, str) else key
        del key
        self.base_url = _checked(base_url, self._key)
        self._timeout = timeout
        self._clock = clock
        self._local = threading.local()

    def __repr__(self) -> str:
        return f"Client({getattr(self, 'base_url', None)!r})"

    def submit(self, request: contract.Request, hook_url: str | None = None) -> answers.Accepted:
        """POST the request once. `hook_url` is left out where the action takes none.

        Raises Transport (certainly not accepted), Busy, Rejected, Unauthorized, OutOfQuota or Ambiguous.
        """
        body = request.body
        if hook_url and isinstance(request, contract.Hooked):
            body["hook_url"] = hook_url
        # A POST never goes over a used connection: a stale one would look like a lost answer.
        self._session.close()
        answer = self._call("POST", request.action, lost=errors.Ambiguous, json=body)
        accepted = answers.read_submit(answer.status, answer.headers, answer.body, clock=self._clock)
        if accepted.job_id is None and request.answer is contract.Answer.JOB:
            raise errors.Ambiguous("It was accepted, but the answer names no job.", status=answer.status)
        return accepted

    def fetch(self, job_id: str) -> answers.Record:
        """A job's state; free, and safe to repeat. Raises Transport, Busy, Rejected, NotFound, Unauthorized or OutOfQuota."""
        answer = self._call("GET", contract.FETCH, lost=errors.Transport, params={"jobId": job_id})
        record = answers.read_fetch(answer.status, answer.headers, answer.body, clock=self._clock)
        if record.job_id not in (None, job_id):
            raise errors.Transport("The answer is about another job.", status=answer.status)
        return record

    def answering(self) -> Answering:
        """Ask for a job that does not exist: being told so means that the provider answers and takes the key."""
        start, problem = time.monotonic(), None
        try:
            self.fetch(NO_JOB)
        except errors.Rejected:
            pass
        except errors.ProducerError as error:
            problem = error.with_traceback(None)
        return Answering(ok=problem is None, seconds=time.monotonic() - start, problem=problem)

    @property
    def _session(self) -> requests.Session:
        if not hasattr(self._local, "session"):
            self._local.session = self._new_session()
        return self._local.session

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.mount("http://", wire.BoundedAdapter())
        session.mount("https://", wire.BoundedAdapter())
        session.headers.update({"TT-API-KEY": self._key.get_secret_value(), "Accept": "application/json"})
        return session

    def _call(self, method: str, path: str, *, lost: type[errors.ProducerError], **content: Any) -> _Answer:
        """One exchange. Raises Transport where nothing was sent, else `lost` where no whole answer came back."""
        try:
            return self._exchange(method, f"{self.base_url}/{path}", **content)
        except (wire.TooLarge, wire.TooSlow) as error:
            problem = lost(str(error.__doc__))
        except wire.NETWORK_ERRORS as error:
            problem = _in_words(error, lost)
        raise problem  # out here: the libraries' frames, which hold the headers, stay behind

    def _exchange(self, method: str, url: str, **content: Any) -> _Answer:
        with self._session.request(method, url, timeout=self._timeout, allow_redirects=False, stream=True, **content) as response:
            body = b"".join(wire.pieces(response, ANSWER_LIMIT, time.monotonic() + ANSWER_SECONDS, time.monotonic))
            headers = {name: self._scrub(value.encode("latin-1", "replace")).decode("latin-1") for name, value in response.headers.items()}
            return _Answer(response.status_code, headers, self._scrub(body))

    def _scrub(self, text: bytes) -> bytes:
        """The text without the key, should the provider echo it. A key of a few letters is no secret, and common in any text."""
        key = self._key.get_secret_value()
        quoted = json.dumps(key)[1:-1]
        for form in (key, quoted, quoted.replace("/", "\\/")) if len(key) >= 8 else ():  # JSON may escape quotes and slashes
            text = text.replace(form.encode(), b"(key)")
        return text


def _checked(base_url: str, key: SecretStr) -> str:
    """The base URL, if this key may be sent there. Raises SettingsError."""
    problem = ""
    try:
        checked_key(key.get_secret_value())
        base_url = checked_url(base_url)
    except ValueError as error:
        problem = str(error)
    if not problem and key.get_secret_value().startswith(TEST_KEY) and not is_loopback(base_url):
        problem = "a key that begins with test_ is sent to this machine only"
    if problem:
        raise SettingsError(f"No client for {urlsplit(base_url).hostname or 'this address'}: {problem}.")
    return base_url


def _in_words(error: Exception, lost: type[errors.ProducerError]) -> errors.ProducerError:
    """Our error for a library's, without its text: that holds addresses and may hold headers."""
    if isinstance(error, requests.ConnectTimeout):
        return errors.Transport("It took too long to connect.")
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    if isinstance(reason, NameResolutionError):
        return errors.Transport("Its name is not known to the network.")
    if isinstance(reason, NewConnectionError):
        return errors.Transport(f"The connection failed: {_cause(reason)}.")
    if isinstance(error, requests.Timeout | TimeoutError):
        return lost("No answer came in time.")
    return lost(f"The connection broke ({type(error).__name__}).")


def _cause(error: NewConnectionError) -> str:
    """The last words of urllib3's message, as in "…: [Errno 111] Connection refused"."""
    return re.sub(r"^\[.*\] ", "", str(error).rpartition(": ")[2]).lower()
