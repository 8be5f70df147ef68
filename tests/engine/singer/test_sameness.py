"""The same score gives the same samples, and work that returns is done once."""

import hashlib
import subprocess
import sys

import numpy as np

from engine.singer import graphs
from tests.engine.singer.songs import HOME, RIVER, phrase, song, sung

TUNE = [60, 62, 64, 65, 67, 65, 64, 62, 60]
SCORE = song(
    phrase(HOME, TUNE, 1.0, 0.25, doubles=1), phrase(RIVER, TUNE[:7], 4.0, 0.25), phrase(HOME, TUNE, 6.0, 0.25, doubles=1), voice="man"
)


def digest(threads: int) -> str:
    takes = sung(SCORE, 10, threads)
    return hashlib.sha256(takes.lead.tobytes() + takes.backing.tobytes()).hexdigest()


def test_threads_and_processes_change_nothing():
    here = digest(1)
    program = "from tests.engine.singer.test_sameness import digest; print(digest(3))"
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=100)
    assert digest(2) == here
    assert there.stdout.strip() == here


def test_another_seed_sings_the_same_words_another_way():
    one, other = (sung(song(phrase(RIVER, TUNE[:7]), seed=seed), 6).lead for seed in ("one", "other"))
    assert not np.array_equal(one, other)


def test_a_line_that_returns_is_decoded_once_and_sung_anew(monkeypatch):
    decoded = []
    real = graphs.spectra
    monkeypatch.setattr(graphs, "spectra", lambda *given: decoded.append(1) or real(*given))
    lead = sung(song(phrase(RIVER, TUNE[:7], 1.0, 0.25), phrase(RIVER, TUNE[:7], 4.0, 0.25)), 8).lead
    assert len(decoded) == 1
    assert not np.array_equal(lead[44100 : 44100 * 3], lead[44100 * 4 : 44100 * 6])
