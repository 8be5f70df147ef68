"""`python -m engine` as a process: how it starts, how it ends, and what a killed one leaves behind."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.waiting import until

from .conftest import Api, House, gone


class Alone:
    """`python -m engine` as a process of its own, with tones in place of music."""

    _CODE = (
        "import functools, sys; import engine.__main__ as main; "
        "main.Engine = functools.partial(main.Engine, music='tests.engine.tones', workers=1); main.main()"
    )

    def __init__(self, data_dir: Path, port: int = 0) -> None:
        self.data_dir = data_dir
        command = [sys.executable, "-c", self._CODE, "--port", str(port), "--data-dir", str(data_dir)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def api(self) -> Api:
        """Its doors, once they are open."""
        assert self.process.stdout
        address = self.process.stdout.readline().split("Producer API at ")[1].split("/v1")[0]
        return Api(address)

    def worker(self) -> int:
        """The process that has begun a song."""
        begun = until(lambda: [text for path in self.data_dir.glob("songs/*/begun") if (text := path.read_text()).endswith("\n")])
        return int(begun[0].split()[-1])

    def end(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
        self.process.communicate(timeout=10)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Callable[..., Alone]]:
    started: list[Alone] = []

    def start(**options: int) -> Alone:
        started.append(Alone(tmp_path, **options))
        return started[-1]

    yield start
    for engine in started:
        engine.process.kill()
        engine.process.communicate(timeout=10)


def test_a_piece_begun_before_kill_9_is_finished_after_the_next_start(alone: Callable[..., Alone], tmp_path: Path) -> None:
    first = alone()
    job_id = first.api().submit("wait", seed="5")
    worker = first.worker()
    first.end(signal.SIGKILL)
    until(lambda: gone(worker))
    (tmp_path / "go").touch()
    record = alone().api().finished(job_id)
    assert (record["status"], record["data"]["musics"][0]["seed"]) == ("SUCCESS", "5")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_engine_in_mid_song_with_nothing_left_running(alone: Callable[..., Alone], number: signal.Signals) -> None:
    engine = alone()
    engine.api().submit("wait")
    worker = engine.worker()
    engine.end(number)
    assert gone(worker)


def test_a_port_in_use_is_named_with_what_to_do(alone: Callable[..., Alone], house: House) -> None:
    port = int(house.api.url.split(":")[2].split("/")[0])
    engine = alone(port=port)
    _, told = engine.process.communicate(timeout=20)
    assert engine.process.returncode != 0
    assert f"port {port} is in use" in told
    assert f"--port {port + 1}" in told
    assert "Traceback" not in told


def test_a_second_engine_on_the_same_folder_says_so_and_ends(alone: Callable[..., Alone], house: House) -> None:
    engine = alone()
    _, told = engine.process.communicate(timeout=20)
    assert engine.process.returncode != 0
    assert "Another engine is running on the data folder" in told
    assert "Traceback" not in told


def test_a_data_folder_that_cannot_be_used_is_named(alone: Callable[..., Alone], tmp_path: Path) -> None:
    (tmp_path / "songs").write_text("a file where a folder belongs")
    engine = alone()
    _, told = engine.process.communicate(timeout=20)
    assert engine.process.returncode != 0
    assert str(tmp_path) in told
    assert "Traceback" not in told


def test_a_port_that_is_none_is_told_so(alone: Callable[..., Alone]) -> None:
    engine = alone(port=70_000)
    _, told = engine.process.communicate(timeout=20)
    assert "a port is a number from 0 to 65535" in told
