"""The guard of tests/conftest.py. The addresses are of TEST-NET-1 and of the reserved `.invalid`: nothing answers there either."""

import socket
import threading

import pytest

OUTSIDE = ("192.0.2.1", 9)


def refusal(action) -> Exception | None:
    try:
        action()
    except Exception as error:
        return error
    return None


@pytest.fixture
def provoked(refused_connections):
    """Empties the guard's list after a test that is meant to fill it."""
    yield refused_connections
    assert refused_connections
    refused_connections.clear()


def udp() -> socket.socket:
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


ATTEMPTS = {
    "connect": lambda: socket.socket().connect(OUTSIDE),
    "connect_ex": lambda: socket.socket().connect_ex(OUTSIDE),
    "create_connection": lambda: socket.create_connection(OUTSIDE, timeout=1),
    "connect to any address": lambda: socket.socket().connect(("0.0.0.0", 9)),
    "IPv6": lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 9)),
    "sendto": lambda: udp().sendto(b"x", OUTSIDE),
    "sendmsg": lambda: udp().sendmsg([b"x"], [], 0, OUTSIDE),
    "a name": lambda: socket.getaddrinfo("studio.invalid", 80),
    "gethostbyname": lambda: socket.gethostbyname("studio.invalid"),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
@pytest.mark.usefixtures("provoked")
def test_nothing_but_this_machine_is_reached(attempt):
    assert type(refusal(attempt)).__name__ == "OutsideNetworkError"


def test_a_thread_is_held_back_too(provoked):
    thread = threading.Thread(target=lambda: refusal(ATTEMPTS["connect"]))
    thread.start()
    thread.join()
    assert provoked == ["socket.connect to ('192.0.2.1', 9)"]


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(("localhost", server.getsockname()[1])) as client:
        client.sendall(b"x")
        assert server.accept()[0].recv(1) == b"x"
