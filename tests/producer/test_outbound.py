"""Addresses that others name, played on a make-believe internet: none may lead to what is not public."""

import gzip
import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from producer.outbound import REDIRECTS, Outbound, OutboundError, OutboundFailed, OutboundRefused, checked
from tests.producer.faulty import CHUNKED, TLS, Script, answer, drop, endless, faulty, raw, reset, silent, trickle
from tests.producer.internet import PUBLIC, Internet, play

MUSIC = b"ID3" + bytes(range(256)) * 40
MP3 = {"Content-Type": "Audio/MPEG; charset=x"}

PRIVATE_NAMES = {
    "internal.corp": "10.0.0.5",
    "metadata.google.internal": "169.254.169.254",
    "127.0.0.1.nip.io": "127.0.0.1",
    "v6.internal.corp": "fd00:ec2::254",
}
#: Every one leads to what is not public.
PRIVATE_HOSTS = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "127.255.255.254",
    "localhost", "localhost.", "LOCALHOST", "0", "0.0.0.0", "127。0。0。1", "127．0．0．1", "①②⑦.⓪.⓪.①",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[::ffff:10.0.0.5]",
    "10.0.0.5", "10.1", "172.16.0.1", "192.168.1.1", "192.168.257", "169.254.169.254", "0xa9fea9fe", "2852039166", "169.254.43518",
    "100.100.100.200", "100.64.0.1", "192.0.0.192", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "[fe80::1]", "[fd00:ec2::254]", "[fc00::1]", "[ff02::1]", "[fec0::1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a9fe:a9fe]", "[2002:7f00:1::]",
    "[2001:db8::1]", *PRIVATE_NAMES,
]  # fmt: skip
#: Addresses that parsers read differently, or that are none.
ODD_ADDRESSES = [
    "http://127.0.0.1\\@pub.test/", "http://pub.test\\@127.0.0.1/", "http://pub.test\\.127.0.0.1/", "http://pub.test@127.0.0.1/",
    "http://127.0.0.1@pub.test/", "http://pub.test:80@127.0.0.1:80/", "http://[::1]@pub.test/", "http://user:password@pub.test/", "http://@pub.test/",
    "http://127.0.0.1#@pub.test/", "http://127.0.0.1?@pub.test/", "http://127.0.0.1%00.pub.test/", "http://127.0.0.1 .pub.test/",
    "http://pub.test%2f@127.0.0.1/", "http:///127.0.0.1/", "http:127.0.0.1/", "http:/127.0.0.1/", "http://", "http://:80/", "http://[::1", "http://[pub.test]/",
    "//127.0.0.1/", "127.0.0.1", "", "http://pub.test:0x50/", "http://pub.test:99999/", "http://pub.test:-1/",
    "http://pub.test/\r\nX-Evil: 1", "http://pub.test/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", "http://pub.test\r\n.127.0.0.1/",
    "http://pub.test/\x00", "\thttp://127.0.0.1/",
    "http://" + "a" * 64 + ".test/", "http://" + "a." * 200 + "test/", "http://.pub.test/", "http://pub..test/", "http://xn--/",
    "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "data:audio/mpeg;base64,SUQz", "gopher://127.0.0.1:6379/_INFO", "ftp://127.0.0.1/a.mp3",
    "unix:///var/run/docker.sock", "http+unix://%2Fvar%2Frun%2Fdocker.sock/info", "dict://127.0.0.1:11211/", "javascript:alert(1)", "ldap://127.0.0.1/",
    "http://pub.test:22/", "http://pub.test:25/", "http://pub.test:6379/", "http://pub.test:5432/", "https://pub.test:11211/",
]  # fmt: skip
ATTACKS = [*(f"http://{host}/a.mp3" for host in PRIVATE_HOSTS), *(f"https://{host}/" for host in PRIVATE_HOSTS[::7]), *ODD_ADDRESSES]


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    with faulty(answer(200, b"the secret", MP3)) as secret:
        internet = Internet(secret)
        internet.names |= {name: [[address]] for name, address in PRIVATE_NAMES.items()}
        play(internet, monkeypatch)
        yield internet
        internet.close()


def download(url: str, limit: int = 1_000_000, **options: Any) -> bytes:
    into = io.BytesIO()
    Outbound(**{"timeout": (2, 5), **options}).download(url, into, limit)
    return into.getvalue()


def redirect(location: str, status: int = 302) -> Script:
    return answer(status, b"", {"Location": location})


# What works.


def test_a_public_file_is_downloaded(internet: Internet):
    server, into = internet.serve(answer(200, MUSIC, MP3)), io.BytesIO()
    got = Outbound().download("http://pub.test/a%20b.mp3?x=1#part", into, len(MUSIC))
    assert into.getvalue() == MUSIC
    assert (got.mime, got.size) == ("audio/mpeg", len(MUSIC))
    head = server.seen[0].decode().split("\r\n")
    assert head[0] == "GET /a%20b.mp3?x=1 HTTP/1.1"
    assert "Host: pub.test" in head
    assert "Accept-Encoding: identity" in head
    assert internet.connected == [(PUBLIC, 80)]


def test_a_redirect_to_another_public_place_is_followed(internet: Internet):
    internet.serve(redirect("//cdn.test/b"))
    internet.names["cdn.test"] = [["151.101.1.1"]]
    internet.serve(answer(200, MUSIC, MP3), "151.101.1.1")
    into = io.BytesIO()
    assert Outbound().download("http://pub.test/a", into, 100_000).url == "http://cdn.test/b"
    assert into.getvalue() == MUSIC


def test_a_callback_is_posted_once_and_its_redirect_is_not_followed(internet: Internet):
    elsewhere = internet.serve(answer(200), "151.101.1.1")
    server = internet.serve(redirect("http://151.101.1.1/"))
    assert Outbound().post_json("http://pub.test/hooks/t", {"status": "SUCCESS", "title": "雨"}) == 302
    (request,) = server.seen
    assert request.startswith(b"POST /hooks/t HTTP/1.1")
    assert json.loads(request.partition(b"\r\n\r\n")[2]) == {"status": "SUCCESS", "title": "雨"}
    assert elsewhere.seen == []


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(TLS / "pub.test.crt"))


@pytest.mark.usefixtures("trusted")
def test_https_is_pinned_and_its_certificate_is_checked_by_name(internet: Internet):
    internet.serve(answer(200, MUSIC, MP3), port=443, tls=True)
    internet.names["pub.test"] = [[PUBLIC], ["127.0.0.1"]]
    internet.names["other.test"] = [[PUBLIC]]
    assert download("https://pub.test/a") == MUSIC
    with pytest.raises(OutboundFailed):
        download("https://other.test/a")
    assert internet.connected == [(PUBLIC, 443), (PUBLIC, 443)]


def test_a_certificate_of_nobody_is_not_trusted(internet: Internet):
    server = internet.serve(answer(200, MUSIC, MP3), port=443, tls=True)
    with pytest.raises(OutboundFailed):
        download("https://pub.test/a")
    assert server.seen == []


@pytest.mark.usefixtures("trusted")
def test_a_redirect_from_https_to_http_is_refused(internet: Internet):
    internet.serve(redirect("http://pub.test/b"), port=443, tls=True)
    plain = internet.serve(answer(200, MUSIC, MP3))
    with pytest.raises(OutboundRefused, match="from https to http"):
        download("https://pub.test/a")
    assert plain.seen == []


# What must not be reached.


def test_without_the_guard_the_secret_is_reached_so_that_these_tests_can_fail(internet: Internet):
    internet.names["rebind.test"] = [["127.0.0.1"]]
    internet.serve(redirect("http://10.0.0.5/"))
    urls = ["http://127.0.0.1/", "http://127.1/", "http://internal.corp/", "http://rebind.test/", "http://pub.test/", "http://0xa9fea9fe/"]
    with requests.Session() as session:
        for url in urls:
            assert session.get(url, timeout=5).content == b"the secret"
    assert len(internet.secret.seen) == len(urls)


@pytest.mark.parametrize("url", ATTACKS)
def test_nothing_that_is_not_public_is_reached(internet: Internet, url: str):
    public = internet.serve(answer(200, MUSIC, MP3))
    outbound = Outbound("http://127.0.0.1:8501", timeout=(2, 2))
    with pytest.raises(OutboundError):
        outbound.download(url, io.BytesIO(), 1_000)
    with pytest.raises(OutboundError):
        outbound.post_json(url, {})
    assert internet.secret.seen == []
    assert public.seen == []


@pytest.mark.parametrize("url", [url for url in ATTACKS if url.isprintable() and url])
@pytest.mark.parametrize("status", [301, 307])
def test_no_redirect_leads_to_what_is_not_public(internet: Internet, url: str, status: int):
    server = internet.serve(redirect(url, status))
    with pytest.raises(OutboundError):
        download("http://pub.test/a")
    assert internet.secret.seen == []
    assert len(server.seen) <= REDIRECTS + 1


def test_a_fragment_does_not_change_the_place(internet: Internet):
    internet.serve(answer(200, MUSIC, MP3))
    assert download("http://pub.test#@127.0.0.1/") == MUSIC
    assert internet.connected == [(PUBLIC, 80)]


def test_a_name_that_changes_its_address_is_looked_up_once(internet: Internet):
    internet.serve(answer(200, MUSIC, MP3))
    internet.names["rebind.test"] = [[PUBLIC], ["127.0.0.1"]]
    assert download("http://rebind.test/") == MUSIC
    with pytest.raises(OutboundRefused):
        download("http://rebind.test/")
    assert internet.secret.seen == []


def test_a_redirect_to_its_own_rebound_name_is_refused(internet: Internet):
    internet.serve(redirect("/again"))
    internet.names["rebind.test"] = [[PUBLIC], ["127.0.0.1"]]
    with pytest.raises(OutboundRefused):
        download("http://rebind.test/")
    assert internet.secret.seen == []


@pytest.mark.parametrize("answers", [["127.0.0.1", PUBLIC], [PUBLIC, "127.0.0.1"]])
def test_of_a_mixed_answer_only_a_public_address_is_ever_used(internet: Internet, answers: list[str]):
    internet.serve(drop)
    internet.names["mixed.test"] = [answers]
    with pytest.raises(OutboundError):
        download("http://mixed.test/")
    assert internet.secret.seen == []


def test_an_endless_chain_of_redirects_ends(internet: Internet):
    server = internet.serve(redirect("/again"))
    with pytest.raises(OutboundRefused, match="more than 5 redirects"):
        download("http://pub.test/a")
    assert len(server.seen) == REDIRECTS + 1


def test_no_proxy_of_the_environment_is_used(internet: Internet, monkeypatch: pytest.MonkeyPatch):
    internet.serve(answer(200, MUSIC, MP3))
    for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.0.0.5:3128")
    assert download("http://pub.test/a") == MUSIC
    assert internet.secret.seen == []


def test_cookies_do_not_go_from_one_place_to_the_next(internet: Internet):
    server = internet.serve(answer(302, b"", {"Location": "/b", "Set-Cookie": "a=b; Domain=pub.test"}))
    with pytest.raises(OutboundRefused):
        download("http://pub.test/a")
    assert b"Cookie" not in b"".join(server.seen)


# Our own origin.


def test_our_own_origin_is_reached_and_no_other_port_host_or_look_alike(internet: Internet):
    own, other = internet.own(answer(200, MUSIC, MP3)), internet.own(answer(200, b"other"))
    internet.names[f"127.0.0.1:{own.port}.evil.test"] = [["127.0.0.1"]]
    into, outbound = io.BytesIO(), Outbound(own.origin)
    assert outbound.download(f"{own.origin}/tracks/a.mp3", into, 100_000).size == len(MUSIC)
    assert outbound.post_json(f"{own.origin}/hooks/t", {}) == 200
    for url in (
        other.origin + "/a",
        f"http://localhost:{own.port}/a",
        f"https://127.0.0.1:{own.port}/a",
        f"http://127.0.0.1:{own.port}0/a",
        f"http://127.0.0.1:{own.port}.evil.test/a",
        f"{own.origin}@{PUBLIC}/a",
        own.origin,
    ):
        with pytest.raises(OutboundError):
            outbound.download(url, io.BytesIO(), 100_000)
    assert len(own.seen) == 2
    assert other.seen == internet.secret.seen == []


def test_nobody_redirects_us_to_our_own_origin(internet: Internet):
    own = internet.own(answer(200, MUSIC, MP3))
    internet.serve(redirect(f"{own.origin}/producer/v1/fetch?jobId=1"))
    with pytest.raises(OutboundRefused):
        download("http://pub.test/a", own_origin=own.origin)
    assert own.seen == []


# Time and size.


def test_a_file_at_the_limit_is_taken_and_one_byte_more_is_refused(internet: Internet):
    internet.serve(answer(200, MUSIC, MP3))
    assert download("http://pub.test/a", limit=len(MUSIC)) == MUSIC
    with pytest.raises(OutboundRefused, match="more than is allowed"):
        download("http://pub.test/a", limit=len(MUSIC) - 1)


def test_an_endless_chunked_body_stops_at_the_limit(internet: Internet):
    internet.serve(endless(CHUNKED, b"10000\r\n" + b"a" * 65536 + b"\r\n"))
    into = io.BytesIO()
    with pytest.raises(OutboundRefused, match="more than is allowed"):
        Outbound().download("http://pub.test/a", into, 1_000_000)
    assert into.tell() <= 1_000_000


def test_a_gzip_bomb_stops_at_the_limit(internet: Internet):
    internet.serve(answer(200, gzip.compress(bytes(50_000_000)), {"Content-Encoding": "gzip"}))
    into = io.BytesIO()
    with pytest.raises(OutboundRefused, match="more than is allowed"):
        Outbound().download("http://pub.test/a", into, 1_000_000)
    assert into.tell() <= 1_000_000


def test_what_is_compressed_all_the_same_is_unpacked(internet: Internet):
    internet.serve(answer(200, gzip.compress(MUSIC), {"Content-Encoding": "gzip"}))
    assert download("http://pub.test/a") == MUSIC


def test_a_trickling_body_is_given_up_on_when_the_clock_says_so(internet: Internet):
    internet.serve(trickle(CHUNKED, b"1\r\na\r\n", every=0.001))
    ticks = iter(range(1_000_000))
    with pytest.raises(OutboundFailed, match="too long"):
        download("http://pub.test/a", seconds=20, clock=lambda: float(next(ticks)))
    assert next(ticks) < 30


@pytest.mark.parametrize(
    "script",
    [trickle(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), trickle(b"", b"H"), silent, endless(b"HTTP/1.1 200 OK\r\nX-A: ", b"a" * 65536)],
    ids=["slow headers", "slow status line", "silence", "a header of megabytes"],
)
def test_headers_that_never_end_are_given_up_on(internet: Internet, script: Script):
    internet.serve(script)
    for call in (lambda o: o.download("http://pub.test/a", io.BytesIO(), 10), lambda o: o.post_json("http://pub.test/a", {})):
        with pytest.raises(OutboundFailed):
            call(Outbound(timeout=(2, 0.3)))


def test_a_tls_handshake_that_never_ends_is_given_up_on(internet: Internet):
    internet.serve(trickle(b"\x16\x03\x03\x40\x00", b"\x00"), port=443)
    with pytest.raises(OutboundFailed):
        download("https://pub.test/a", timeout=(0.3, 60))


BROKEN: dict[str, Script] = {
    "closed": drop,
    "reset": reset,
    "less than promised": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nabc"),
    "no number": raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "no HTTP": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "no gzip": answer(200, b"abc", {"Content-Encoding": "gzip"}),
    "403": answer(403, b"expired"),
    "404": answer(404, b"gone"),
    "500": answer(500),
    "redirect to nowhere": answer(302),
    "part": answer(206, b"abc"),
    "half the headers": raw(b"HTTP/1.1 200 OK\r\nX-A: b\r\n"),
    "nothing": answer(200),
}


@pytest.mark.parametrize("script", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_download_failed_and_may_be_tried_again(internet: Internet, script: Script):
    internet.serve(script)
    with pytest.raises(OutboundFailed):
        download("http://pub.test/a")


@pytest.mark.parametrize("status", [403, 404, 410, 500])
def test_a_refused_download_tells_its_status(internet: Internet, status: int):
    internet.serve(answer(status))
    with pytest.raises(OutboundFailed) as caught:
        download("http://pub.test/a")
    assert caught.value.status == status


def test_more_than_promised_is_cut_at_the_promise(internet: Internet):
    internet.serve(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef"))
    assert download("http://pub.test/a") == b"abc"


# What is told.


@pytest.mark.parametrize("script", [*BROKEN.values(), redirect("http://10.0.0.5/token"), redirect("http://u@pub.test/token")])
def test_no_error_and_no_log_holds_more_of_an_address_than_its_host(internet: Internet, script: Script, caplog: pytest.LogCaptureFixture):
    internet.serve(script)
    caplog.set_level(logging.INFO)
    calls: list[Callable[[], object]] = [lambda: download("http://pub.test/hooks/token?key=token")]
    for call in calls:
        with pytest.raises(OutboundError) as caught:
            call()
        assert "token" not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert "token" not in caplog.text


@given(st.text(max_size=60) | st.text(max_size=40).map(lambda text: f"http://{text}"))
def test_any_text_is_a_web_address_or_refused(text: str):
    try:
        url = checked(text)
    except OutboundRefused:
        return
    assert url.startswith(("http://", "https://"))
    assert not set("\\\r\n\t #") & set(url)
