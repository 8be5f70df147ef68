"""Every state and every problem has its words, and figures read as a person writes them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import cards, table, words
from studio.jobs import Job, Keeping, Media, Problem, Song, State

NOW = datetime(2026, 11, 20, 15, 18, tzinfo=UTC)


def job(state: State, problem: Problem | None = None, **facts: Any) -> Job:
    given = {"provider": "api.example", "request": {"sound_prompt": "jazz"}, "created_at": NOW, "updated_at": NOW, **facts}
    return Job(id="a", action="music", state=state, problem=problem, **given)


def song(keeping: Keeping, trouble: str | None = None) -> Song:
    media = Media(id=1, kind="audioUrl", keeping=keeping, path="/tracks/x.mp3", trouble=trouble)
    return Song(music_id="m", title="Low tide", seconds=134, media=(media,))


def test_every_state_has_one_word_and_all_are_in_the_table():
    labels = {words.badge(state).label for state in State}
    assert labels == {"Queued", "Making", "Waiting", "Unclear", "Failed", "Settled", "Done"}
    assert set(table.states_by_word()) == labels
    assert sorted(state for states in table.states_by_word().values() for state in states) == sorted(State)


@pytest.mark.parametrize(("state", "problem"), list(product(State, [None, *Problem])))
@pytest.mark.parametrize("provider", ["engine", "api.example"])
def test_every_state_and_problem_reads_as_whole_sentences(state, problem, provider):
    said = words.note(job(state, problem, provider=provider, retry_at=NOW + timedelta(seconds=9), message="why *not*", job_id="p"), NOW)
    if said is None:
        assert state not in (State.FAILED, State.WAITING, State.UNKNOWN, State.SETTLED)
    else:
        assert said.endswith(".")
        assert not re.search(r"[{}]|None|\.\.|!|  ", said)
    assert cards.acts(job(state, problem))
    assert all(cards.label(act) and cards.icon(act) for act in cards.acts(job(state, problem)))


@pytest.mark.parametrize("problem", list(Problem))
def test_a_failure_says_what_it_cost_only_where_anything_costs(problem):
    assert "Nothing was charged." in str(words.note(job(State.FAILED, problem, quota=Decimal(0)), NOW))
    assert "It cost 5 quota." in str(words.note(job(State.FAILED, problem, quota=Decimal(5)), NOW))
    assert "charged" not in str(words.note(job(State.FAILED, problem, provider="engine"), NOW))


def test_an_unclear_job_is_said_to_be_perhaps_charged_and_not_sent_again():
    assert words.note(job(State.UNKNOWN, Problem.AMBIGUOUS), NOW) == (
        "The connection broke after sending, so this may have been accepted. It may have been charged. It is not sent again by itself."
    )


def test_an_accepted_job_is_never_said_to_be_uncharged_because_its_provider_is_away():
    said = words.note(job(state=State.ON_QUEUE, problem=Problem.UNREACHABLE), NOW)
    assert said == "Accepted, but the provider does not answer just now. It is asked again by itself."


def test_a_finished_song_is_quiet_and_one_whose_file_is_missing_is_not():
    assert words.note(job(State.SUCCESS, songs=(song(Keeping.KEPT),)), NOW) is None
    assert words.playable(job(State.SUCCESS, songs=(song(Keeping.DUE), song(Keeping.KEPT)))) == song(Keeping.KEPT)
    assert "being copied" in str(words.note(job(State.SUCCESS, songs=(song(Keeping.DUE),)), NOW))
    assert "tried again: *404*" in str(words.note(job(State.SUCCESS, songs=(song(Keeping.DUE, "404."),)), NOW))
    assert "could not be kept: *gone*" in str(words.note(job(State.SUCCESS, songs=(song(Keeping.LOST, "gone"),)), NOW))
    assert words.note(job(State.SUCCESS), NOW) == "Finished without any sound."


def test_a_job_that_its_provider_forgot_is_shown_as_unclear():
    forgotten = job(State.ON_QUEUE, Problem.REJECTED, job_id="p")
    assert words.shown_state(forgotten) is State.UNKNOWN
    assert cards.Act.SETTLE in cards.acts(forgotten)


@pytest.mark.parametrize(
    ("said", "shown"),
    [("45%", 45), ("45", 45), (45, 45), *((odd, None) for odd in ("100%", "0%", "4.5%", "²%", "-3", None, []))],
)
def test_only_a_percentage_that_was_sent_is_shown(said, shown):
    assert words.progress(job(State.ON_QUEUE, record={"data": {"progress": said}})) == shown


@pytest.mark.parametrize("record", [None, {}, {"data": None}, {"data": []}, {"data": {"progress": {"a": 1}}}])
def test_an_odd_record_has_no_percentage(record):
    assert words.progress(job(State.ON_QUEUE, record=record)) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1905, "1\u202f905"), (Decimal("2.50"), "2.5"), (Decimal("1E+3"), "1\u202f000"), (Decimal(0), "0"), (Decimal("0.05"), "0.05")],
)
def test_figures_have_a_thin_gap_and_no_needless_zeros(value, shown):
    assert words.number(value) == shown


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_a_figure_is_worth_what_it_shows(value):
    assert Decimal(words.number(value).replace("\u202f", "")) == value


@given(st.floats(min_value=0, max_value=36_000))
def test_a_length_is_within_half_a_second(seconds):
    parts = [int(part) for part in words.length(seconds).split(":")]
    shown = sum(part * 60**place for place, part in enumerate(reversed(parts)))
    assert abs(shown - seconds) <= 0.5
    assert all(part < 60 for part in parts[1:])


def test_a_moment_is_told_in_the_viewers_time_zone():
    assert words.moment(NOW, UTC) == "20 Nov, 15:18"
    assert words.moment(NOW, timezone(timedelta(hours=9))) == "21 Nov, 00:18"


def test_each_style_suggestion_is_read_as_that_style_by_the_engine():
    from components.styles import styles
    from engine.prompt import read

    expected = dict(zip(styles(), ["lo-fi", "house", "jazz", "cinematic", "folk", "synthwave", "ambient"], strict=True))
    assert {label: read({"sound_prompt": prompt}, "1").style for label, prompt in styles().items()} == expected
