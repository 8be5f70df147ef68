"""The composition root, as a real server on a free port of this machine."""

import hashlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest
import requests

from producer.answers import Accepted, read_fetch
from producer.contract import Music
from studio.db import Database
from studio.ledger import Ledger
from tests.waiting import until

ROOT = Path(__file__).parents[1]
SOUND = bytes(range(256)) * 40
OURS = ("TT_API_KEY", "PRODUCER_API_URL", "PUBLIC_URL", "DATA_DIR", "HOST", "PORT")


class Server:
    """`streamlit run app.py`, from a folder that is not the checkout."""

    def __init__(self, folder: Path, data: Path, **settings: str):
        folder.mkdir(exist_ok=True)
        environment = {name: value for name, value in os.environ.items() if name not in OURS and not name.startswith("STREAMLIT_")}
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port=0", "--server.address=127.0.0.1"]
        environment |= {"DATA_DIR": str(data), **settings}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.said: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        self.said.extend(iter(self.process.stdout.readline, ""))

    @property
    def origin(self) -> str | None:
        found = re.search(r"URL: http://[^:]+:(\d+)", "".join(self.said))
        return f"http://127.0.0.1:{found[1]}" if found else None

    def ready(self) -> str:
        """Its origin, once it answers."""
        until(lambda: self.process.poll() is not None or (self.origin and answers(f"{self.origin}/readyz")), 90)
        assert self.process.poll() is None, f"the server did not start:\n{''.join(self.said)}"
        return self.origin or ""

    def ended(self) -> str:
        """What it said until it ended by itself."""
        self.process.wait(90)
        self._reader.join(10)
        return "".join(self.said)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        finally:
            self.process.kill()


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def keep_a_song(data: Path) -> str:
    """Put a finished song into the ledger and the archive. Gives its path."""
    (data / "tracks").mkdir(parents=True)
    database = Database(data / "studio.db")
    ledger = Ledger(database)
    ledger.intend(Music(sound_prompt="jazz"), "engine", "a-ticket")
    ledger.submitting("a-ticket", "a hash")
    ledger.accepted("a-ticket", Accepted(job_id="p", data={}, raw={}))
    answer = b'{"status": "SUCCESS", "data": {"musics": [{"musicId": "m", "audioUrl": "http://127.0.0.1:9/a.mp3"}]}}'
    ledger.follow("a-ticket", read_fetch(200, {}, answer))
    media = ledger.jobs(["a-ticket"])[0].songs[0].media[0]
    name = f"{media.path.rpartition('/')[2].partition('.')[0]}.mp3"
    (data / "tracks" / name).write_bytes(SOUND)
    facts = {"extension": ".mp3", "mime": "audio/mpeg", "size": len(SOUND), "sha256": hashlib.sha256(SOUND).hexdigest()}
    ledger.kept(media.id, seconds=1.0, peaks=None, **facts)
    database.close()
    return f"/tracks/{name}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Path]]:
    """The origin, the path of a kept song, and the data folder of a running server."""
    folder = tmp_path_factory.mktemp("app")
    path = keep_a_song(folder / "data")
    server = Server(folder / "elsewhere", folder / "data")
    try:
        yield server.ready(), path, folder / "data"
    finally:
        server.stop()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(data: Path, **settings: str) -> Server:
        started.append(Server(tmp_path, data, **settings))
        return started[-1]

    yield start
    for server in started:
        server.process.kill()


def test_every_answer_carries_the_security_headers(served):
    origin, path, _ = served
    for address in ("/", "/history", "/healthz", "/readyz", "/_stcore/health", path, "/tracks/none.mp3"):
        headers = requests.get(origin + address, timeout=10).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], address
        assert "'unsafe-eval'" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_policy_allows_the_one_inline_script_of_the_page(served):
    page = requests.get(served[0], timeout=10)
    scripts = re.findall(r"<script>(.*?)</script>", page.content.decode(), re.DOTALL)
    assert scripts
    assert page.headers["Content-Security-Policy"].count("'sha256-") == len(scripts)


def test_the_engine_is_mounted_with_a_policy_of_its_own(served):
    page = requests.get(f"{served[0]}/producer/docs", timeout=10)
    assert page.status_code == 200
    assert "," not in page.headers["Content-Security-Policy"], "two policies would both hold"
    assert requests.post(f"{served[0]}/producer/v1/music", json={}, timeout=10).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff\x00", b'{"jobId": "x"}', b"[" * 1000, b"x" * 64 * 1024, b"x" * 200 * 1024])
def test_a_callback_is_answered_alike_whatever_it_says(served, body):
    answer = requests.post(f"{served[0]}/hooks/a-token", data=body, timeout=10)
    assert (answer.status_code, answer.content) == (204, b"")


def test_the_look_comes_along_from_whatever_folder_the_server_is_started(served):
    font = requests.get(f"{served[0]}/app/static/hanken-grotesk.woff2", timeout=10)
    assert font.content[:4] == b"wOF2"
    assert b"svg" in requests.get(f"{served[0]}/app/static/icons/play-light.svg", timeout=10).content


def test_a_track_is_served_whole_and_in_ranges(served):
    origin, path, _ = served
    whole = requests.get(origin + path, timeout=10)
    assert (whole.status_code, whole.content, whole.headers["Content-Type"]) == (200, SOUND, "audio/mpeg")
    part = requests.get(origin + path, headers={"Range": "bytes=256-511"}, timeout=10)
    assert (part.status_code, part.content) == (206, SOUND[256:512])
    assert requests.get(origin + path, headers={"Range": "bytes=999999-"}, timeout=10).status_code == 416
    head = requests.head(origin + path, timeout=10)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(SOUND)))


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Low tide", "Low tide.mp3"),
        ("../../etc/passwd", "etc passwd.mp3"),
        ('a"; x="b\r\nSet-Cookie: c', "a x b Set-Cookie c.mp3"),
        ("", "song.mp3"),
        ("مصابيح", "مصابيح.mp3"),
    ],
)
def test_a_download_gets_a_sensible_file_name(served, wanted, name):
    answer = requests.get(served[0] + served[1], params={"download": wanted}, timeout=10)
    kind, _, told = answer.headers["Content-Disposition"].partition("; ")
    assert kind == "attachment"
    assert unquote(told).replace("*=utf-8''", "=").replace('"', "") == f"filename={name}"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", ["none.mp3", "..%2fstudio.db", "%2e%2e%2fstudio.db", "..%5cstudio.db", "x" * 5000])
def test_no_other_file_is_served(served, name):
    assert requests.get(f"{served[0]}/tracks/{name}", timeout=10).status_code in (400, 404)


def test_a_second_server_on_the_same_folder_says_who_runs_there_and_ends(served, start):
    said = (second := start(served[2])).ended()
    assert second.process.returncode
    assert re.search(r"Producer Studio cannot start: Producer Studio is already running in .* \(process \d+\)", said)
    assert "DATA_DIR=" in said
    assert "Traceback" not in said
    assert answers(f"{served[0]}/readyz"), "the first one goes on"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"PUBLIC_URL": "not an address"}, "PUBLIC_URL: it must be a web address"),
        ({"TT_API_KEY": "a key\twith a tab"}, "TT_API_KEY: character 2 of the key"),
        ({"DATA_DIR": "/proc/nothing/can/be/written/here"}, "DATA_DIR: /proc/nothing/can/be/written/here cannot be written to"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_start_with_one_line(start, tmp_path, settings, told):
    said = (server := start(tmp_path / "data", **settings)).ended()
    assert server.process.returncode
    assert f"Producer Studio cannot start: {told}" in said
    assert "Traceback" not in said
    assert "with a tab" not in said, "a key is in no message"


def test_a_library_that_cannot_be_used_ends_the_start_with_one_line(start, tmp_path):
    Database(tmp_path / "studio.db").close()
    with sqlite3.connect(tmp_path / "studio.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = (server := start(tmp_path)).ended()
    assert server.process.returncode
    assert "Producer Studio cannot start: The library was written by a newer version" in said
    assert "Traceback" not in said
