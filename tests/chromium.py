"""Which Chromium the browser tests drive. `python -m tests.chromium` prints its path, or ends with 1 where there is none."""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The path of a Chromium that starts: from PATH first, then what `playwright install chromium` left."""
    return next((path for name in NAMES if (path := shutil.which(name)) and _starts(path)), None) or _from_playwright()


def _starts(path: str) -> bool:
    """Whether it is the browser itself: some systems put a stub of that name on PATH, which only asks for an installation."""
    return subprocess.run([path, "--version"], capture_output=True).returncode == 0


def _from_playwright() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


if __name__ == "__main__":
    found = find_chromium()
    print(found or "no Chromium")
    sys.exit(found is None)
