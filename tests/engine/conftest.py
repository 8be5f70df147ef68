"""An engine served over real HTTP on a free loopback port, with tones in place of music; and who listens to its callbacks."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from engine.server import create_app
from engine.service import Engine
from producer.outbound import Outbound
from tests.waiting import until

KEY = "a-key-of-the-test"


def gone(pid: int) -> bool:
    """Whether a process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


class Api:
    """A user of the API at an address."""

    def __init__(self, url: str, key: str = KEY) -> None:
        self.url = url
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers["TT-API-KEY"] = key

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        url = path if path.startswith("http") else self.url + path
        return self._http.request(method, url, timeout=20, **options)

    def music(self, **request: Any) -> requests.Response:
        return self.ask("POST", "/v1/music", json=request)

    def submit(self, prompt: str = "a tone", **request: Any) -> str:
        answer = self.music(sound_prompt=prompt, **request)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]["jobId"]

    def fetch(self, job_id: str) -> dict[str, Any]:
        return self.ask("GET", "/v1/fetch", params={"jobId": job_id}).json()

    def finished(self, job_id: str, seconds: float = 30) -> dict[str, Any]:
        return until(lambda: (record := self.fetch(job_id))["status"] != "ON_QUEUE" and record, seconds)


class House:
    """A running engine and its data folder. Prompts with "wait" in them are made once `go` was called."""

    def __init__(self, engine: Engine, api: Api, data_dir: Path) -> None:
        self.engine = engine
        self.api = api
        self.data_dir = data_dir

    def go(self) -> None:
        (self.data_dir / "go").touch()

    def begun(self) -> list[Path]:
        return sorted(self.data_dir.glob("songs/*/begun"))

    def attempts(self) -> int:
        return sum(len(path.read_text().splitlines()) for path in self.begun())


@contextmanager
def served(data_dir: Path, *, workers: int = 1, music: str = "tests.engine.tones", **options: Any) -> Iterator[House]:
    door = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{door.getsockname()[1]}/producer"
    engine = Engine(data_dir, lambda: url, music=music, workers=workers, **options)
    engine.start()
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=[Mount("/producer", create_app(engine))]), log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    try:
        yield House(engine, Api(url), data_dir)
    finally:
        server.should_exit = True
        thread.join(10)
        engine.stop()


@pytest.fixture
def serve() -> Iterator[Callable[..., House]]:
    """Starts engines that end with the test: serve(data_dir, **options of Engine)."""
    with ExitStack() as stack:
        yield lambda data_dir, **options: stack.enter_context(served(data_dir, **options))


@pytest.fixture
def house(serve: Callable[..., House], tmp_path: Path) -> House:
    return serve(tmp_path)


class Listener:
    """Somebody's callback address. It answers with the statuses given, the last of them for ever."""

    def __init__(self, *statuses: int) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.hold = threading.Event()
        self.hold.set()
        self._statuses = list(statuses) or [200]
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.url = self.origin + "/hooks/a-token"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def outbound(self) -> Outbound:
        """A way out to this listener and no other private address."""
        return Outbound(own_origin=self.origin)

    def close(self) -> None:
        self.hold.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, body: bytes) -> int:
        self.bodies.append(json.loads(body))
        self.hold.wait(20)
        return self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        answer = self._answer

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.send_response(answer(self.rfile.read(int(self.headers["content-length"]))))
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Not on the test's output."""

        return Handler


@pytest.fixture
def listen() -> Iterator[Callable[..., Listener]]:
    with ExitStack() as stack:

        def start(*statuses: int) -> Listener:
            listener = Listener(*statuses)
            stack.callback(listener.close)
            return listener

        yield start
