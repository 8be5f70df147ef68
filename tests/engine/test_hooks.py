"""The callbacks, received by somebody who listens on loopback."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from engine import hooks
from engine.jobs import Jobs
from tests.waiting import until

from .conftest import House, Listener, served


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "WAITS", (0.0,) * len(hooks.WAITS))


def nothing_due(data_dir: Path) -> bool:
    with closing(Jobs(data_dir / "engine.db")) as jobs:
        return jobs.next_hook() is None


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
    until(lambda: nothing_due(tmp_path) and len(listener.bodies) == 4)


def test_a_callback_that_is_never_taken_is_given_up(serve: Callable[..., House], listen: Callable[..., Listener], tmp_path: Path) -> None:
    listener = listen(500)
    house = serve(tmp_path, outbound=listener.outbound)
    job_id = house.api.submit(hook_url=listener.url)
    house.api.finished(job_id)
    until(lambda: nothing_due(tmp_path))
    assert len(listener.bodies) == 5
    assert house.api.fetch(job_id)["status"] == "SUCCESS"


def test_a_private_address_is_never_called(
    house: House, listen: Callable[..., Listener], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a word from whoever runs it, the engine calls back to its own origin and to public addresses."""
    listener = listen()
    house.api.finished(house.api.submit(hook_url=listener.url))
    until(lambda: nothing_due(tmp_path))
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


class Breaking:
    """A way out with a mistake in it."""

    def __init__(self) -> None:
        self.tries: list[str] = []

    def post_json(self, url: str, body: dict[str, Any]) -> int:
        self.tries.append(url)
        if "bad" in url:
            raise RuntimeError(url)
        return 200


def test_a_callback_that_breaks_something_holds_up_no_other(
    serve: Callable[..., House], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    outbound = Breaking()
    house = serve(tmp_path, outbound=outbound)
    house.api.submit(hook_url="http://bad.example/")
    house.api.submit(hook_url="http://good.example/")
    until(lambda: "http://good.example/" in outbound.tries)
    until(lambda: nothing_due(tmp_path) and len(outbound.tries) == 6)
    assert "bad.example" not in caplog.text


def test_nobody_waits_for_a_callback_that_hangs(serve: Callable[..., House], listen: Callable[..., Listener], tmp_path: Path) -> None:
    listener = listen()
    listener.hold.clear()
    house = serve(tmp_path, outbound=listener.outbound)
    house.api.submit(hook_url=listener.url)
    until(lambda: listener.bodies)
    assert house.api.finished(house.api.submit())["status"] == "SUCCESS"
