"""Connection, through the frame."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from producer import errors
from producer.client import Answering


def texts(at: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "warning", "button", "code")
    return "\n".join(str(getattr(e, "value", "") or "") + "\n" + str(getattr(e, "label", "") or "") for kind in kinds for e in at.get(kind))


def answered(at: AppTest) -> AppTest:
    """Let the page look until the answer is there."""
    end = time.monotonic() + 20
    while "Asking whether it answers" in texts(at) and time.monotonic() < end:
        at.session_state["answering"].result(timeout=20)
        at.run()
    return at


def test_on_the_engine_it_says_so_and_where_a_key_would_go(house, visit):
    at = visit("connection.py")
    assert at.title[0].value == "Connection"
    assert "**the engine on this computer**" in texts(at)
    assert '[ttapi]\napi_key = "your key"' in texts(at)
    assert "TT_API_KEY='your key' make run" in texts(at)
    assert "http://localhost:8501/producer/v1/music" in texts(at)


def test_every_setting_is_shown_and_no_secret(remote, visit):
    said = texts(visit("connection.py"))
    for name in ("TT_API_KEY", "PRODUCER_API_URL", "PUBLIC_URL", "DATA_DIR", "HOST", "PORT"):
        assert f"`{name}`" in said
    assert "set, not shown" in said
    assert "a-real-key" not in said
    assert "127\\.0\\.0\\.1\\:\u20609" in said


def test_a_provider_that_nobody_hears_of_is_told_without_waiting_for_it(remote, visit):
    at = answered(visit("connection.py"))
    assert "It does not answer" in at.warning[0].value
    assert "are not lost" in at.warning[0].value
    at.button(key="ask-again").click().run()
    assert "It does not answer" in answered(at).warning[0].value
    assert not at.exception


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (None, "It answers and takes the key, in 120 ms."),
        (errors.Unauthorized("no"), "does not accept the key"),
        (errors.OutOfQuota("no"), "no quota left"),
        (errors.Busy("no"), "busy at the moment"),
    ],
)
def test_every_answer_has_its_words(remote, visit, monkeypatch, problem, said):
    client = remote.studio.clients[remote.studio.provider]
    monkeypatch.setattr(client, "answering", lambda: Answering(ok=problem is None, seconds=0.12, problem=problem))
    assert said in texts(answered(visit("connection.py")))
