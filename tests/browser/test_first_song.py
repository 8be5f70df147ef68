"""From a prompt in a browser to a piece of music that is heard."""

from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from benchmarks.processes import Server, dashboard
from tests.browser import acts
from tests.browser.conftest import EXPECTED_404

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

PROMPT = "Slow lo-fi piano, rain, 72 bpm, 30 seconds"


def test_a_prompt_becomes_music_that_plays_on_while_the_page_changes(house: Server, page: Page):
    errors: list[str] = []
    page.on("console", lambda m: errors.append(f"{m.text} {m.location['url']}") if _is_trouble(m) else None)
    page.goto(house.url)
    job = acts.make(page, PROMPT)
    acts.wait_until_made(page, job)
    acts.press_play(page, job)
    acts.wait_for_position(page, 1)
    sound = acts.decoded(page)
    assert sound["seconds"] > 20
    assert sound["rms"] > 0.02

    acts.open_page(page, "History")
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    acts.wait_for_position(page, acts.position(page) + 2)
    acts.open_page(page, "Connection")
    expect(page.get_by_role("heading", name="Connection")).to_be_visible()
    acts.wait_for_position(page, acts.position(page) + 1)
    assert errors == []


def test_a_reload_finds_the_piece_again(house: Server, page: Page):
    page.goto(house.url)
    job = acts.make(page, "Bright house, 124 bpm, 20 seconds")
    page.reload()
    acts.wait_until_made(page, job)
    acts.press_play(page, job)
    acts.wait_for_position(page, 0.5)


def test_sound_goes_on_while_another_piece_is_made(house: Server, page: Page):
    page.goto(house.url)
    first = acts.make(page, "Slow ambient, 30 seconds")
    acts.wait_until_made(page, first)
    acts.press_play(page, first)
    acts.wait_for_position(page, 0.5)
    source = page.locator(acts.DOCK).evaluate("a => a.currentSrc")
    second = acts.make(page, "Warm folk, 96 bpm, 20 seconds")
    acts.wait_for_position(page, acts.position(page) + 3)
    acts.wait_until_made(page, second)
    acts.wait_for_position(page, acts.position(page) + 1)
    assert page.locator(acts.DOCK).evaluate("a => a.currentSrc") == source


def test_a_double_click_makes_one_job(house: Server, page: Page):
    page.goto(house.url)
    before = acts.newest(page)
    field = acts.prompt_field(page)
    field.fill("A very particular double click, 20 seconds")
    field.press("Tab")
    page.get_by_role("button", name="Make the song").dblclick()
    acts.wait_for_another(page, before)
    page.goto(f"{house.url}/history")
    search = page.get_by_placeholder("Search titles, prompts, words")
    search.fill("very particular double click")
    search.press("Enter")
    expect(page.get_by_text("1 job ", exact=False).first).to_be_visible()


def test_a_fresh_servers_first_visit_to_history_goes_through_the_frame(data_dir: Path, page: Page):
    with dashboard(data_dir) as server:
        page.goto(f"{server.url}/history")
        expect(page.get_by_role("link", name="Connection").first).to_be_visible()
        expect(page.get_by_role("heading", name="History")).to_be_visible()


def test_a_piece_is_finished_after_the_server_was_killed_during_its_render(data_dir: Path, page: Page):
    with dashboard(data_dir) as server:
        page.goto(server.url)
        job = acts.make(page, "Epic cinematic strings, 84 bpm, 2 minutes")
        expect(page.get_by_text("Making").first).to_be_visible()
        family = server.family()
        server.kill()
    with dashboard(data_dir) as server:
        page.goto(server.url)
        acts.wait_until_made(page, job)
        acts.press_play(page, job)
        acts.wait_for_position(page, 0.5)
    assert not [p for p in family if p.is_running() and p.status() != "zombie"]


def _is_trouble(message: ConsoleMessage) -> bool:
    return message.type == "error" and not message.location["url"].endswith(EXPECTED_404)
