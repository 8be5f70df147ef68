"""What runs in a worker process: `python -m engine.worker MODULE` makes songs by MODULE.make, one after another.

Tasks come as lines of JSON on standard input, answers go as lines of JSON to standard output; whatever else is
printed goes to standard error, which the engine logs. A process of its own and not multiprocessing's: a spawned
child imports the parent's __main__ again, and in a Streamlit server that is whatever page happens to run.
"""

import importlib
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from engine.jobs import Unmakeable

log = logging.getLogger(__name__)

#: So that a render never makes the dashboard stutter.
NICENESS = 5


def main(module: str) -> None:
    _leave_signals_to_the_engine()
    os.nice(NICENESS)
    answers = _take_standard_output()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    tasks: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    music = importlib.import_module(module)
    _warm_up(music.warm_up)
    while True:
        print(json.dumps(_answer(music.make, tasks.get())), file=answers, flush=True)


def _leave_signals_to_the_engine() -> None:
    """Ctrl-C and a service manager's SIGTERM reach the whole group; the engine ends its workers itself."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _take_standard_output() -> IO[str]:
    """Keep the door for answers, and send every other print, native code's too, to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _listen(tasks: SimpleQueue[dict[str, Any]]) -> None:
    """Read tasks; the end of input is the end of the engine, however it died, and so of this process, also in mid-song."""
    for line in sys.stdin:
        tasks.put(json.loads(line))
    os._exit(1)


def _warm_up(warm_up: Callable[[], object]) -> None:
    try:
        warm_up()
    except Exception:
        log.exception("the warm-up failed; the first song will tell more")


def _answer(make: Callable[..., Any], task: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"made": asdict(make(task["request"], task["seed"], Path(task["folder"]), task["music_id"]))}
    except Unmakeable as reason:
        return {"error": str(reason)}
    except Exception as error:
        log.exception("a song could not be made")
        return {"error": _reason(error)}


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"The engine could not keep the song: {error.strerror}."
    return f"The engine could not make this piece ({type(error).__name__}); try another seed or another prompt."


if __name__ == "__main__":
    main(sys.argv[1])
