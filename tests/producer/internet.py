"""A make-believe internet on loopback ports: names, public servers, and one server that stands for all that is not public.

Names are resolved here, and every connection is led to a loopback port, so that no packet leaves the machine and a guard
that fails is seen to reach the secret.
"""

import ipaddress
import socket
from typing import Any

import pytest

from tests.producer.faulty import Faulty, Script

PUBLIC = "93.184.216.34"


class Internet:
    """`names` maps a name to its addresses at the first, second, … lookup; `secret.seen` is what must stay empty."""

    def __init__(self, secret: Faulty) -> None:
        self.secret = secret
        self.names: dict[str, list[list[str]]] = {"pub.test": [[PUBLIC]], "localhost": [["127.0.0.1"]]}
        self.routes: dict[tuple[str, int], int] = {}
        self.connected: list[tuple[str, int]] = []
        self._servers: list[Faulty] = []

    def serve(self, script: Script, address: str = PUBLIC, port: int = 80, tls: bool = False) -> Faulty:
        """A server at an address of this internet."""
        server = Faulty(script, tls)
        self._servers.append(server)
        self.routes[address, port] = server.port
        return server

    def own(self, script: Script) -> Faulty:
        """A server on a real loopback port: a door of our own."""
        server = Faulty(script)
        self._servers.append(server)
        self.routes["127.0.0.1", server.port] = server.port
        return server

    def close(self) -> None:
        for server in self._servers:
            server.close()

    def addresses(self, host: str) -> list[str]:
        """What a lookup gives: the table's next answer for a name, else what the C library makes of a literal."""
        if lookups := self.names.get(host.rstrip(".").lower()):
            return lookups.pop(0) if len(lookups) > 1 else lookups[0]
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            pass
        try:
            return [socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))]
        except OSError:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None

    def getaddrinfo(self, host: Any, port: Any, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        text = host.decode() if isinstance(host, bytes) else host
        return [_entry(address, int(port or 0)) for address in self.addresses(text)]


def _entry(address: str, port: int) -> tuple[Any, ...]:
    if ":" in address:
        return (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))


def play(internet: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, the process knows no other network."""
    connect = socket.socket.connect

    def led(sock: socket.socket, address: Any) -> None:
        target = (address[0], address[1])
        internet.connected.append(target)
        if sock.family == socket.AF_INET6:  # only the secret is ever looked for there
            internet.secret.seen.append(b"by IPv6: %s" % str(target).encode())
            raise ConnectionRefusedError
        connect(sock, ("127.0.0.1", internet.routes.get(target, internet.secret.port)))

    monkeypatch.setattr(socket, "getaddrinfo", internet.getaddrinfo)
    monkeypatch.setattr(socket.socket, "connect", led)
