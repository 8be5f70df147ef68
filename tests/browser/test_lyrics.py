"""From a subject to words, from words to a song that is heard while they are read."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks.processes import Server
from tests.browser import acts

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

OWN_LINE = "Paper lanterns over the water"


def words(page: Page) -> Locator:
    return page.locator(".st-key-lyrics-text textarea")


def open_lyrics(page: Page, house: Server) -> None:
    page.goto(f"{house.url}/lyrics")
    words(page).wait_for()
    _at_rest(page)


def _at_rest(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def type_at_the_end(page: Page, text: str) -> None:
    words(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def shorten(page: Page, sections: int) -> None:
    """Delete sections until so many are left, the last one among them."""
    outline = page.get_by_role("radio")
    for left in reversed(range(sections, outline.count())):
        page.get_by_role("button", name="Delete").click()
        expect(outline).to_have_count(left)


def test_words_are_written_edited_sent_to_generate_and_heard_while_they_are_shown(house: Server, page: Page):
    open_lyrics(page, house)
    page.get_by_label("What are the words about?").fill("A ferry at dawn, leaving home")
    page.get_by_role("button", name="Write the words").click()
    expect(words(page)).to_have_value(re.compile(r"\[Verse 1\]"))
    type_at_the_end(page, f"\n{OWN_LINE}")
    page.reload()
    expect(words(page)).to_have_value(re.compile(OWN_LINE))
    title = page.locator(".st-key-lyrics-title input")
    expect(title).not_to_have_value("")
    name = title.input_value()
    page.get_by_role("button", name="Move down").click()
    expect(words(page)).to_have_value(re.compile(r"^\[Chorus\]"))
    shorten(page, sections=3)
    written = words(page).input_value()

    page.get_by_role("button", name="Send to Generate").click()
    expect(page.locator(".st-key-music-lyrics_text textarea")).to_have_value(written)
    job = acts.make(page, "Warm folk, 110 bpm, a woman sings")
    acts.wait_until_made(page, job)
    acts.press_play(page, job)
    acts.wait_for_position(page, 0.5)
    page.locator(".st-key-dock-words button:visible").first.click()
    shown = page.get_by_role("dialog", name="Words")
    expect(shown).to_contain_text(OWN_LINE)
    expect(shown).to_contain_text(name)
    acts.wait_for_position(page, acts.position(page) + 2)
    sound = acts.decoded(page)
    assert sound["seconds"] > 20
    assert sound["rms"] > 0.02
