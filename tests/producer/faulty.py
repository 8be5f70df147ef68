"""A provider that misbehaves on purpose: a loopback server that plays a script of raw bytes, one exchange a connection."""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

#: A certificate for pub.test that signs itself; nobody trusts it who is not told to.
TLS = Path(__file__).parents[1] / "fixtures" / "tls"
Script = Callable[[socket.socket, bytes], None]


class Faulty:
    """Answers every connection with `script(connection, head)`; `seen` holds what was sent to it, heads and bodies."""

    def __init__(self, script: Script, tls: bool = False) -> None:
        self.script = script
        self._tls = _context() if tls else None
        self.seen: list[bytes] = []
        self.over = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), self._secured(connection) as line:
            line.settimeout(20)
            request = _read_request(line)
            if request:
                self.seen.append(request)
                self.script(line, request)

    def _secured(self, connection: socket.socket) -> socket.socket:
        return self._tls.wrap_socket(connection, server_side=True) if self._tls else connection

    def close(self) -> None:
        self.over.set()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "pub.test.crt", TLS / "pub.test.key")
    return context


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextlib.contextmanager
def faulty(script: Script, tls: bool = False) -> Iterator[Faulty]:
    server = Faulty(script, tls)
    try:
        yield server
    finally:
        server.close()


def raw(data: bytes) -> Script:
    """Send these bytes and close."""
    return lambda connection, _: connection.sendall(data)


def answer(status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> Script:
    """A well-formed answer."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


def drop(connection: socket.socket, _: bytes) -> None:
    """Close after reading, without a word."""


def reset(connection: socket.socket, _: bytes) -> None:
    """Reset after reading."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(connection: socket.socket, _: bytes) -> None:
    """Say nothing until the other side has had enough."""
    with contextlib.suppress(OSError):
        connection.recv(1)


def trickle(start: bytes, drop_of: bytes, every: float = 0.02) -> Script:
    """Send `start`, then `drop_of` again and again, slowly and without end."""

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(start)
        pause = threading.Event()
        while not pause.wait(every):
            connection.sendall(drop_of)

    return script


def endless(start: bytes, piece: bytes) -> Script:
    """Send `start`, then `piece` again and again, as fast as it goes."""

    def script(connection: socket.socket, _: bytes) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)

    return script


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: audio/mpeg\r\n\r\n"
