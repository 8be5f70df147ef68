"""Every setting: where it comes from, what is refused and how, and that the document tells the truth."""

import os
import socket
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import SecretStr

import settings as settings_module
from docs import generate
from settings import PROVIDER_API_URL, Settings, SettingsError, check_data_dir, check_port, is_loopback, main

ROOT = Path(__file__).parents[1]
KEY = "marsupilami-4711-key"
NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings in the environment, and a folder without secrets."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def secrets(text: str | bytes) -> None:
    file = Path(".streamlit/secrets.toml")
    file.parent.mkdir()
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def refused(**values: object) -> str:
    """What is said of a value that cannot be used, after a look that it is one line without the key."""
    with pytest.raises(SettingsError) as caught:
        Settings(**values)
    told = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=not values).format())
    assert KEY not in told + repr(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.__context__ is None
    return str(caught.value)


# What is in force.


def test_none_is_needed():
    settings = Settings()
    assert settings.embedded
    assert (settings.provider, settings.api_url, settings.host, settings.port) == ("engine", None, "127.0.0.1", 8501)
    assert settings.data_dir.is_absolute()
    assert settings.data_dir.name == "producer-studio"
    assert settings.tt_api_key is settings.producer_api_url is settings.public_url is None


def test_all_come_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    values = {"TT_API_KEY": KEY, "PRODUCER_API_URL": "https://API.example:8443/producer/v1/", "PUBLIC_URL": "https://studio.example/"}
    for name, value in {**values, "DATA_DIR": "here", "HOST": "0.0.0.0", "PORT": "9000"}.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.tt_api_key == SecretStr(KEY)
    assert (settings.api_url, settings.public_url) == ("https://API.example:8443/producer/v1", "https://studio.example")
    assert (settings.data_dir, settings.host, settings.port) == (Path.cwd() / "here", "0.0.0.0", 9000)
    assert (settings.embedded, settings.provider) == (False, "api.example:8443")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_value_is_none_at_all(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(name, "")
    assert Settings() == Settings(tt_api_key=None)


def test_a_key_means_the_provider():
    settings = Settings(tt_api_key=SecretStr(KEY))
    assert (settings.embedded, settings.provider, settings.api_url) == (False, "api.ttapi.io", PROVIDER_API_URL)


def test_a_test_key_means_the_engine():
    settings = Settings(tt_api_key=SecretStr("test_402"))
    assert (settings.embedded, settings.provider, settings.api_url) == (True, "engine", None)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8600/producer/v1", "http://localhost:8600/producer/v1", "http://[::1]:8600/producer/v1"])
def test_a_test_key_may_go_to_an_engine_on_this_machine(url: str):
    settings = Settings(tt_api_key=SecretStr("test_402"), producer_api_url=url)
    assert (settings.embedded, settings.api_url) == (False, url)


def test_the_key_of_the_secrets_file_stands_in_its_section():
    secrets(f'[ttapi]\napi_key = "{KEY}"\n[auth]\ncookie_secret = "x"\n')
    assert Settings().tt_api_key == SecretStr(KEY)


def test_the_environment_wins_over_the_secrets_file(monkeypatch: pytest.MonkeyPatch):
    secrets('[ttapi]\napi_key = "from the file"\n')
    monkeypatch.setenv("TT_API_KEY", KEY)
    assert Settings().tt_api_key == SecretStr(KEY)


@pytest.mark.parametrize("text", ["", "[auth]\na = 1\n", "[ttapi]\n", '[ttapi]\napi_key = ""\n', f'api_key = "{KEY}"\n'])
def test_a_secrets_file_without_a_key_in_its_section_is_fine(text: str):
    secrets(text)
    assert Settings().tt_api_key is None


def test_the_key_is_in_no_repr_of_the_settings():
    settings = Settings(tt_api_key=SecretStr(KEY))
    assert KEY not in repr(settings) + str(settings) + str(settings.model_dump()) + settings.model_dump_json()


# What is refused.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'[ttapi]\napi_key = "{KEY}', "not valid TOML (at "),
        (f"[ttapi]\napi_key = {KEY}\n", "not valid TOML (at line 2"),
        (f"[{KEY}]\n[{KEY}]\n", "not valid TOML (at line 2"),
        (b"\xff\xfe[ttapi]", "not valid TOML (not UTF-8 text)"),
        ('ttapi = "x"\n', "must be a section"),
        ("[ttapi]\napi_key = 12\n", "must be text in quotes"),
        (f'[ttapi]\napi_key = ["{KEY}"]\n', "must be text in quotes"),
    ],
)
def test_an_unreadable_secrets_file_is_named_and_its_content_is_not(text: str | bytes, told: str):
    secrets(text)
    message = refused()
    assert message.startswith(".streamlit/secrets.toml: ")
    assert told in message


def test_a_secrets_file_that_is_a_folder_is_named():
    Path(".streamlit/secrets.toml").mkdir(parents=True)
    assert "cannot be opened" in refused()


@pytest.mark.parametrize("key", [f"{KEY}\n", f" {KEY}", f"{KEY}\r\nX-Evil: 1", f"“{KEY}”", f"{KEY}é", f"ключ-{KEY}"])
def test_a_key_that_no_header_can_carry_is_refused_with_the_place(key: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TT_API_KEY", key)
    message = refused()
    assert message.startswith("TT_API_KEY: character ")
    assert "copy the key again" in message


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "80.5", "8501 8502"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PORT", port)
    assert refused().startswith("PORT: ")


@pytest.mark.parametrize(
    "url", ["studio.example", "ftp://studio.example", "https://", "http://u:p@studio.example", "https://a.example/?b", "http://a b", "x"]
)
@pytest.mark.parametrize("name", ["PUBLIC_URL", "PRODUCER_API_URL"])
def test_an_address_that_is_none_is_refused(name: str, url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TT_API_KEY", KEY)
    monkeypatch.setenv(name, url)
    message = refused()
    assert message.startswith(f"{name}: it must be a web address")


@pytest.mark.parametrize("host", ["http://127.0.0.1", "127.0.0.1/8", "a b", "-x;y", "a..b", "a" * 64])
def test_a_host_that_is_none_is_refused(host: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOST", host)
    assert refused().startswith("HOST: ")


def test_the_home_of_nobody_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATA_DIR", "~nobody-of-this-name/studio")
    assert refused().startswith("DATA_DIR: there is no home folder ~nobody-of-this-name")


def test_an_address_without_a_key_is_refused():
    assert "set both" in refused(producer_api_url="https://api.example/producer/v1")


@pytest.mark.parametrize("host", ["api.ttapi.io", "127.0.0.1.example", "10.0.0.1", "0.0.0.0"])
def test_a_test_key_with_an_address_elsewhere_is_refused(host: str):
    message = refused(tt_api_key=SecretStr(f"test_{KEY}"), producer_api_url=f"https://{host}/producer/v1")
    assert "sent to this machine only" in message


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NAMES), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30))
def test_any_value_is_in_force_or_refused_in_one_line(name: str, value: str):
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv(name, value)
        try:
            settings = Settings()
        except SettingsError as error:
            problem = str(error)
        else:
            assert 1 <= settings.port <= 65535
            return
    assert len(problem.splitlines()) == 1


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1", True),
        ("http://127.9.9.9:1/a", True),
        ("https://localhost", True),
        ("http://[::1]:8", True),
        ("http://0.0.0.0", False),
        ("http://127.1", False),
        ("http://localhost.example", False),
        ("http://127.0.0.1@a.example", False),
        ("http://a.example#127.0.0.1", False),
    ],
)
def test_loopback_is_told_by_the_host_alone(url: str, here: bool):
    assert is_loopback(url) is here


# Before the start.


def test_the_data_folder_is_made(tmp_path: Path):
    check_data_dir(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_data_folder_that_cannot_be_one_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(SettingsError, match=r"DATA_DIR: .*choose another folder"):
            check_data_dir(folder)


def test_a_data_folder_on_a_full_disk_is_refused(tmp_path: Path):
    """A limit on the size of files stands in for the full disk: both refuse the bytes and not the empty file."""
    check = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); {FULL}"
    run = subprocess.run([sys.executable, "-c", check, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.stdout == "", "it was taken"
    assert f"DATA_DIR: {tmp_path} cannot be written to (File too large)" in run.stderr
    assert list(tmp_path.iterdir()) == []


FULL = """
import sys
from pathlib import Path
from settings import SettingsError, check_data_dir
try:
    check_data_dir(Path(sys.argv[1]))
    print("taken")
except SettingsError as error:
    sys.stderr.write(str(error))
"""


def test_a_port_in_use_is_named_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"port {port} is in use on 127\.0\.0\.1.*PORT=") as caught:
            check_port("127.0.0.1", port)
    assert "\n" not in str(caught.value)
    check_port("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(SettingsError, match=r"HOST: this machine cannot listen on 192\.0\.2\.1"):
        check_port("192.0.2.1", 0)


def test_the_pre_flight_is_silent_when_all_is_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture):
    monkeypatch.setattr(settings_module, "check_port", lambda host, port: None)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    assert main() == 0
    assert capsys.readouterr() == ("", "")


def test_the_pre_flight_as_a_command_says_one_line_and_exits_2(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = str(door.getsockname()[1])
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": port, "DATA_DIR": str(tmp_path / "data")}
        run = subprocess.run([sys.executable, "-m", "settings"], env=env, capture_output=True, text=True, timeout=60)
        assert (run.returncode, run.stdout) == (2, "")
        assert (
            run.stderr == f"PORT: port {port} is in use on 127.0.0.1. Stop what runs there, or choose another port: PORT={int(port) + 1}\n"
        )
        run = subprocess.run([sys.executable, "-m", "settings"], env={**env, "PORT": "many"}, capture_output=True, text=True, timeout=60)
        assert (run.returncode, run.stderr.count("\n")) == (2, 1)


# The document.


def test_every_setting_is_documented_as_the_class_has_it():
    assert generate.out_of_date("settings.md") == "", "run `python -m docs.generate`"


def test_no_other_setting_is_read_from_the_environment_of_these_modules():
    for file in [ROOT / "settings.py", *(ROOT / "producer").glob("*.py")]:
        assert "environ" not in file.read_text().replace("the environment", ""), file
