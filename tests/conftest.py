"""What holds for every test: no packet leaves the machine, property tests are bounded, browser tests have a Chromium."""

import ipaddress
import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import find_chromium

settings.register_profile("here", deadline=None, max_examples=25)
settings.register_profile(
    "ci", deadline=None, max_examples=50, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "here")


# The network guard. An audit hook sees every socket of every thread, however it was made; it cannot be taken off, nor be undone by
# a test that patches the socket module. Not seen: child processes, and what libuv opens by itself inside uvloop.


class OutsideNetworkError(RuntimeError):
    """A test tried to reach something that is not this machine."""


_RESOLVING = {"socket.getaddrinfo", "socket.gethostbyname"}
_SENDING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_refused: list[str] = []


def _stays_here(host: object, *, sends: bool) -> bool:
    """Whether `host` is this machine; while nothing is sent (`sends` False), any numeric address is harmless too."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host == "" and not sends
    return address.is_loopback or not sends


def _refuse(event: str, target: object) -> None:
    _refused.append(f"{event} to {target!r}")
    raise OutsideNetworkError(f"{event} to {target!r}: tests talk to this machine only. Serve what the test needs on 127.0.0.1.")


def _guard(event: str, arguments: tuple) -> None:
    if event in _RESOLVING and not _stays_here(arguments[0], sends=False):
        _refuse(event, arguments[0])
    elif event in _SENDING:
        address = arguments[1]  # a path (str, bytes) for AF_UNIX, None for a connected socket
        if isinstance(address, tuple) and isinstance(address[0], str | bytes) and not _stays_here(address[0], sends=True):
            _refuse(event, address)


sys.addaudithook(_guard)


@pytest.fixture
def refused_connections() -> list[str]:
    """What the guard refused since the test began. A test that provokes the guard empties it, having looked."""
    return _refused


@pytest.fixture(autouse=True)
def _no_packet_left(refused_connections: list[str]):
    """Fails a test whose code swallowed the guard's error."""
    refused_connections.clear()
    yield
    assert not refused_connections, f"tried to leave this machine: {refused_connections}"


# Chromium for the tests marked `browser`.

_left_out = pytest.StashKey[list[str]]()
_chromium = pytest.StashKey[str]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Chromium: take the browser tests out and remember their names, or stop where a browser is required."""
    in_browser = [item for item in items if item.get_closest_marker("browser")]
    if not in_browser:
        return
    if path := find_chromium():
        config.stash[_chromium] = path
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(f"REQUIRE_BROWSER=1, and no Chromium was found for {len(in_browser)} browser tests")
    config.stash[_left_out] = [item.nodeid for item in in_browser]
    config.hook.pytest_deselected(items=in_browser)
    items[:] = [item for item in items if item not in in_browser]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The run's last word where there is no Chromium: the tests that did not run."""
    if names := config.stash.get(_left_out, []):
        terminalreporter.write_line(f"DID NOT RUN, for want of a Chromium: {', '.join(names)}", yellow=True)


@pytest.fixture(scope="session")
def chromium_path(pytestconfig: pytest.Config) -> str:
    """For browser tests: `playwright.chromium.launch(executable_path=chromium_path)`."""
    return pytestconfig.stash[_chromium]
