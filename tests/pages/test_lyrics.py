"""Lyrics, through the frame."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components import ticket
from components.lyric_sounds import sounds
from producer.answers import Accepted
from producer.contract import LYRICS_LIMIT
from studio.drafts import Draft, Version, Why
from studio.jobs import Job, Problem, State
from tests.pages.conftest import House

TEXT, TITLE, SUBJECT = "lyrics-text", "lyrics-title", "lyrics-subject"
SONG = (
    "[Verse 1]\nPaper lanterns on the water\nSail away, my only daughter\n\n"
    "[Chorus]\nLow tide, low tide\n\n[Verse 2]\nSalt upon the railing"
)


@pytest.fixture
def open_lyrics(visit: Callable[..., AppTest]) -> Callable[..., AppTest]:
    return lambda **query: visit("lyrics.py", **query)


@pytest.fixture(autouse=True)
def _counted() -> None:
    """The page does not wait for the lexicon; these tests do."""
    sounds(SONG).result(60)


def texts(at: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "warning", "info", "button")
    return "\n".join(str(getattr(e, "value", "") or "") + "\n" + str(getattr(e, "label", "") or "") for kind in kinds for e in at.get(kind))


def write(at: AppTest, text: str) -> None:
    at.text_area(key=TEXT).input(text).run()
    assert not at.exception


def drafts(house: House) -> list[Draft]:
    return house.studio.drafts.latest(50)


def versions(house: House) -> list[Version]:
    return house.studio.drafts.versions(drafts(house)[0].id)


def labels(at: AppTest) -> list[str]:
    """What the outline calls the sections."""
    return [option.split("**")[1] for option in at.radio(key="lyrics-section").options]


def ask_for_words(house: House, at: AppTest, subject: str = "a ferry at dawn") -> Job:
    at.text_input(key=SUBJECT).input(subject).run()
    at.button(key="lyrics-write").click().run()
    return house.studio.ledger.latest(1)[0]


def answer(house: House, job: Job, text: str, title: str = "Low tide") -> None:
    """The provider answers at once, as it does for words."""
    house.studio.ledger.submitting(job.id, f"hash of {job.id}")
    data: dict[str, Any] = {"musicId": "w", "title": title, "lyrics": text}
    house.studio.ledger.accepted(job.id, Accepted(job_id=f"p-{job.id}", data=data, raw={}))


def test_an_empty_page_says_how_to_begin(house, open_lyrics):
    at = open_lyrics()
    assert at.title[0].value == "Lyrics"
    assert "have them written, or write your own" in texts(at)
    assert "nothing is charged: made on this computer" in texts(at)
    assert "Write the words" in texts(at)
    assert "Send to Generate" not in texts(at)
    assert drafts(house) == []
    assert not at.exception


def test_what_is_typed_is_written_down_and_found_after_a_reload(house, open_lyrics):
    at = open_lyrics()
    write(at, SONG)
    at.text_input(key=TITLE).input("Low tide").run()
    at.text_input(key=SUBJECT).input("the sea").run()
    (draft,) = drafts(house)
    assert (draft.text, draft.title, draft.subject) == (SONG, "Low tide", "the sea")
    again = open_lyrics(draft=draft.id)
    assert again.text_area(key=TEXT).value == SONG
    assert again.text_input(key=TITLE).value == "Low tide"
    assert again.text_input(key=SUBJECT).value == "the sea"


def test_the_words_are_there_after_another_page(house, open_lyrics):
    at = open_lyrics()
    write(at, SONG)
    at.switch_page("history.py").run()
    at.switch_page("lyrics.py").run()
    assert at.text_area(key=TEXT).value == SONG
    assert len(drafts(house)) == 1


def test_a_new_session_offers_to_go_on(house, open_lyrics):
    draft = house.studio.drafts.new(title="Low tide", text=SONG)
    at = open_lyrics()
    assert at.text_area(key=TEXT).value == ""
    button = at.button(key=f"lyrics-continue-{draft.id}")
    assert button.label.startswith("**Low tide** :small[:gray[Paper lanterns on the water ·")
    button.click().run()
    assert at.text_area(key=TEXT).value == SONG
    assert not at.exception


def test_another_draft_is_picked_by_its_name_and_a_new_one_begun(house, open_lyrics):
    first = house.studio.drafts.new(title="Low tide", text="[Verse]\nlow")
    second = house.studio.drafts.new(title="Northbound", text="[Verse]\nnorth")
    at = open_lyrics(draft=first.id)
    at.selectbox(key="lyrics-picked").set_value(second.id).run()
    assert at.text_area(key=TEXT).value == "[Verse]\nnorth"
    at.button(key="lyrics-new").click().run()
    assert at.text_area(key=TEXT).value == ""
    write(at, "third")
    assert [draft.text for draft in drafts(house)] == ["third", "[Verse]\nnorth", "[Verse]\nlow"]


def test_words_typed_before_another_draft_is_opened_belong_to_the_first(house, open_lyrics):
    first, second = (house.studio.drafts.new(text=text) for text in ("one", "two"))
    at = open_lyrics(draft=first.id)
    at.text_area(key=TEXT).input("one, and more")
    at.selectbox(key="lyrics-picked").set_value(second.id).run()
    assert at.text_area(key=TEXT).value == "two"
    assert house.studio.drafts.draft(first.id).text == "one, and more"
    assert house.studio.drafts.draft(second.id).text == "two"


def test_the_outline_tells_sections_lines_syllables_and_length(house, open_lyrics):
    at = open_lyrics()
    write(at, SONG)
    assert at.radio(key="lyrics-section").options == [
        ":small[:gray[1]] **Verse 1** :small[:gray[2 lines · 16 syllables]]",
        ":small[:gray[2]] **Chorus** :small[:gray[1 line · 4 syllables]]",
        ":small[:gray[3]] **Verse 2** :small[:gray[1 line · 6 syllables]]",
    ]
    assert "to sing; FUZZ-2.0 makes up to 8:00." in texts(at)
    table = at.dataframe[0].value
    assert list(table["line"])[:3] == ["[Verse 1]", "Paper lanterns on the water", "Sail away, my only daughter"]
    assert list(table["rhyme"])[1:3] == ["A", "A"]


def test_a_section_moves_stays_chosen_and_comes_back_by_undo(house, open_lyrics):
    at = open_lyrics()
    write(at, SONG)
    at.button(key="outline-down").click().run()
    at.button(key="outline-down").click().run()
    assert labels(at) == ["Chorus", "Verse 2", "Verse 1"]
    assert at.radio(key="lyrics-section").value == 2
    assert at.text_area(key=TEXT).value.startswith("[Chorus]\nLow tide")
    assert at.button(key="outline-down").disabled
    at.button(key="lyrics-undo").click().run()
    at.button(key="lyrics-undo").click().run()
    assert at.text_area(key=TEXT).value == SONG
    assert not at.exception


def test_sections_are_doubled_deleted_and_added(house, open_lyrics):
    at = open_lyrics()
    write(at, SONG)
    at.radio(key="lyrics-section").set_value(1).run()
    at.button(key="outline-double").click().run()
    assert labels(at) == ["Verse 1", "Chorus", "Chorus", "Verse 2"]
    at.button(key="outline-delete").click().run()
    next(menu for menu in at.get("menu_button") if menu.proto.id.endswith("outline-add")).set_value("bridge").run()
    assert labels(at) == ["Verse 1", "Chorus", "Verse 2", "Bridge"]
    assert "[Bridge]" in drafts(house)[0].text
    assert not at.exception


def test_the_last_section_can_be_deleted(house, open_lyrics):
    at = open_lyrics()
    write(at, "[Verse]\nla la")
    at.button(key="outline-delete").click().run()
    assert at.text_area(key=TEXT).value == ""
    assert not at.exception
    assert any(version.text == "[Verse]\nla la" for version in versions(house))


def test_one_can_start_with_a_form(house, open_lyrics):
    at = open_lyrics()
    at.button(key="lyrics-form").click().run()
    assert labels(at) == ["Verse 1", "Chorus", "Verse 2", "Chorus", "Bridge", "Chorus"]
    assert drafts(house)[0].text == at.text_area(key=TEXT).value


def test_generated_words_arrive_by_the_ledger(house, open_lyrics):
    at = open_lyrics()
    job = ask_for_words(house, at)
    assert (job.action, job.request) == ("lyrics", {"prompt": "a ferry at dawn"})
    assert "Writing words …" in texts(at)
    answer(house, job, SONG)
    at.run()
    assert at.text_area(key=TEXT).value == SONG
    assert at.text_input(key=TITLE).value == "Low tide"
    assert "Writing words" not in texts(at)
    assert versions(house)[0].why is Why.GENERATED
    assert not at.exception


def test_what_stood_there_is_kept_when_new_words_arrive(house, open_lyrics):
    at = open_lyrics()
    write(at, "[Verse]\nmy own")
    at.text_input(key=SUBJECT).input("the sea").run()
    at.button(key="lyrics-write-anew").click().run()
    answer(house, house.studio.ledger.latest(1)[0], SONG)
    at.run()
    assert at.text_area(key=TEXT).value == SONG
    assert [version.text for version in versions(house)] == [SONG, "[Verse]\nmy own"]


@pytest.mark.parametrize(("button", "shown"), [("lyrics-take", SONG), ("lyrics-leave", "[Verse]\nmy own")])
def test_words_that_arrive_while_others_are_typed_wait_for_a_word(house, open_lyrics, button, shown):
    at = open_lyrics()
    job = ask_for_words(house, at)
    write(at, "[Verse]\nmy own")
    answer(house, job, SONG)
    at.run()
    assert at.text_area(key=TEXT).value == "[Verse]\nmy own"
    assert "yours were left alone" in texts(at)
    at.button(key=button).click().run()
    assert at.text_area(key=TEXT).value == shown
    assert "yours were left alone" not in texts(at)
    assert {SONG, "[Verse]\nmy own"} <= {version.text for version in versions(house)}


def test_words_that_were_asked_for_are_found_after_a_reload(house, open_lyrics):
    job = ask_for_words(house, open_lyrics())
    answer(house, job, SONG)
    assert open_lyrics(draft=drafts(house)[0].id).text_area(key=TEXT).value == SONG


def test_without_a_subject_nothing_is_sent(house, open_lyrics):
    at = open_lyrics()
    at.button(key="lyrics-write").click().run()
    assert "Say first what the words are to be about." in at.warning[0].value
    assert house.studio.ledger.latest(1) == []


def test_a_refusal_is_told_and_can_be_tried_again(remote, open_lyrics, monkeypatch):
    now = [100.0]
    monkeypatch.setattr("components.session.monotonic", lambda: now[0])
    at = open_lyrics()
    job = ask_for_words(remote, at)
    remote.studio.ledger.submitting(job.id, "hash")
    remote.studio.ledger.refused(job.id, Problem.REJECTED, "**too** short")
    at.run()
    assert "*\\*\\*too\\*\\* short*" in at.warning[0].value
    assert "Nothing was charged." in at.warning[0].value
    now[0] += ticket.MOMENT
    at.button(key="lyrics-again").click().run()
    assert [job.state for job in remote.studio.ledger.latest(5)] == [State.INTENT, State.FAILED]
    assert not at.warning
    assert not at.exception


def test_what_went_wrong_can_be_put_away(house, open_lyrics):
    at = open_lyrics()
    job = ask_for_words(house, at)
    house.studio.ledger.submitting(job.id, "hash")
    house.studio.ledger.unknown(job.id, "the connection broke")
    at.run()
    assert "It is not sent again by itself." in at.warning[0].value
    at.button(key="lyrics-close").click().run()
    assert not at.warning
    assert at.text_input(key=SUBJECT).value == "a ferry at dawn"


def test_what_words_cost_is_learned(remote, open_lyrics):
    assert "no experience yet with what this costs" in texts(open_lyrics())
    remote.written(SONG)
    assert "about 1 quota" in texts(open_lyrics())


def test_the_words_of_a_job_are_opened_once(house, open_lyrics):
    job = house.written(SONG, title="Rain")
    at = open_lyrics()
    for _time in range(2):
        at.session_state["lyrics-open"] = job.id
        at.run()
        assert at.text_area(key=TEXT).value == SONG
        assert at.text_input(key=TITLE).value == "Rain"
    assert len(drafts(house)) == 1


def test_a_version_is_looked_at_named_and_restored(house, open_lyrics):
    at = open_lyrics()
    write(at, SONG)
    at.button(key="outline-down").click().run()
    at.button(key="lyrics-versions").click().run()
    newest, oldest = versions(house)
    changed, typed = at.radio(key="lyrics-version").options
    assert changed.startswith(":small[:gray[2]] Sections changed")
    assert typed.startswith(":small[:gray[1]] Typed")
    assert typed.endswith("· +7 lines]]")
    at.radio(key="lyrics-version").set_value(oldest.id).run()
    at.text_input(key="lyrics-version-name").input("the first").run()
    assert versions(house)[1].name == "the first"
    at.button(key="lyrics-restore").click().run()
    assert at.text_area(key=TEXT).value == SONG
    assert [version.why for version in versions(house)] == [Why.RESTORED, Why.OUTLINE, Why.TYPED]
    assert versions(house)[1] == newest
    assert not at.exception


def test_a_draft_is_copied_deleted_and_brought_back(house, open_lyrics):
    at = open_lyrics()
    write(at, SONG)

    def choose(act: str) -> None:
        next(menu for menu in at.get("menu_button") if menu.proto.id.endswith("lyrics-more")).set_value(act).run()

    choose("duplicate")
    assert [draft.title for draft in drafts(house)] == ["Untitled, copy", ""]
    choose("delete")
    assert [draft.title for draft in drafts(house)] == [""]
    assert at.text_area(key=TEXT).value == ""
    at.button(key="lyrics-bring-back").click().run()
    assert at.text_input(key=TITLE).value == "Untitled, copy"
    assert at.text_area(key=TEXT).value == SONG
    assert not at.exception


def test_words_and_title_go_to_generate_and_its_prompt_stays(house, open_lyrics):
    house.wish()
    at = open_lyrics()
    at.switch_page("generate.py").run()
    at.text_area(key="music-sound_prompt").input("warm folk").run()
    at.switch_page("lyrics.py").run()
    write(at, SONG)
    at.text_input(key=TITLE).input("Low tide").run()
    at.button(key="lyrics-send").click().run()
    assert at.text_area(key="music-lyrics_text").value == SONG
    assert at.text_area(key="music-sound_prompt").value == "warm folk"
    assert versions(house)[0].why is Why.SENT
    at.button(key="make").click().run()
    request = house.studio.ledger.latest(1)[0].request
    assert (request["lyrics_text"], request["title"], request["sound_prompt"]) == (SONG, "Low tide", "warm folk")
    assert not at.exception


def test_words_longer_than_the_model_sings_are_told(house, open_lyrics):
    at = open_lyrics()
    at.switch_page("generate.py").run()
    at.session_state["music-mv"] = "FUZZ-0.8"
    at.switch_page("lyrics.py").run()
    long = "\n\n".join(f"[Verse {number}]\nPaper lanterns on the water\nSail away, my only daughter" for number in range(1, 40))
    sounds(long).result(60)
    write(at, long)
    assert "FUZZ-0.8 makes up to 2:00. Shorten the words, or choose another model.]" in texts(at)


def test_the_limit_is_told_before_it_bites_and_nothing_too_long_is_lost(house, open_lyrics):
    at = open_lyrics()
    write(at, "la " * (LYRICS_LIMIT // 3 - 100))
    assert "Room for 302 more characters." in texts(at)
    write(at, "x" * (LYRICS_LIMIT + 10))
    assert "20\u202f010 characters are too many, at most 20\u202f000 fit; shorten it by 10" in at.warning[0].value
    assert drafts(house)[0].text == "x" * (LYRICS_LIMIT + 10)


def test_a_control_character_is_told_in_the_contracts_words(house, open_lyrics):
    at = open_lyrics()
    write(at, "la\x07 la")
    assert "character 3 is an invisible control character (U+0007); delete it." in at.warning[0].value


def test_words_in_another_script_are_kept_and_it_is_said_that_they_are_not_sung(house, open_lyrics):
    words = "月亮代表我的心\n🎤 كلمات"
    sounds(words).result(60)
    at = open_lyrics()
    write(at, words)
    assert "sings English only" in at.info[0].value
    assert drafts(house)[0].text == words
    assert not at.exception


def test_words_are_never_markup(house, open_lyrics):
    words = "[Verse 1 - **loud** [x](http://evil.example)]\n# <b>head</b> :smile:\n[click](http://evil.example)"
    sounds(words).result(60)
    at = open_lyrics()
    write(at, words)
    at.text_input(key=TITLE).input("**bold** :smile:").run()
    at.button(key="outline-double").click().run()
    at.button(key="lyrics-versions").click().run()
    shown = texts(at) + "\n".join(option for radio in at.radio for option in radio.options)
    assert "](http" not in shown
    assert "<b>" not in shown
    assert ":smile:" not in shown
    assert not at.exception


@pytest.mark.parametrize("words", ["la\n" * 400, "[Verse]\nla\n\n" * 120, "la " * 500, "[Verse]", "?!", "🎤"])
def test_any_words_leave_the_page_usable(house, open_lyrics, words):
    sounds(words).result(60)
    at = open_lyrics()
    write(at, words)
    assert drafts(house)[0].text == words
    if at.radio:
        assert len(at.radio(key="lyrics-section").options) <= 60
        at.button(key="outline-double").click().run()
        at.button(key="lyrics-undo").click().run()
        assert at.text_area(key=TEXT).value == words
    assert not at.exception
