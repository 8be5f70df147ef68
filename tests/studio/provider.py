"""A provider that does what a test tells it, over real HTTP on the loopback address."""

import json
import socket
import threading
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, dict[str, str], bytes]


def reply(status: int, body: Any = None, **headers: str) -> Reply:
    return status, headers, json.dumps(body).encode()


def refusal(status: int, message: str = "", **headers: str) -> Reply:
    return reply(status, {"status": "FAILED", "message": message, "data": None}, **headers)


class Provider:
    """Accepts every submit and has every job running, until told otherwise."""

    def __init__(self) -> None:
        #: What the next POSTs get instead of an acceptance: a reply, or a function of the request body that gives one (None: hang up).
        self.posts: deque[Reply | Callable[[dict[str, Any]], Reply | None]] = deque()
        #: The same for the next fetches.
        self.fetches: deque[Reply] = deque()
        #: Files under /media/, by name.
        self.files: dict[str, Reply] = {}
        self.jobs: dict[str, dict[str, Any]] = {}
        #: What came in: (action, body) of every POST, the jobId of every fetch, the name of every file asked for.
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.fetched: list[str] = []
        self.downloaded: list[str] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.url = f"{self.origin}/producer/v1"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def accept(self, action: str, body: dict[str, Any]) -> str:
        with self._lock:
            job_id = f"job-{len(self.jobs) + 1}"
            self.jobs[job_id] = {"status": "ON_QUEUE", "action": action, "hookUrl": body.get("hook_url"), "quota": "5", "musics": None}
        return job_id

    def finish(self, job_id: str, *musics: dict[str, Any], quota: str = "3", **data: Any) -> None:
        self.jobs[job_id] |= {"status": "SUCCESS", "quota": quota, "musics": list(musics), **data}

    def fail(self, job_id: str, message: str = "job timeout") -> None:
        self.jobs[job_id] |= {"status": "FAILED", "quota": "0", "musics": None, "message": message}

    def media(self, name: str, content: bytes, mime: str = "audio/mpeg", status: int = 200, **headers: str) -> str:
        self.files[name] = (status, {"content-type": mime, **headers}, content)
        return f"{self.origin}/media/{name}"

    def envelope(self, job_id: str) -> dict[str, Any]:
        job = dict(self.jobs[job_id])
        return {"status": job.pop("status"), "message": job.pop("message", "success"), "jobId": job_id, "data": {"jobId": job_id, **job}}

    def _post(self, action: str, body: dict[str, Any]) -> Reply | None:
        self.posted.append((action, body))
        if self.posts:
            told = self.posts.popleft()
            return told(body) if callable(told) else told
        return reply(200, {"status": "SUCCESS", "message": "success", "data": {"jobId": self.accept(action, body)}})

    def _get(self, path: str) -> Reply:
        if path.startswith("/media/"):
            self.downloaded.append(path.removeprefix("/media/"))
            return self.files.get(self.downloaded[-1], refusal(404))
        job_id = path.partition("jobId=")[2]
        self.fetched.append(job_id)
        if self.fetches:
            return self.fetches.popleft()
        return reply(200, self.envelope(job_id)) if job_id in self.jobs else refusal(404, "no such job")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                self._answer(provider._post(self.path.rpartition("/")[2], body))

            def do_GET(self) -> None:
                self._answer(provider._get(self.path))

            def _answer(self, answer: Reply | None) -> None:
                self.close_connection = True
                if answer is None:
                    return self.connection.shutdown(socket.SHUT_RDWR)
                status, headers, body = answer
                self.send_response(status)
                for name, value in {"content-length": str(len(body)), "connection": "close", **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler
