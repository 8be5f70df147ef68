"""What a person does and sees, in the words of the pages."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

#: A render of a piece while the browser runs on the same two cores.
RENDER_MS = 120_000

#: The dock's player tells its place in seconds.
DOCK = ".st-key-dock audio"

#: A card's play button bears its job's id in a class name; other class names come and go with every run of the page.
NEWEST = r"() => document.querySelector('[class*=st-key-play-]')?.className.match(/st-key-play-(\S+)/)[1]"


def prompt_field(page: Page) -> Locator:
    return page.get_by_label("What should it sound like?")


def make(page: Page, prompt: str) -> str:
    """Type a prompt, press the page's one filled button, and give the id of the job whose card then comes first."""
    field = prompt_field(page)
    field.wait_for()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    before = newest(page)
    field.fill(prompt)
    field.press("Tab")
    page.get_by_role("button", name="Make the song").click()
    return wait_for_another(page, before)


def wait_for_another(page: Page, before: str) -> str:
    """The id of the job whose card comes first, as soon as that is another than before."""
    page.wait_for_function(f"before => ![undefined, before].includes(({NEWEST})())", arg=before)
    return newest(page)


def newest(page: Page) -> str:
    """The id of the job whose card comes first in the feed; "" where there is none."""
    return page.evaluate(NEWEST) or ""


def wait_until_made(page: Page, job: str) -> None:
    """The job's card has something to play."""
    expect(_play(page, job)).to_be_enabled(timeout=RENDER_MS)


def press_play(page: Page, job: str) -> None:
    _play(page, job).click()
    expect(page.locator(DOCK)).to_be_attached()


def _play(page: Page, job: str) -> Locator:
    # Streamlit draws a button with a tooltip twice, and shows one of the two.
    return page.locator(f".st-key-play-{job} button:visible").first


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
