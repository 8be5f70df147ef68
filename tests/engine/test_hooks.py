"""The callbacks, received by somebody who listens on loopback."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import hooks

from .conftest import House, Listener, served, until


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "WAITS", (0.0,) * len(hooks.WAITS))


@pytest.mark.parametrize("prompt", ["a tone", "raise"])
def test_the_callback_has_the_body_of_fetch(
    serve: Callable[..., House], listen: Callable[..., Listener], tmp_path: Path, prompt: str
) -> None:
    listener = listen()
    house = serve(tmp_path, outbound=listener.outbound)
    job_id = house.api.submit(prompt, hook_url=listener.url)
    record = house.api.finished(job_id)
    until(lambda: listener.bodies)
    assert listener.bodies == [record]
    assert record["data"]["hookUrl"] == listener.url


def test_a_callback_that_is_not_taken_is_tried_again(serve: Callable[..., House], listen: Callable[..., Listener], tmp_path: Path) -> None:
    listener = listen(500, 404, 302, 204)
    house = serve(tmp_path, outbound=listener.outbound)
    house.api.submit(hook_url=listener.url)
    until(lambda: house.engine._jobs.next_hook() is None and len(listener.bodies) == 4)


def test_a_callback_that_is_never_taken_is_given_up(serve: Callable[..., House], listen: Callable[..., Listener], tmp_path: Path) -> None:
    listener = listen(500)
    house = serve(tmp_path, outbound=listener.outbound)
    job_id = house.api.submit(hook_url=listener.url)
    house.api.finished(job_id)
    until(lambda: house.engine._jobs.next_hook() is None)
    assert len(listener.bodies) == 5
    assert house.api.fetch(job_id)["status"] == "SUCCESS"


def test_a_private_address_is_never_called(house: House, listen: Callable[..., Listener], caplog: pytest.LogCaptureFixture) -> None:
    """Without a word from whoever runs it, the engine calls back to its own origin and to public addresses."""
    listener = listen()
    house.api.finished(house.api.submit(hook_url=listener.url))
    until(lambda: house.engine._jobs.next_hook() is None)
    assert listener.bodies == []
    assert "is not sent" in caplog.text
    assert "a-token" not in caplog.text


def test_a_callback_that_was_due_at_a_stop_is_made_after_the_next_start(listen: Callable[..., Listener], tmp_path: Path) -> None:
    listener = listen()
    listener.hold.clear()
    with served(tmp_path, outbound=listener.outbound) as house:
        record = house.api.finished(house.api.submit(hook_url=listener.url))
        until(lambda: listener.bodies)
    listener.hold.set()
    with served(tmp_path, outbound=listener.outbound):
        until(lambda: len(listener.bodies) == 2)
    assert [body["jobId"] for body in listener.bodies] == [record["jobId"]] * 2


def test_nobody_waits_for_a_callback_that_hangs(serve: Callable[..., House], listen: Callable[..., Listener], tmp_path: Path) -> None:
    listener = listen()
    listener.hold.clear()
    house = serve(tmp_path, outbound=listener.outbound)
    house.api.submit(hook_url=listener.url)
    until(lambda: listener.bodies)
    assert house.api.finished(house.api.submit())["status"] == "SUCCESS"
