"""One wish, one job: a second click within a moment carries the ticket of the first, and a ticket is one job in the ledger."""

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

#: How long the same request counts as the same click, in seconds.
MOMENT = 2.0


@dataclass(frozen=True)
class Ticket:
    id: str
    request: dict[str, Any]
    #: Of a monotonic clock, in seconds.
    taken: float


def next_ticket(last: Ticket | None, request: dict[str, Any], now: float) -> Ticket:
    """The ticket for a submit at `now`: the last one again where the same request was submitted a moment ago."""
    if last and last.request == request and now - last.taken < MOMENT:
        return last
    return Ticket(token_urlsafe(24), request, now)
