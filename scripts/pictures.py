"""Take the README's pictures anew: python -m scripts.pictures. A fresh studio, a dozen real pieces, light and dark; some minutes."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.processes import ROOT, dashboard
from tests.browser import acts
from tests.chromium import find_chromium

PICTURES = ROOT / "docs" / "pictures"
SIZE = {"width": 1440, "height": 900}
PROMPTS = [
    "Bright house for a product film, 124 bpm",
    "Warm indie folk at 96 bpm, fingerpicked guitar, fiddle, hopeful",
    "Late night jazz trio, brushed drums, 128 bpm",
    "Synthwave night drive, 100 bpm, A minor",
    "Epic trailer, strings and horns, D minor, one minute",
    "Funk with slap bass and brass stabs, 104 bpm",
    "Quiet ambient for a film about the sea, 90 seconds",
    "Driving rock in E minor, 138 bpm",
    "Bossa nova, nylon guitar and flute, a cafe in the rain",
    "Uplifting pop in D major, 108 bpm, piano and guitars",
    "Boom bap hip-hop, dusty electric piano, 90 bpm",
]
FIRST = "Warm folk song about the last train home, a woman sings"
SUBJECT = "A ferry at dawn, leaving home"


def visit(browser: Browser, mode: str, url: str) -> Page:
    page = browser.new_page(viewport=SIZE, color_scheme="dark" if mode == "dark" else "light")
    page.set_default_timeout(60_000)
    page.goto(url)
    return page


def shoot(page: Page, name: str, mode: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(1_500)  # fonts, icons and canvas tables draw after their words are there
    page.screenshot(path=PICTURES / f"{name}-{mode}.png")


def write(page: Page) -> None:
    """Have words written, and wait until they are counted."""
    subject = page.get_by_label("What are the words about?")
    subject.fill(SUBJECT)
    subject.press("Tab")
    page.get_by_role("button", name="Write the words").click(delay=80)
    expect(page.get_by_role("radio").last).to_be_visible(timeout=30_000)


def fill(page: Page) -> None:
    """Make the dozen, one after another."""
    for prompt in PROMPTS:
        acts.wait_until_made(page, acts.make(page, prompt))


def take(browser: Browser, url: str) -> None:
    for mode in ("light", "dark"):
        page = visit(browser, mode, url)
        expect(acts.prompt_field(page)).to_be_visible()
        shoot(page, "first", mode)
        page.close()
    fill(visit(browser, "light", url))
    for mode in ("light", "dark"):
        page = visit(browser, mode, url)
        job = acts.make(page, FIRST)
        expect(page.get_by_text("Making").first).to_be_visible()
        shoot(page, "making", mode)
        acts.wait_until_made(page, job)
        acts.press_play(page, job)
        acts.open_page(page, "Connection")
        acts.wait_for_position(page, 3)
        shoot(page, "dock", mode)
        page.goto(f"{url}/lyrics")
        write(page)
        shoot(page, "lyrics", mode)
        page.goto(url)
        acts.open_page(page, "History")
        expect(page.get_by_role("heading", name="History")).to_be_visible()
        shoot(page, "history", mode)
        page.close()


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, dashboard(Path(data)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        take(browser, server.url)
        browser.close()


if __name__ == "__main__":
    main()
