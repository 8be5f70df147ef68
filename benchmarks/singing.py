"""How well the words of songs are understood, and how well in tune they are sung: python -m benchmarks.singing

For each prompt of singing.txt the song is composed, its lead sung dry and the whole mixed. Both are cut by line, with half a second
around it as far as the lines beside it let, and a recogniser of speech (Whisper tiny.en) writes down what it hears. The word error
rate (WER) is the wrong, missing and extra words over the words sung, over all lines of a song. Before the two texts are compared,
case, punctuation and apostrophes go, figures are spelled out, "'cause" and "because", "gonna" and "going to" and their kind become
one, and words that sound the same ("meet", "meat") count as the same: nobody can hear how they are spelled.
The pitch of a note is the median over its middle 60 % by an independent tracker (WORLD's Harvest), against the score's in cents.
"""

import argparse
import statistics
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import hearing
from engine import prompt, singer
from engine.composer import compose
from engine.score import Phrase, Score, Sung
from engine.sound.compiled import RATE
from engine.sound.render import render
from engine.sound.tempo import Clock

WORDS = Path(__file__).parent / "singing.txt"
#: What is asked of the engine, at most: median and worst WER of the dry lead, median WER in the mix, cents: median and 90 %.
LIMITS = "limits: dry median 10 %, worst 20 %; mix median 30 %; pitch median 3 cents, p90 8 cents"
#: Seconds around a line, and of them left to the first consonants of the next.
_AROUND, _ONSET = 0.5, 0.12
#: The part of a note that its pitch is measured in, and the fewest measurements that tell one.
_MIDDLE, _FEWEST = (0.2, 0.8), 5


@dataclass(frozen=True)
class Heard:
    """A line, and what was made of it."""

    text: str
    recognised: str
    wrong: int
    words: int


@dataclass(frozen=True)
class Take:
    """A song as it was heard; cents are the errors of its notes."""

    prompt: str
    bpm: float
    voice: str
    dry: list[Heard]
    mix: list[Heard]
    cents: list[float]


def rate(lines: list[Heard]) -> float:
    """Word error rate in percent; nan where no line was listened to."""
    return 100 * sum(line.wrong for line in lines) / sum(line.words for line in lines) if lines else float("nan")


def songs(text: str) -> list[tuple[str, str]]:
    """(prompt, words) of a file in the form of singing.txt."""
    blocks = [block.partition("\n") for block in f"\n{text}".split("\n> ")[1:]]
    return [(head.strip(), words.strip()) for head, _, words in blocks]


def score_of(text: str, words: str, seed: str) -> Score:
    return compose(prompt.read({"sound_prompt": text}, seed, words))


def spans(score: Score, clock: Clock) -> Iterator[tuple[Phrase, slice]]:
    """Every line with the frames that it is heard in."""
    phrases = score.vocals.phrases if score.vocals else ()
    times = [(clock.seconds(phrase.notes[0].start), clock.seconds(_end(phrase.notes[-1]))) for phrase in phrases]
    for at, phrase in enumerate(phrases):
        begin, end = times[at]
        before = times[at - 1][1] if at else 0.0
        after = times[at + 1][0] - _ONSET if at + 1 < len(times) else end + _AROUND
        first, last = max(begin - _AROUND, min(before, begin - _ONSET)), min(end + _AROUND, max(after, end))
        yield phrase, slice(max(0, round(RATE * first)), round(RATE * last))


def listened(score: Score, clock: Clock, sound: np.ndarray) -> list[Heard]:
    """What is recognised of each line of a sound, float (frames,)."""
    return [_heard(phrase.text, sound[span], RATE) for phrase, span in spans(score, clock)]


def _heard(text: str, sound: np.ndarray, frames_a_second: int) -> Heard:
    written, recognised = hearing.words(text), hearing.heard(sound, frames_a_second)
    return Heard(text, recognised, hearing.errors(written, hearing.words(recognised)), len(written))


def cents(score: Score, clock: Clock, lead: np.ndarray) -> list[float]:
    """How far each sung note lies from the score's, as far as it is long enough to tell."""
    seconds, pitch = hearing.pitches(lead, RATE)
    phrases = score.vocals.phrases if score.vocals else ()
    notes = [note for phrase in phrases if not phrase.spoken for one in phrase.notes for note in _held(one)]
    return [error for start, end, wanted in notes for error in _error(seconds, pitch, clock.seconds(start), clock.seconds(end), wanted)]


def _held(note: Sung) -> Iterator[tuple[float, float, int]]:
    """(beat, beat, pitch) of each pitch that a syllable is held on."""
    turns = [(note.start, note.pitch), *note.turns]
    ends = [*(start for start, _ in note.turns), _end(note)]
    return ((start, end, pitch) for (start, pitch), end in zip(turns, ends, strict=True))


def _error(seconds: np.ndarray, pitch: np.ndarray, begin: float, end: float, wanted: int) -> list[float]:
    first, last = (begin + share * (end - begin) for share in _MIDDLE)
    sung = pitch[(seconds > first) & (seconds < last) & ~np.isnan(pitch)]
    return [abs(100 * (float(np.median(sung)) - wanted))] if len(sung) >= _FEWEST else []


def _end(note: Sung) -> float:
    return note.start + note.length


def take(text: str, words: str, seed: str, mixed: bool) -> Take:
    """The song of a prompt and its words, composed, sung, mixed and listened to."""
    score = score_of(text, words, seed)
    if score.vocals is None:
        raise SystemExit(f"{text!r} was composed without a singer.")
    clock = Clock(score.tempo)
    frames = clock.frame(max(_end(phrase.notes[-1]) for phrase in score.vocals.phrases)) + RATE
    with ThreadPoolExecutor(2) as pool:
        lead = singer.sing(score, clock, frames, pool).lead
    whole = render(score).mix.mean(axis=1) if mixed else np.zeros(0, np.float32)
    mix = listened(score, clock, whole) if mixed else []
    return Take(text, score.spec.bpm, score.vocals.voice, listened(score, clock, lead), mix, cents(score, clock, lead))


def spoken(words: str, seed: int = 0) -> list[Heard]:
    """The lines of a song as the singing model speaks them by itself: what the recogniser makes of that is its own share."""
    from hibari import Hibari

    from lyric import sections

    voice = Hibari()
    lines = [line for section in sections.read(words) for line in section.lines]
    return [_heard(line, voice(line, seed=seed), voice.sample_rate) for line in lines]


def row(take: Take) -> str:
    median, most = (float(np.percentile(take.cents, share)) if take.cents else float("nan") for share in (50, 90))
    heard = f"{len(take.dry):5} {rate(take.dry):7.1f} {rate(take.mix):7.1f}"
    return f"{take.prompt:52.52} {take.bpm:5.0f} {take.voice:5} {heard} {median:7.1f} {most:7.1f}"


def summary(name: str, takes: list[Take], of: Callable[[list[float]], float]) -> str:
    figures = [[rate(take.dry) for take in takes], [rate(take.mix) for take in takes]]
    figures += [[float(np.percentile(take.cents, share)) for take in takes if take.cents] for share in (50, 90)]
    return f"{name:52} {'':17}" + "".join(f" {of(column):7.1f}" for column in figures if column)


def report(line: Heard) -> str:
    return f"    {line.wrong}/{line.words}  {line.text}  =>  {line.recognised}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=Path, default=WORDS, help="other prompts and words, in the form of singing.txt")
    parser.add_argument("--seed", default="1", help="the songs' seed (default 1)")
    parser.add_argument("--only", default="", help="only prompts that hold this text")
    parser.add_argument("--dry", action="store_true", help="leave the mix out")
    parser.add_argument("--lines", action="store_true", help="show every line that was not understood")
    parser.add_argument("--spoken", action="store_true", help="instead: the same lines spoken, for the recogniser's own error")
    options = parser.parse_args()
    if sentence := hearing.missing():
        raise SystemExit(sentence)
    chosen = [song for song in songs(options.words.read_text(encoding="utf-8")) if options.only in song[0]]
    if options.spoken:
        say(chosen, options.lines)
    else:
        sing(chosen, options.seed, not options.dry, options.lines)


def say(chosen: list[tuple[str, str]], lines: bool) -> None:
    rates = []
    for text, words in chosen:
        heard = spoken(words)
        rates.append(rate(heard))
        print(f"{text:52.52} {rates[-1]:7.1f}", flush=True)
        show(heard, lines)
    print(f"{'median':52} {statistics.median(rates):7.1f}\n{'worst':52} {max(rates):7.1f}")


def sing(chosen: list[tuple[str, str]], seed: str, mixed: bool, lines: bool) -> None:
    print(f"{'prompt':52} {'bpm':>5} {'voice':5} {'lines':>5} {'dry %':>7} {'mix %':>7} {'cents':>7} {'p90':>7}")
    takes = []
    for text, words in chosen:
        takes.append(take(text, words, seed, mixed))
        print(row(takes[-1]), flush=True)
        show(takes[-1].dry, lines)
    print(summary("median", takes, statistics.median))
    print(summary("worst", takes, max))
    print(LIMITS)


def show(heard: list[Heard], lines: bool) -> None:
    for line in heard:
        if lines and line.wrong:
            print(report(line), flush=True)


if __name__ == "__main__":
    main()
