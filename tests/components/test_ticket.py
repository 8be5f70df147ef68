"""One wish, one job."""

from hypothesis import given
from hypothesis import strategies as st

from components.ticket import MOMENT, Ticket, next_ticket

SOME = {"sound_prompt": "jazz"}


def test_the_same_request_within_a_moment_keeps_its_ticket():
    first = next_ticket(None, SOME, 100.0)
    assert next_ticket(first, dict(SOME), 100.0 + MOMENT / 2) is first


def test_later_or_another_request_gets_a_ticket_of_its_own():
    first = next_ticket(None, SOME, 100.0)
    assert next_ticket(first, SOME, 100.0 + MOMENT).id != first.id
    assert next_ticket(first, {"sound_prompt": "house"}, 100.1).id != first.id


@given(st.lists(st.floats(min_value=0, max_value=10), min_size=1, max_size=20))
def test_clicks_closer_than_a_moment_to_the_first_make_one_job(pauses):
    held, now, ids, started = None, 0.0, [], 0.0
    for pause in pauses:
        now += pause
        before = held
        held = next_ticket(held, SOME, now)
        if before is not held:
            started = now
            ids.append(held.id)
        assert now - started < MOMENT
    assert len(set(ids)) == len(ids)


def test_a_ticket_cannot_be_guessed():
    assert len({next_ticket(None, SOME, 0).id for _ in range(100)}) == 100
    assert all(len(Ticket(next_ticket(None, {}, 0).id, {}, 0).id) >= 32 for _ in range(3))
