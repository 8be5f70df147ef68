"""What a person does and sees, in the words of the pages."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

#: A render of a piece while the browser runs on the same two cores.
RENDER_MS = 120_000

#: The dock's player tells its place in seconds.
DOCK = ".st-key-dock audio"


def prompt_field(page: Page) -> Locator:
    return page.get_by_label("What should it sound like?")


def make(page: Page, prompt: str) -> None:
    """Type a prompt and press the page's one filled button."""
    field = prompt_field(page)
    field.fill(prompt)
    field.press("Tab")
    page.get_by_role("button", name="Make the song").click()


def wait_until_made(page: Page) -> None:
    """The newest card of the feed has something to play."""
    expect(page.get_by_role("button", name="Play ", exact=False).first).to_be_enabled(timeout=RENDER_MS)


def press_play(page: Page) -> None:
    page.get_by_role("button", name="Play ", exact=False).first.click()
    expect(page.locator(DOCK)).to_be_attached()


def position(page: Page) -> float:
    """Where the dock's player is, in seconds."""
    return page.locator(DOCK).evaluate("a => a.currentTime")


def wait_for_position(page: Page, seconds: float) -> None:
    """The dock's player has got beyond this second, which it only does while it sounds."""
    page.wait_for_function("([dock, s]) => document.querySelector(dock)?.currentTime > s", arg=[DOCK, seconds])


def decoded(page: Page) -> dict[str, Any]:
    """The dock's sound as the browser itself decodes it: its length and its loudness (RMS, 0 … 1)."""
    return page.locator(DOCK).evaluate(
        """async a => {
            const bytes = await (await fetch(a.currentSrc)).arrayBuffer();
            const sound = await new OfflineAudioContext(2, 1, 44100).decodeAudioData(bytes);
            const x = sound.getChannelData(0);
            return {seconds: sound.duration, rms: Math.sqrt(x.reduce((s, v) => s + v * v, 0) / x.length)};
        }"""
    )


def open_page(page: Page, name: str) -> None:
    """Change page by the navigation, as a click does it (no reload)."""
    page.get_by_role("link", name=name).first.click()
