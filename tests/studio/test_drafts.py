"""Drafts of lyrics on a real file: nothing that was typed is lost, and the file does not grow for ever."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from hypothesis import given
from hypothesis import strategies as st

from studio import drafts as module
from studio.db import Database
from studio.drafts import DRIFT, GRACE, LONGEST, LOSS, MOST, PAUSE, Draft, Drafts, Why
from tests.studio.rig import Clock

VERSE = "[Verse 1]\nPaper lanterns on the water\nCarry every name we knew\n"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafts(tmp_path: Path, clock: Clock) -> Iterator[Drafts]:
    database = Database(tmp_path / "studio.db")
    yield Drafts(database, clock)
    database.close()


def typed(drafts: Drafts, draft: Draft, text: str, title: str | None = None) -> Draft:
    return drafts.type(draft.id, draft.revision, subject=draft.subject, title=draft.title if title is None else title, text=text)


def texts(drafts: Drafts, draft: Draft) -> list[str]:
    return [version.text for version in drafts.versions(draft.id)]


def test_what_was_typed_is_there_after_the_file_was_opened_again(tmp_path):
    database = Database(tmp_path / "studio.db")
    draft = Drafts(database).new(subject="the sea", title="Low tide", text=VERSE)
    database.close()
    again = Drafts(Database(tmp_path / "studio.db"))
    found = again.draft(draft.id)
    assert found
    assert (found.subject, found.title, found.text) == ("the sea", "Low tide", VERSE)
    again._db.close()


TYPIST = """
import sys
from pathlib import Path
from studio.db import Database
from studio.drafts import Drafts
drafts = Drafts(Database(Path(sys.argv[1])))
draft = drafts.new()
for number in range(100_000):
    draft = drafts.type(draft.id, draft.revision, subject="", title="", text=f"line {number}")
    print(draft.id, number, flush=True)
"""


def test_what_was_written_before_the_process_was_killed_is_there(tmp_path):
    path = tmp_path / "studio.db"
    with subprocess.Popen([sys.executable, "-c", TYPIST, str(path)], stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout
        told = [typist.stdout.readline().split() for _ in range(20)]
        os.kill(typist.pid, signal.SIGKILL)
        told += [line.split() for line in typist.stdout.read().splitlines() if line.count(" ") == 1]
    database = Database(path)
    draft = Drafts(database).draft(told[0][0])
    assert draft
    assert int(draft.text.removeprefix("line ")) >= int(told[-1][1])
    database.close()


def test_small_edits_make_no_versions_and_larger_ones_keep_what_was_there(drafts):
    draft = drafts.new()
    for end in range(1, 20):
        draft = typed(drafts, draft, VERSE[:end])
    assert drafts.versions(draft.id) == []
    long = VERSE * 5
    draft = typed(drafts, draft, long)
    assert texts(drafts, draft) == [VERSE[:19]]
    draft = typed(drafts, draft, long[:-LOSS])
    assert texts(drafts, draft) == [long, VERSE[:19]]


def test_everything_deleted_at_once_can_be_had_back(drafts):
    draft = drafts.new(title="Low tide", text=VERSE)
    draft = typed(drafts, draft, "", title="")
    assert draft.text == ""
    back = drafts.undo(draft.id)
    assert (back.title, back.text) == ("Low tide", VERSE)


def test_long_typing_is_cut_into_versions_now_and_then(drafts):
    draft, song = drafts.new(), "".join(f"line number {number}\n" for number in range(200))
    for end in range(0, len(song), 7):
        draft = typed(drafts, draft, song[:end])
    kept = texts(drafts, draft)
    assert len(song) / DRIFT - 2 <= len(kept) <= len(song) / DRIFT + 1
    assert all(song.startswith(text) for text in kept)


def test_who_comes_back_after_a_pause_finds_what_stood_there(drafts, clock):
    draft = drafts.new(text=VERSE)
    clock.wind(PAUSE.total_seconds() + 1)
    draft = typed(drafts, draft, VERSE + "x")
    assert texts(drafts, draft) == [VERSE]


def test_words_typed_in_another_window_are_kept_when_these_go_over_them(drafts):
    draft = drafts.new(text="a")
    theirs = typed(drafts, draft, "ab")
    ours = typed(drafts, draft, "ac")
    assert ours.text == "ac"
    assert ours.revision == theirs.revision + 1
    assert texts(drafts, draft) == ["ab"]


def test_a_change_keeps_what_was_there_and_what_it_led_to(drafts):
    draft = drafts.new(text=VERSE)
    after = drafts.change(draft.id, "other words", Why.OUTLINE)
    assert after.text == "other words"
    assert [(version.why, version.text) for version in drafts.versions(draft.id)] == [(Why.OUTLINE, "other words"), (Why.TYPED, VERSE)]


def test_undo_walks_back_step_by_step_and_forgets_nothing(drafts):
    draft = drafts.new(text="one")
    for text in ("two", "three", "four"):
        draft = drafts.change(draft.id, text, Why.OUTLINE)
    draft = typed(drafts, draft, "four!")
    walked = []
    while drafts.before(draft.id):
        walked.append(drafts.undo(draft.id).text)
    assert walked == ["four", "three", "two", "one"]
    assert drafts.undo(draft.id) is None
    assert {"one", "two", "three", "four", "four!"} == set(texts(drafts, draft))


def test_undo_after_a_restore_takes_the_restore_back(drafts):
    draft = drafts.new(text="one")
    drafts.change(draft.id, "two", Why.OUTLINE)
    drafts.change(draft.id, "three", Why.OUTLINE)
    first = drafts.versions(draft.id)[-1]
    assert drafts.restore(first.id).text == "one"
    assert drafts.undo(draft.id).text == "three"


def test_awaited_words_take_the_place_of_these_and_give_the_draft_a_title(drafts):
    draft = drafts.new(subject="the sea", text=VERSE)
    drafts.ask(draft.id, "job 1")
    waiting = drafts.draft(draft.id)
    assert (waiting.asked, waiting.asked_revision) == ("job 1", draft.revision)
    taken = drafts.take(draft.id, "Low tide", "[Chorus]\nlow tide")
    assert (taken.title, taken.text, taken.asked) == ("Low tide", "[Chorus]\nlow tide", None)
    assert drafts.draft(draft.id) == taken
    assert [(v.why, v.job) for v in drafts.versions(draft.id)] == [(Why.GENERATED, "job 1"), (Why.TYPED, None)]


def test_awaited_words_that_two_windows_find_are_shown_once(drafts):
    draft = drafts.new()
    drafts.ask(draft.id, "job 1")
    taken = drafts.take(draft.id, "Low tide", "low tide")
    mine = typed(drafts, taken, "low tide, mine")
    assert drafts.take(draft.id, "Low tide", "low tide") == mine
    assert [(v.why, v.job) for v in drafts.versions(draft.id)] == [(Why.GENERATED, "job 1")]


def test_a_title_that_a_person_chose_stays_and_a_generated_one_goes(drafts):
    draft = drafts.new()
    for number, title in enumerate(["First", "Second"]):
        drafts.ask(draft.id, f"job {number}")
        draft = drafts.take(draft.id, title, title)
    assert draft.title == "Second"
    typed(drafts, draft, draft.text, title="My own")
    drafts.ask(draft.id, "job 3")
    assert drafts.take(draft.id, "Third", "words").title == "My own"


def test_awaited_words_that_are_not_wanted_now_are_a_version(drafts):
    draft = drafts.new(text=VERSE)
    drafts.ask(draft.id, "job 1")
    drafts.leave(draft.id, "Low tide", "other words")
    assert drafts.draft(draft.id).text == VERSE
    assert drafts.draft(draft.id).asked is None
    assert "other words" in texts(drafts, draft)


def test_the_words_of_a_job_are_opened_once(drafts):
    first = drafts.of_job("job 1", "Low tide", VERSE)
    typed(drafts, first, VERSE + "mine", title="Mine")
    again = drafts.of_job("job 1", "Low tide", VERSE)
    assert (again.id, again.title) == (first.id, "Mine")
    drafts.delete(first.id)
    assert drafts.of_job("job 1", "Low tide", VERSE).id != first.id


def test_no_more_versions_are_kept_than_fit_and_named_ones_stay_longest(drafts):
    draft = drafts.new(text="the first")
    drafts.keep(draft.id, Why.SENT)
    drafts.rename(drafts.versions(draft.id)[0].id, "the good one")
    for number in range(MOST + 20):
        drafts.change(draft.id, f"text {number}", Why.OUTLINE)
    kept = drafts.versions(draft.id)
    assert len(kept) == MOST
    assert kept[0].text == f"text {MOST + 19}"
    assert (kept[-1].name, kept[-1].text) == ("the good one", "the first")
    assert kept[-2].text == "text 21"


def test_the_newest_version_is_kept_even_where_all_others_are_named(drafts, monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    draft = drafts.new(text="0")
    for number in range(1, 6):
        drafts.change(draft.id, str(number), Why.OUTLINE)
        for version in drafts.versions(draft.id):
            drafts.rename(version.id, "named")
    assert texts(drafts, draft) == ["5", "4", "3"]


def test_a_deleted_draft_is_gone_can_be_brought_back_and_is_forgotten_after_a_while(drafts, clock):
    draft = drafts.new(text=VERSE)
    drafts.keep(draft.id, Why.SENT)
    drafts.delete(draft.id)
    assert drafts.latest(9) == []
    assert drafts.draft(draft.id) is None
    drafts.sweep()
    drafts.bring_back(draft.id)
    assert drafts.latest(9)[0].text == VERSE
    drafts.delete(draft.id)
    clock.wind(GRACE.total_seconds() + 1)
    drafts.sweep()
    assert drafts.versions(draft.id) == []
    with pytest.raises(KeyError):
        drafts.duplicate(draft.id, "copy")


def test_typing_into_a_draft_that_was_deleted_elsewhere_brings_it_back(drafts):
    draft = drafts.new(text=VERSE)
    drafts.delete(draft.id)
    typed(drafts, draft, VERSE + "more")
    assert drafts.draft(draft.id).text == VERSE + "more"


def test_a_copy_is_a_draft_of_its_own(drafts):
    draft = drafts.new(subject="the sea", title="Low tide", text=VERSE)
    copy = drafts.duplicate(draft.id, "Low tide, copy")
    typed(drafts, copy, "other")
    assert drafts.draft(draft.id).text == VERSE
    assert [found.title for found in drafts.latest(9)] == ["Low tide, copy", "Low tide"]


def test_a_subject_alone_is_kept_and_is_no_change_of_the_words(drafts):
    draft = drafts.new(text=VERSE)
    after = drafts.type(draft.id, draft.revision, subject="the sea", title="", text=VERSE)
    assert (after.subject, after.revision) == ("the sea", draft.revision)


@pytest.mark.parametrize("text", ["a\x00b", "lone \ud800 surrogate", "歌词 🎤 كلمات", "'); drop table drafts; --", "x" * (LONGEST + 5)])
def test_any_writing_can_be_kept(drafts, text):
    draft = typed(drafts, drafts.new(), text)
    found = drafts.draft(draft.id)
    assert found.text == text.replace("\ud800", "?")[:LONGEST]


STEPS = st.tuples(st.sampled_from(["write on", "write over", "change", "undo"]), st.integers(LOSS, 2 * DRIFT))


@given(st.lists(STEPS, max_size=12))
def test_whatever_stood_there_is_found_again(tmp_path_factory, steps):
    database = Database(tmp_path_factory.mktemp("drafts") / "studio.db")
    drafts = Drafts(database, Clock())
    draft, stood = drafts.new(), set()
    for letter, (kind, length) in zip("abcdefghijkl", steps, strict=False):
        words = letter * length
        if kind == "undo":
            draft = drafts.undo(draft.id) or draft
        elif kind == "change":
            draft = drafts.change(draft.id, words, Why.OUTLINE)
        else:
            draft = typed(drafts, draft, draft.text + words if kind == "write on" else words)
        stood.add(draft.text)
    kept = {draft.text, *texts(drafts, draft)}
    assert all(any(text in version for version in kept) for text in stood)
    database.close()


def test_a_library_from_before_drafts_keeps_its_jobs(tmp_path):
    path = tmp_path / "studio.db"
    _at_revision(path, "0001")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO jobs (id, provider, action, request, state, created_at, updated_at) "
            "VALUES ('j', 'p', 'music', '{}', 'success', 1, 1)"
        )
    database = Database(path)
    assert Drafts(database, Clock()).new(text=VERSE).text == VERSE
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT id FROM jobs").scalar_one() == "j"
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    database.close()


def _at_revision(path: Path, revision: str) -> None:
    """A library as the version with this migration left it."""
    config = Config()
    config.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_times_are_the_clocks(drafts, clock):
    draft = drafts.new(text="a")
    clock.wind(60)
    after = typed(drafts, draft, "ab")
    assert timedelta(seconds=60) <= after.updated_at - after.created_at < timedelta(seconds=61)
