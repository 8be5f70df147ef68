"""The sampled instruments (instruments.zip), and the script that made them. See SOURCE.md."""

from pathlib import Path

INSTRUMENTS_FILE = Path(__file__).with_name("instruments.zip")
