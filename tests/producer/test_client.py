"""The client over real HTTP: against an ordinary answer, and against everything that can go wrong with one."""

import json
import logging
import socket
import threading
import traceback
from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from producer import client as client_module
from producer import contract, errors
from producer.client import NO_JOB, Client
from settings import SettingsError
from tests.producer.faulty import CHUNKED, Faulty, Script, answer, drop, endless, faulty, raw, reset, silent, trickle

KEY = "marsupilami-4711-key"
SONG = contract.Music(sound_prompt="rain on a tin roof")
ACCEPTED = b'{"status":"SUCCESS","message":"success","data":{"jobId":"j"}}'
RUNNING = b'{"status":"ON_QUEUE","message":null,"jobId":"j","data":{"jobId":"j","musics":null}}'


def client_of(server: Faulty, **options: object) -> Client:
    return Client(f"{server.origin}/producer/v1", KEY, **{"timeout": (2, 5), **options})  # type: ignore[arg-type]


def refused_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


def head_and_body(request: bytes) -> tuple[list[str], bytes]:
    head, _, body = request.partition(b"\r\n\r\n")
    return head.decode().split("\r\n"), body


# What is sent.


def test_a_submit_is_one_post_with_the_key_and_the_contracts_names():
    with faulty(answer(200, ACCEPTED)) as server:
        assert client_of(server).submit(SONG).job_id == "j"
    (request,) = server.seen
    head, body = head_and_body(request)
    assert head[0] == "POST /producer/v1/music HTTP/1.1"
    assert f"TT-API-KEY: {KEY}" in head
    assert "Content-Type: application/json" in head
    assert json.loads(body) == {"sound_prompt": "rain on a tin roof", "lyrics_text": ""}


def test_emoji_and_other_scripts_arrive_as_they_were_typed():
    with faulty(answer(200, ACCEPTED)) as server:
        client_of(server).submit(contract.Music(sound_prompt="🎹 雨 مطر"))
    assert json.loads(head_and_body(server.seen[0])[1])["sound_prompt"] == "🎹 雨 مطر"


@pytest.mark.parametrize(
    ("request_", "takes"), [(SONG, True), (contract.Stems(music_id="m"), True), (contract.Download(music_id="m", format="wav"), False)]
)
def test_the_hook_url_is_sent_where_the_action_takes_one(request_: contract.Request, takes: bool):
    with faulty(answer(200, ACCEPTED)) as server:
        client_of(server).submit(request_, hook_url="https://studio.example/hooks/t")
    assert json.loads(head_and_body(server.seen[0])[1]).get("hook_url") == ("https://studio.example/hooks/t" if takes else None)


def test_a_fetch_is_a_get_that_quotes_the_job_id():
    with faulty(answer(200, RUNNING.replace(b'"j"', b'"a&b=c/../d"'))) as server:
        assert client_of(server).fetch("a&b=c/../d").running
    assert head_and_body(server.seen[0])[0][0] == "GET /producer/v1/fetch?jobId=a%26b%3Dc%2F..%2Fd HTTP/1.1"


def test_an_action_that_answers_at_once_needs_no_job():
    with faulty(answer(200, b'{"status":"SUCCESS","data":{"videoUrl":"https://a.example/v.mp4","status":"complete"}}')) as server:
        accepted = client_of(server).submit(contract.GenerateVideo(music_id="m"))
    assert (accepted.job_id, accepted.data["status"]) == (None, "complete")


def test_an_accepted_job_without_a_name_is_ambiguous():
    with faulty(answer(200, b'{"status":"SUCCESS","data":{"eta":30}}')) as server, pytest.raises(errors.Ambiguous, match="names no job"):
        client_of(server).submit(SONG)


def test_a_record_of_another_job_is_not_taken():
    with faulty(answer(200, RUNNING)) as server, pytest.raises(errors.Transport, match="another job"):
        client_of(server).fetch("k")


# What goes wrong.

BROKEN_ANSWERS: dict[str, Script] = {
    "closed without a word": drop,
    "reset": reset,
    "no answer": silent,
    "half a status line": raw(b"HTTP/1.1 20"),
    "no HTTP at all": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "half a body": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + ACCEPTED),
    "half a chunk": raw(CHUNKED + b"ff\r\n" + ACCEPTED),
    "no chunk": raw(CHUNKED + b"zz\r\n"),
    "invalid JSON": answer(200, b'{"status":"SUCC'),
    "a page": answer(200, b"<html>It works</html>", {"Content-Type": "text/html"}),
    "nothing": answer(200, b""),
    "a broken gzip": answer(200, b"not gzip at all", {"Content-Encoding": "gzip"}),
    "slow headers": trickle(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "one endless header": endless(b"HTTP/1.1 200 OK\r\nX-A: ", b"a" * 65536),
    "endless headers": endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 1000),
    "an endless body": endless(CHUNKED, b"10000\r\n" + b" " * 65536 + b"\r\n"),
    "status 500": answer(500, b"{}"),
    "status 504": answer(504, b"<html>"),
}


@pytest.mark.parametrize("script", BROKEN_ANSWERS.values(), ids=list(BROKEN_ANSWERS))
def test_a_broken_answer_to_a_submit_is_ambiguous_and_the_post_is_sent_once(script: Script):
    with faulty(script) as server, pytest.raises(errors.Ambiguous):
        client_of(server, timeout=(2, 0.5)).submit(SONG)
    assert len(server.seen) == 1


@pytest.mark.parametrize("script", BROKEN_ANSWERS.values(), ids=list(BROKEN_ANSWERS))
def test_a_broken_answer_to_a_fetch_can_be_repeated_and_is_not_by_itself(script: Script):
    with faulty(script) as server, pytest.raises(errors.Transport):
        client_of(server, timeout=(2, 0.5)).fetch("j")
    assert len(server.seen) == 1


def test_a_body_that_never_ends_is_given_up_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(client_module, "ANSWER_SECONDS", 0.3)
    with faulty(trickle(CHUNKED, b"1\r\n \r\n")) as server, pytest.raises(errors.Ambiguous, match="longer than allowed"):
        client_of(server).submit(SONG)


def test_a_refused_connection_is_certainly_not_accepted():
    with pytest.raises(errors.Transport, match="refused"):
        Client(f"http://127.0.0.1:{refused_port()}/producer/v1", KEY).submit(SONG)


def test_an_unknown_name_is_certainly_not_accepted(monkeypatch: pytest.MonkeyPatch):
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(errors.Transport, match="name is not known"):
        Client("http://api.example/producer/v1", KEY).submit(SONG)


def test_a_connection_that_is_never_made_is_certainly_not_accepted(monkeypatch: pytest.MonkeyPatch):
    def too_long(*_: object) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr(socket.socket, "connect", too_long)
    with pytest.raises(errors.Transport, match="too long to connect"):
        Client("http://127.0.0.1:9/producer/v1", KEY).submit(SONG)


def test_a_submit_never_goes_over_a_used_connection_that_may_be_stale():
    def serve_once_and_drop_the_next(connection: socket.socket, request: bytes) -> None:
        body = RUNNING if request.startswith(b"GET") else ACCEPTED
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        connection.recv(1)

    with faulty(serve_once_and_drop_the_next) as server:
        client = client_of(server)
        client.fetch("j")
        assert client.submit(SONG).job_id == "j"
    assert len(server.seen) == 2


@pytest.mark.parametrize(("status", "kind"), [(429, errors.Busy), (499, errors.Busy), (400, errors.Rejected), (404, errors.NotFound)])
def test_a_refusal_comes_with_its_reason_and_its_wait(status: int, kind: type[errors.ProducerError]):
    refusal = answer(status, b'{"status":"FAILED","message":"too much rain","data":null}', {"Retry-After": "9"})
    with faulty(refusal) as server, pytest.raises(kind, match="too much rain") as caught:
        client_of(server).submit(SONG)
    assert caught.value.retry_after == 9


def test_a_retry_date_is_measured_on_the_given_clock():
    with faulty(answer(429, b"", {"Retry-After": "Thu, 01 Jan 1970 00:01:40 GMT"})) as server, pytest.raises(errors.Busy) as caught:
        client_of(server, clock=lambda: 60.0).submit(SONG)
    assert caught.value.retry_after == 40


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(status: int):
    with (
        faulty(answer(200, ACCEPTED)) as elsewhere,
        faulty(answer(status, b"", {"Location": f"{elsewhere.origin}/producer/v1/music"})) as server,
    ):
        with pytest.raises(errors.Ambiguous):
            client_of(server).submit(SONG)
        with pytest.raises(errors.Transport):
            client_of(server).fetch("j")
        assert elsewhere.seen == []


def test_proxies_and_netrc_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path):
    with faulty(answer(200, ACCEPTED)) as proxy, faulty(answer(200, ACCEPTED)) as server:
        monkeypatch.setenv("http_proxy", proxy.origin)
        monkeypatch.setenv("ALL_PROXY", proxy.origin)
        monkeypatch.delenv("no_proxy", raising=False)
        (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b")
        monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
        client_of(server).submit(SONG)
        assert proxy.seen == []
    assert b"Authorization" not in server.seen[0]


def test_one_client_serves_many_threads():
    def script(connection: socket.socket, request: bytes) -> None:
        job = request.split(b"jobId=")[1].split(b" ")[0]
        answer(200, RUNNING.replace(b'"j"', b'"%s"' % job))(connection, request)

    seen: list[str | None] = []
    with faulty(script) as server:
        client = client_of(server)
        threads = [threading.Thread(target=lambda n=n: seen.append(client.fetch(f"job-{n}").job_id)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert sorted(map(str, seen)) == [f"job-{n}" for n in range(8)]


# Whether it answers.


@pytest.mark.parametrize("status", [400, 404])
def test_a_provider_that_does_not_know_a_nonsense_job_answers_and_takes_the_key(status: int):
    with faulty(answer(status, b'{"status":"FAILED","message":"","data":null}')) as server:
        answering = client_of(server).answering()
    assert (answering.ok, answering.problem) == (True, None)
    assert NO_JOB.encode() in server.seen[0]


@pytest.mark.parametrize(
    ("status", "kind"), [(401, errors.Unauthorized), (402, errors.OutOfQuota), (429, errors.Busy), (503, errors.Transport)]
)
def test_what_keeps_a_provider_from_answering_is_told(status: int, kind: type[errors.ProducerError]):
    with faulty(answer(status)) as server:
        answering = client_of(server).answering()
    assert not answering.ok
    assert isinstance(answering.problem, kind)


def test_a_provider_that_is_not_there_does_not_answer():
    answering = Client(f"http://127.0.0.1:{refused_port()}/producer/v1", KEY).answering()
    assert not answering.ok
    assert isinstance(answering.problem, errors.Transport)


# TLS.


def test_a_certificate_of_nobody_means_certainly_not_accepted():
    with faulty(answer(200, ACCEPTED), tls=True) as server, pytest.raises(errors.Transport, match="secure connection"):
        Client(server.origin.replace("http:", "https:"), KEY).submit(SONG)
    assert server.seen == []


def test_a_handshake_that_never_ends_means_certainly_not_accepted():
    with socket.create_server(("127.0.0.1", 0)) as door, pytest.raises(errors.Transport, match="too long to connect"):
        Client(f"https://127.0.0.1:{door.getsockname()[1]}", KEY, timeout=(0.3, 5)).submit(SONG)


# The key.


def everything_told(error: BaseException) -> str:
    """All that a crash reporter could print of an error: text, repr, and every local of every frame of every cause."""
    text = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    chain, seen = [error], ""
    while chain:
        one = chain.pop()
        seen += repr(one) + str(one) + repr(vars(one))
        chain += [each for each in (one.__cause__, one.__context__) if each]
        seen += "".join(traceback.TracebackException(type(one), one, one.__traceback__, capture_locals=True).format())
    return text + seen


def echo(connection: socket.socket, request: bytes) -> None:
    """A provider that says the key back in its message, its Retry-After and its redirect."""
    body = json.dumps({"status": "FAILED", "message": f"bad key {KEY}", "data": None}).encode()
    answer(401, body, {"Retry-After": KEY, "Location": f"http://127.0.0.1/{KEY}"})(connection, request)


@pytest.fixture
def all_logs() -> Iterator[list[str]]:
    """Every record of every logger, at every level."""
    seen: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record.getMessage())

    root, keep = logging.getLogger(), Keep(level=0)
    level = root.level
    root.addHandler(keep)
    root.setLevel(0)
    yield seen
    root.removeHandler(keep)
    root.setLevel(level)


@pytest.mark.parametrize("script", [*BROKEN_ANSWERS.values(), echo], ids=[*BROKEN_ANSWERS, "echo"])
@pytest.mark.parametrize("call", [lambda c: c.submit(SONG), lambda c: c.fetch("j")], ids=["submit", "fetch"])
def test_the_key_is_in_no_error_no_local_and_no_log(script: Script, call: Callable[[Client], object], all_logs: list[str]):
    with faulty(script) as server:
        client = client_of(server, timeout=(2, 0.3))
        with pytest.raises(errors.ProducerError) as caught:
            call(client)
    assert KEY in server.seen[0].decode()
    assert KEY not in everything_told(caught.value)
    assert KEY not in "".join(all_logs)
    assert KEY not in repr(client) + str(client) + repr(vars(client))


def test_the_key_is_in_no_error_of_a_refused_connection(all_logs: list[str]):
    with pytest.raises(errors.Transport) as caught:
        Client(f"http://127.0.0.1:{refused_port()}/producer/v1", KEY).submit(SONG)
    assert KEY not in everything_told(caught.value) + "".join(all_logs)


@pytest.mark.parametrize("escape", [lambda text: text, lambda text: text.replace("/", "\\/")], ids=["plain", "escaped slashes"])
def test_an_echoed_key_is_not_in_what_is_kept(escape: Callable[[str], str]):
    key = 'marsu/pil"ami/4711'
    body = escape(json.dumps({"status": "SUCCESS", "data": {"jobId": "j", "you": key}})).encode()
    with faulty(answer(200, body)) as server:
        accepted = Client(server.origin, key).submit(SONG)
    assert accepted.data == {"jobId": "j", "you": "(key)"}


@pytest.mark.parametrize("key", ["", "abc\ndef", "abc\r\nX-Evil: 1", " abc", "abc ", "clé", "ключ", "a\x00b", "“abc”"])
def test_a_key_that_no_header_can_carry_is_refused_before_any_request(key: str):
    for form in (key, SecretStr(key)):
        with pytest.raises(SettingsError) as caught:
            Client("http://127.0.0.1:9/producer/v1", form)
        assert not key.strip() or key not in str(caught.value)


@pytest.mark.parametrize("host", ["api.ttapi.io", "127.0.0.1.example", "localhost.example", "10.0.0.1", "0.0.0.0", "2130706433", "[::2]"])
def test_a_test_key_goes_to_this_machine_only(host: str):
    key = SecretStr("test_" + KEY)
    with pytest.raises(SettingsError, match="this machine only") as caught:
        Client(f"http://{host}/producer/v1", key)
    assert KEY not in everything_told(caught.value)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:9", "http://localhost:9", "http://[::1]:9", "http://127.8.9.1"])
def test_a_test_key_is_taken_for_this_machine(origin: str):
    assert Client(f"{origin}/producer/v1/", "test_402").base_url == f"{origin}/producer/v1"


@pytest.mark.parametrize(
    "url", ["", "api.ttapi.io", "ftp://a.example", "http://", "http://u:p@a.example", "http://a.example/?x=1", "http://a.example:99999"]
)
def test_an_address_that_is_none_is_refused(url: str):
    with pytest.raises(SettingsError):
        Client(url, KEY)


def test_nothing_of_the_client_hangs_on_after_its_calls():
    with faulty(answer(200, RUNNING)) as server:
        client = client_of(server)
        for _ in range(20):
            client.fetch("j")
        assert not [t for t in threading.enumerate() if isinstance(t, threading.Timer) and not t.finished.is_set()]
