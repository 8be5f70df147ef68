"""Fetches and calls addresses that others name: audio, pictures, callbacks. They are all taken for hostile.

The name is looked up once, the address must be public, and the connection goes to that very address. Every redirect
is checked anew. Time and size are bounded for the whole transfer. One origin of our own may be allowed beside.
"""

import contextlib
import ipaddress
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import requests
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from producer import wire

#: Connect, then headers; each in seconds.
TIMEOUT = (5.0, 20.0)
DOWNLOAD_SECONDS = 300.0
REDIRECTS = 5
#: Ports below 1024 other than these speak no HTTP; nor do the databases' ports above.
WEB_PORTS = frozenset({80, 443})
DATABASE_PORTS = frozenset({3306, 5432, 6379, 11211, 27017})

#: All that is handed out of IPv6 to the public; outside it are old notations that still reach IPv4 or a site.
_IPV6_UNICAST = ipaddress.ip_network("2000::/3")
_HARDENED = Config(ip_filter_enable=True, ip_filter_allow_loopback_ips=False, never_redirect=True, default_timeout=TIMEOUT)


class OutboundError(Exception):
    """An address could not be fetched or called. The text names its host at most: the rest of it may be a secret."""


class OutboundRefused(OutboundError):
    """We do not go there, or do not take what it sends: trying again changes nothing."""


class OutboundFailed(OutboundError):
    """It did not work this time."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        #: The HTTP status, where the other side answered with one.
        self.status = status


@dataclass(frozen=True)
class Download:
    """What was downloaded."""

    #: The media type that the other side claims, lower case, without parameters; "" where it claims none.
    mime: str
    #: Bytes written.
    size: int
    #: The address that sent them, after redirects.
    url: str


class _PinnedAdapter(wire.BoundedAdapter, IPFilterAdapter):
    """Connects to the one address that was looked up and found to be public, within its timeouts."""

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
        if not _is_public(host["host"].strip("[]")):
            raise InvalidIPAddress
        return host, pool


def _is_public(address: str) -> bool:
    """The library refuses what is listed as private. What is neither that nor listed as public is no place to go either."""
    ip = ipaddress.ip_address(address)
    return ip.is_global and (ip.version == 4 or ip in _IPV6_UNICAST)


class Outbound:
    """Goes to public addresses only, and to `own_origin` (scheme://host:port) where one is given.

    `seconds` bounds a whole download, redirects included, read against `clock`.
    """

    def __init__(
        self,
        own_origin: str | None = None,
        *,
        timeout: tuple[float, float] = TIMEOUT,
        seconds: float = DOWNLOAD_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._own = own_origin.rstrip("/") + "/" if own_origin else None
        self._timeout = timeout
        self._seconds = seconds
        self._clock = clock

    def download(self, url: str, into: BinaryIO, limit: int) -> Download:
        """Write what an address holds to a file, following at most REDIRECTS redirects.

        What is decoded of it is at most `limit` bytes. Raises OutboundRefused or OutboundFailed; `into` may then hold a part.
        """
        end, own = self._clock() + self._seconds, self._is_own(url)
        for _ in range(REDIRECTS + 1):
            with _explained(url), self._session(own) as session, self._get(session, url) as response:
                if not response.is_redirect:
                    return self._take(response, url, into, limit, end)
                url, own = _next(url, session.get_redirect_target(response) or ""), False  # nobody else sends us to our own doors
        raise OutboundRefused(f"{_host(url)} is the end of more than {REDIRECTS} redirects.")

    def post_json(self, url: str, body: dict[str, Any]) -> int:
        """POST a JSON object once, follow nothing, and give the status. Raises OutboundRefused or OutboundFailed."""
        options: dict[str, Any] = {"timeout": self._timeout, "stream": True, "allow_redirects": False}
        with _explained(url), self._session(self._is_own(url)) as session, session.post(checked(url), json=body, **options) as response:
            return response.status_code

    def _get(self, session: requests.Session, url: str) -> requests.Response:
        identity = {"Accept-Encoding": "identity"}
        return session.get(checked(url), timeout=self._timeout, stream=True, allow_redirects=False, headers=identity)

    def _take(self, response: requests.Response, url: str, into: BinaryIO, limit: int, end: float) -> Download:
        if response.status_code != 200:
            raise OutboundFailed(f"{_host(url)} answered HTTP {response.status_code}.", response.status_code)
        size = sum(into.write(piece) for piece in wire.pieces(response, limit, end, self._clock))
        if not size:
            raise OutboundFailed(f"{_host(url)} sent nothing.", response.status_code)
        return Download(response.headers.get("content-type", "").partition(";")[0].strip().lower(), size, url)

    def _is_own(self, url: str) -> bool:
        return self._own is not None and url.startswith(self._own)

    def _session(self, own: bool) -> requests.Session:
        """A session for one request: no proxies, no netrc, no cookies, no used connections."""
        session = HTTPSession(_HARDENED)
        session.trust_env = False
        session.mount("http://", _PinnedAdapter(is_https_proto=False))
        session.mount("https://", _PinnedAdapter(is_https_proto=True))
        if own and self._own:
            session.mount(self._own, wire.BoundedAdapter())  # the slash at its end keeps it to this one origin
        return session


def checked(url: str) -> str:
    """The address without its fragment, if every parser reads it alike and it may be gone to. Raises OutboundRefused."""
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        raise OutboundRefused("This is not a web address.") from None
    if re.search(r"[\x00-\x20\x7f\\]", url) or parts.scheme not in ("http", "https") or not parts.hostname:
        raise OutboundRefused("This is not a web address that begins with http:// or https://.")
    if "@" in parts.netloc:
        raise OutboundRefused(f"The address on {parts.hostname} holds a user name; addresses with one are not used.")
    if port is not None and (port in DATABASE_PORTS or (port < 1024 and port not in WEB_PORTS)):
        raise OutboundRefused(f"Port {port} of {parts.hostname} is none that the web uses.")
    return parts._replace(fragment="").geturl()


def _next(url: str, location: str) -> str:
    """Where a redirect leads. Raises OutboundRefused."""
    target = checked(urljoin(url, location))
    if url.startswith("https:") and not target.startswith("https:"):
        raise OutboundRefused(f"{_host(url)} redirects from https to http.")
    return target


def _host(url: str) -> str:
    return urlsplit(url).hostname or "The address"


@contextlib.contextmanager
def _explained(url: str) -> Iterator[None]:
    """Our errors in place of the libraries', whose texts hold whole addresses."""
    try:
        yield
    except InvalidIPAddress:
        raise OutboundRefused(f"{_host(url)} is not on the public internet.") from None
    except wire.TooLarge:
        raise OutboundRefused(f"{_host(url)} sends more than is allowed.") from None
    except wire.TooSlow:
        raise OutboundFailed(f"{_host(url)} takes too long.") from None
    except (requests.exceptions.InvalidURL, UnicodeError):
        raise OutboundRefused("This is not a web address.") from None
    except wire.NETWORK_ERRORS as error:
        raise OutboundFailed(f"{_host(url)} did not answer well ({type(error).__name__}).") from None
