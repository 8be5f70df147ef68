"""The one way an answer is read off the network: bounded in time and in size, whatever the other side does.

A socket's own timeout starts anew with every byte that trickles in. So connecting (with the TLS handshake) and the
headers are each cut off at their timeout, and the body is read piece by piece against a clock.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPException
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError

#: What a call over the network can raise. ValueError: an address or header that the libraries cannot put on the wire.
NETWORK_ERRORS = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError)
_PIECE = 64 * 1024


class TooLarge(Exception):
    """The answer is larger than allowed."""


class TooSlow(Exception):
    """The answer took longer than allowed."""


class _Bounded:
    """Mixed into a urllib3 connection: whatever is under way ends at the connection's timeout, and not later."""

    timeout: Any
    _line: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()  # type: ignore[misc]  # urllib3's
        self._line = sock.dup()  # stays ours when TLS takes the socket over
        return sock

    def connect(self) -> None:
        """What fails here, TLS handshake included, was certainly never sent: it is a NewConnectionError."""
        try:
            with self._cut_off():
                super().connect()  # type: ignore[misc]
        except (ssl.SSLError, SSLError):
            problem = "no secure connection could be made"
        except TimeoutError:
            problem = "it took too long to connect"
        else:
            return
        raise NewConnectionError(self, problem)  # type: ignore[arg-type]

    def getresponse(self, *args: Any, **kwargs: Any) -> Any:
        with self._cut_off():
            return super().getresponse(*args, **kwargs)  # type: ignore[misc]

    def close(self) -> None:
        super().close()  # type: ignore[misc]
        if self._line:
            self._line.close()

    @contextlib.contextmanager
    def _cut_off(self) -> Iterator[None]:
        """Shut the line down at the timeout. Raises TimeoutError then: to http.client a line that ends is the end of the headers."""
        is_cut = threading.Event()
        timer = threading.Timer(self.timeout, self._cut, [is_cut])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            if is_cut.is_set():
                raise TimeoutError

    def _cut(self, is_cut: threading.Event) -> None:
        if self._line:
            is_cut.set()
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


class _Http(_Bounded, HTTPConnection):
    pass


class _Https(_Bounded, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http  # type: ignore[assignment]  # urllib3's own classes miss its protocol as well


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https  # type: ignore[assignment]


class BoundedAdapter(HTTPAdapter):
    """A requests adapter whose connections keep to their timeouts. A call over it needs a timeout."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}


def pieces(response: requests.Response, limit: int, end: float, clock: Callable[[], float]) -> Iterator[bytes]:
    """The decoded body of a response that was asked for with stream=True, piece by piece.

    Raises TooLarge past `limit` bytes, TooSlow when `clock` is past `end` (at most one read timeout later), or a network error.
    """
    size = 0
    while piece := response.raw.read1(_PIECE, decode_content=True):
        size += len(piece)
        if size > limit:
            raise TooLarge
        if clock() > end:
            raise TooSlow
        yield piece
