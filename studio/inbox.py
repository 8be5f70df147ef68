"""The callback inbox: what a provider POSTs to /hooks/{token} when a job ends.

Callbacks are not signed, so a callback is only a hint. The unguessable token, one for each attempt, says which job is
meant; of the body only the jobId is read; and then fetch decides. Early (before the POST's answer), late and doubled
callbacks take the same path.
"""

import json
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Protocol
from urllib.parse import urlsplit

from studio.ledger import Ledger

BODY_LIMIT = 64 * 1024
JOB_ID_LIMIT = 200


class Hints(Protocol):
    def hint(self, id: str, job_id: str) -> None:
        """Somebody who knows the token of our job `id` says that the provider calls it `job_id`."""
        ...


def new_token() -> str:
    """256 bits, safe in a URL."""
    return token_urlsafe(32)


def hash_of(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def token_in(hook_url: str | None) -> str:
    """The token at the end of a hook_url; empty where there is none."""
    try:
        return urlsplit(hook_url or "").path.rpartition("/")[2]
    except ValueError:
        return ""


class Inbox:
    def __init__(self, ledger: Ledger, hints: Hints):
        self._ledger = ledger
        self._hints = hints

    def receive(self, token: str, body: bytes) -> None:
        """Take a callback. It never raises over what it is sent, and does no network: whoever calls gets no answer to learn from.

        The token is looked up by its hash, so the time that takes says nothing about how much of a guess was right.
        """
        if len(body) > BODY_LIMIT:
            return
        job, job_id = self._ledger.by_token(hash_of(token)), _job_id(body)
        if job and job_id:
            self._hints.hint(job.id, job_id)


def _job_id(body: bytes) -> str | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    inner: Any = answer.get("data")
    found = answer.get("jobId") or (inner.get("jobId") if isinstance(inner, dict) else None)
    return found if isinstance(found, str) and 0 < len(found) <= JOB_ID_LIMIT else None
