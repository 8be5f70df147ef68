#!/bin/sh
# Sees to it that the browser tests have a Chromium: from PATH, else from apt as root, else Playwright's own.
# Where none of these works it says so and goes on: tests/conftest.py then names the tests that did not run.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/python -m tests.chromium > /dev/null || scripts/apt.sh chromium || .venv/bin/python -m playwright install chromium ||
    echo "set-up: no Chromium on PATH, from apt or from Playwright; the browser tests cannot run" >&2
