"""The ledger: what it finds, what it adds up, and that no job goes a way that it must not go."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from producer.answers import Accepted, Record, read_record
from producer.contract import Lyrics, Music
from studio.db import Database
from studio.jobs import Keeping, Problem, State
from studio.ledger import AlreadyAdopted, Ledger
from tests.studio.rig import Clock


@pytest.fixture
def ledger(tmp_path):
    database = Database(tmp_path / "studio.db")
    yield Ledger(database, Clock())
    database.close()


def accepted(job_id: str) -> Accepted:
    return Accepted(job_id=job_id, data={"jobId": job_id}, raw={})


def record(status: str, quota: str | None = None, **music) -> Record:
    return read_record({"status": status, "data": {"quota": quota, "musics": [music] if music else None}})


def run_through(ledger: Ledger, id: str, status: str = "SUCCESS", quota: str | None = "3", request=None, **music) -> None:
    ledger.intend(request or Music(sound_prompt="slow piano"), "p", id)
    ledger.submitting(id, f"hash of {id}")
    ledger.accepted(id, accepted(f"job of {id}"))
    ledger.follow(id, record(status, quota, **music))


def test_the_same_ticket_twice_is_one_job(ledger):
    first = ledger.intend(Music(sound_prompt="slow piano"), "p", "t")
    assert ledger.intend(Music(sound_prompt="another"), "p", "t") == first
    assert ledger.latest(9) == [first]


def test_the_request_is_kept_as_it_is_sent_but_for_the_hook_url(ledger):
    job = ledger.intend(Music(sound_prompt="x", weirdness=0.1, hook_url="https://somewhere.test/"), "p", "t")
    assert job.request == {"sound_prompt": "x", "lyrics_text": "", "weirdness": 0.1}
    assert Music.model_validate(job.request).weirdness == 0.1


def test_the_newest_come_first(ledger):
    for id in "abc":
        ledger.intend(Music(sound_prompt="x"), "p", id)
    assert [job.id for job in ledger.latest(2)] == ["c", "b"]
    assert [job.id for job in ledger.jobs(["a", "nobody", "c", "\ud800"])] == ["c", "a"]
    assert ledger.job("nobody") is None


def test_an_empty_ledger_says_so(ledger):
    assert ledger.is_empty()
    assert ledger.totals().jobs == 0
    ledger.intend(Music(sound_prompt="x"), "p", "t")
    assert not ledger.is_empty()


ALL = {"prompt", "title", "words", "made"}
SEARCHES = {
    "": ALL, "  ": ALL, "SLOW PIANO": {"prompt"}, "straße": {"title"}, "STRASSE": {"title"}, "дождь": {"words"}, "ДОЖДЬ": {"words"},
    "100%": {"title"}, "%": {"title"}, "_": {"words"}, "under a neon": {"made"}, "rain": {"made"}, "雨": {"made"},
    "'; DROP TABLE jobs; --": set(), "\\": set(), "\ud800": set(), "x" * 60_000: set(), "\0": set(),
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), SEARCHES.items(), ids=[ascii(text[:20]) for text in SEARCHES])
def test_a_search_finds_title_prompt_and_words_whatever_their_case(ledger, text, found):
    ledger.intend(Music(sound_prompt="A slow Piano"), "p", "prompt")
    ledger.intend(Music(sound_prompt="x", title="100% Straße"), "p", "title")
    ledger.intend(Music(lyrics_text="Дождь_идёт"), "p", "words")
    run_through(ledger, "made", request=Lyrics(prompt="weather"), title="Rain 雨", lyrics="[Verse]\nUnder a neon sky")
    assert {job.id for job in ledger.search(text)} == found
    assert ledger.totals(text).jobs == len(found)


def test_filters_narrow_what_is_found_and_added_up(ledger):
    run_through(ledger, "old", quota="5")
    since = ledger.job("old").updated_at
    run_through(ledger, "words", request=Lyrics(prompt="rain"), quota="1")
    run_through(ledger, "bad", status="FAILED", quota="0")
    ledger.intend(Music(sound_prompt="x"), "p", "wish")
    assert {job.id for job in ledger.search(actions=("lyrics",))} == {"words"}
    assert {job.id for job in ledger.search(actions=("lyrics", "music"), states=(State.SUCCESS,))} == {"old", "words"}
    assert {job.id for job in ledger.search(since=since)} == {"words", "bad", "wish"}
    assert [job.id for job in ledger.search(limit=1)] == ["wish"]
    total = ledger.totals(since=since)
    assert (total.jobs, total.quota, total.running) == (3, 1, 1)


def test_what_a_running_job_shows_is_not_added_up_and_an_unknown_is_not_running(ledger):
    run_through(ledger, "running", status="ON_QUEUE", quota="5")
    run_through(ledger, "done", quota="3")
    ledger.intend(Music(sound_prompt="x"), "p", "unknown")
    ledger.submitting("unknown", "hash")
    ledger.unknown("unknown", "timeout")
    assert ledger.job("running").quota == 5
    assert (ledger.totals().quota, ledger.totals().running) == (3, 1)


@settings(max_examples=10)
@given(prices=st.lists(st.decimals(min_value=0, max_value=10**9, places=6), max_size=12))
def test_quota_adds_up_exactly(prices):
    with TemporaryDirectory() as folder:
        database = Database(Path(folder) / "studio.db")
        ledger = Ledger(database, Clock())
        for number, price in enumerate(prices):
            run_through(ledger, str(number), quota=format(price, "f"))
        assert [job.quota for job in reversed(ledger.latest(99))] == prices
        assert ledger.totals().quota == sum(prices, Decimal(0))
        database.close()


def test_what_a_stranger_says_is_stored_whatever_it_is(ledger):
    run_through(ledger, "t", title="\ud800 \0 \U0001f600 ' \u202e", lyrics="x" * 200_000, musicId=5, durations="1e400", audioUrl="http://x.test/\ud800")
    job = ledger.job("t")
    assert (job.state, job.songs[0].title, job.songs[0].seconds) == (State.SUCCESS, "? \0 \U0001f600 ' \u202e", None)


def test_an_unknown_is_closed_by_hand_and_nothing_else_is(ledger):
    ledger.intend(Music(sound_prompt="x"), "p", "t")
    assert not ledger.settle("t")
    ledger.submitting("t", "hash")
    assert not ledger.settle("t")
    ledger.unknown("t", "timeout")
    assert ledger.settle("t")
    assert not ledger.adopt("t", "job")
    assert (ledger.job("t").state, ledger.job("t").problem, ledger.job("t").message) == (State.SETTLED, Problem.AMBIGUOUS, "timeout")


def test_a_wish_is_taken_back_only_before_it_is_sent(ledger):
    for id in "abc":
        ledger.intend(Music(sound_prompt="x"), "p", id)
    ledger.submitting("b", "hash b")
    ledger.submitting("c", "hash c")
    ledger.waiting("c", ledger.job("c").updated_at + timedelta(seconds=9), Problem.BUSY, "")
    assert [ledger.withdraw(id) for id in "abc"] == [True, False, True]
    assert (ledger.job("a").state, ledger.job("a").quota, ledger.job("c").retry_at) == (State.SETTLED, 0, None)
    assert ledger.submitting("a", "hash a") is None, "it is not sent any more"


def test_a_jobid_is_adopted_once(ledger):
    run_through(ledger, "first")
    for id, provider in (("second", "p"), ("elsewhere", "q")):
        ledger.intend(Music(sound_prompt="x"), provider, id)
        ledger.submitting(id, f"hash of {id}")
        ledger.unknown(id, "timeout")
    with pytest.raises(AlreadyAdopted):
        ledger.adopt("second", "job of first")
    assert ledger.job("second").state is State.UNKNOWN
    assert ledger.adopt("elsewhere", "job of first"), "another provider's names are its own"
    assert not ledger.adopt("nobody", "x")


def test_a_page_looks_again_while_a_job_or_its_files_are_on_their_way(ledger):
    run_through(ledger, "t", audioUrl="http://x.test/a.mp3")
    job = ledger.job("t")
    assert (job.state, job.moving, job.songs[0].audio.keeping) == (State.SUCCESS, True, Keeping.DUE)
    ledger.missed(job.songs[0].audio.id, "the disk is full", job.updated_at, counts=False)
    assert not ledger.job("t").moving
    assert ledger.job("t").updated_at > job.updated_at


def test_a_job_shows_what_it_made_by_the_songs_title(ledger):
    run_through(ledger, "t", request=Music(sound_prompt="x", title="Wished"))
    assert ledger.job("t").title == "Wished"
    run_through(ledger, "u", title="Made")
    assert ledger.job("u").title == "Made"
    assert replace(ledger.job("u"), songs=()).title is None


IDS = st.sampled_from(["a", "b"])
NAMES = st.sampled_from(["job-1", "job-2"])
SENT = {State.SUBMITTING, State.UNKNOWN}
OPEN = {State.ON_QUEUE, State.PENDING_QUEUE}
FETCHED = {state.upper(): state for state in (State.SUCCESS, State.FAILED, State.ON_QUEUE, State.PENDING_QUEUE)} | {"?": State.ON_QUEUE}


class Life(RuleBasedStateMachine):
    """Any calls in any order, also across restarts: each moves a job only where this table says so."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = Clock()
        self.states: dict[str, State] = {}
        self.posts: dict[str, int] = {}

    @initialize()
    def open(self) -> None:
        self.database = Database(Path(self.folder.name) / "studio.db")
        self.ledger = Ledger(self.database, self.clock)

    def moves(self, id: str, leaving: set[State], to: State, moved: object) -> None:
        may = self.states.get(id) in leaving
        assert bool(moved) == may
        if may:
            self.states[id] = to

    @rule(id=IDS)
    def intend(self, id):
        self.ledger.intend(Music(sound_prompt="x"), "p", id)
        self.states.setdefault(id, State.INTENT)

    @rule(id=IDS)
    def submitting(self, id):
        attempt = self.ledger.submitting(id, f"{id}-{self.clock()}")
        self.moves(id, {State.INTENT, State.WAITING}, State.SUBMITTING, attempt)
        if attempt:
            self.posts[id] = self.posts.get(id, 0) + 1
            assert attempt == self.posts[id]

    @rule(id=IDS, job_id=NAMES)
    def accepted(self, id, job_id):
        self.moves(id, SENT, State.ON_QUEUE, self.ledger.accepted(id, accepted(job_id)))

    @rule(id=IDS)
    def waiting(self, id):
        self.moves(id, {State.SUBMITTING}, State.WAITING, self.ledger.waiting(id, self.clock(), Problem.BUSY, ""))

    @rule(id=IDS)
    def refused(self, id):
        self.moves(id, {State.SUBMITTING}, State.FAILED, self.ledger.refused(id, Problem.REJECTED, ""))

    @rule(id=IDS)
    def unknown(self, id):
        self.moves(id, {State.SUBMITTING}, State.UNKNOWN, self.ledger.unknown(id, ""))

    @rule(id=IDS, job_id=NAMES)
    def bind(self, id, job_id):
        self.moves(id, SENT | {State.WAITING}, State.ON_QUEUE, self.ledger.bind(id, job_id))

    @rule(id=IDS)
    def adopt(self, id):
        self.moves(id, {State.UNKNOWN}, State.ON_QUEUE, self.ledger.adopt(id, f"adopted by {id}"))

    @rule(id=IDS)
    def settle(self, id):
        self.moves(id, {State.UNKNOWN}, State.SETTLED, self.ledger.settle(id))

    @rule(id=IDS)
    def withdraw(self, id):
        self.moves(id, {State.INTENT, State.WAITING}, State.SETTLED, self.ledger.withdraw(id))

    @rule(id=IDS, status=st.sampled_from(list(FETCHED)))
    def follow(self, id, status):
        self.moves(id, OPEN, FETCHED[status], self.ledger.follow(id, record(status)))

    @rule()
    def crash(self):
        self.database.close()
        self.open()
        assert self.ledger.recover() == list(self.states.values()).count(State.SUBMITTING)
        self.states = {id: State.UNKNOWN if state is State.SUBMITTING else state for id, state in self.states.items()}

    @invariant()
    def the_ledger_says_the_same(self):
        if hasattr(self, "ledger"):
            assert {job.id: job.state for job in self.ledger.latest(9)} == self.states

    def teardown(self):
        if hasattr(self, "database"):
            self.database.close()
        self.folder.cleanup()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
