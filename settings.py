"""Every setting, once. None is needed: without any, the dashboard runs on its embedded engine.

Values come from the environment, then the key alone from .streamlit/secrets.toml, section [ttapi], `api_key`.
`python -m settings` checks them, and the port, before the server starts. docs/settings.md describes them.
"""

import errno
import re
import socket
import sys
import tempfile
import tomllib
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

#: The provider's own address, used with a real key where PRODUCER_API_URL names no other.
PROVIDER_API_URL = "https://api.ttapi.io/producer/v1"
#: Keys that begin with this are for the engine only, and make it answer with documented failures.
TEST_KEY = "test_"
SECRETS = Path(".streamlit/secrets.toml")
#: Bytes that must fit into DATA_DIR: less than one song, more than an empty ledger.
_ROOM = 1024 * 1024


class SettingsError(Exception):
    """A setting cannot be used; the text says which, why and what to do, and never holds the key."""


def is_loopback(url: str) -> bool:
    """Whether a URL's host is this very machine, by its name or literal alone."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def checked_key(key: str) -> str:
    """The key, if an HTTP header can carry it. Raises ValueError, which names a place and not the key."""
    if found := re.search(r"[^\x21-\x7e]", key):
        kind = "a blank or line break" if found.group().isspace() else "not a plain letter, digit or sign"
        raise ValueError(f"character {found.start() + 1} of the key is {kind}; copy the key again, without anything around it")
    if not key:
        raise ValueError("the key is empty; paste the key, or remove the setting to use the embedded engine")
    return key


def checked_url(url: str) -> str:
    """A base URL without its last slash. Raises ValueError."""
    clean = url.strip().rstrip("/")
    if not re.fullmatch(r"https?://[\x21-\x7e]+", clean) or not _has_plain_host(clean):
        raise ValueError("it must be a web address such as https://studio.example.com, without a user, a query or a fragment")
    return clean


def _has_plain_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and not any(sign in url for sign in "@?#\\")
    except ValueError:
        return False


def _has_plain_labels(host: str) -> bool:
    """Whether the parts of a host's name are of a length that can be looked up."""
    return all(0 < len(label) < 64 for label in host.removesuffix(".").split("."))


class _Secrets(PydanticBaseSettingsSource):
    """The key from Streamlit's secrets file, where it stands nested: top-level secrets would be exported to the environment."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        section = _read_secrets().get("ttapi", {})
        if not isinstance(section, dict):
            raise SettingsError(f"{SECRETS}: ttapi must be a section, [ttapi], with a line api_key = \"…\" below it.")
        key = section.get("api_key")
        if key is not None and not isinstance(key, str):
            raise SettingsError(f"{SECRETS}: api_key must be text in quotes.")
        return {"tt_api_key": key} if key else {}


def _read_secrets() -> dict[str, Any]:
    """The file's content, or nothing where there is no file. The message tells a place at most: the file is full of secrets."""
    try:
        return tomllib.loads(SECRETS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except NotADirectoryError:
        return {}
    except OSError as error:
        problem = f"it cannot be opened ({error.strerror})"
    except ValueError as error:
        place = re.search(r"at line \d+, column \d+|at end of document", str(error))
        problem = f"it is not valid TOML ({place.group() if place else 'not UTF-8 text'})"
    raise SettingsError(f"{SECRETS}: {problem}; correct the file or remove it.")


class Settings(BaseSettings):
    """What can be set. Raises SettingsError with one clear line where a value cannot be used."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True)

    tt_api_key: SecretStr | None = Field(
        default=None,
        description="The provider's API key. Without one, or with one that begins with `test_`, the embedded engine makes the music.",
    )
    producer_api_url: str | None = Field(
        default=None,
        description="The address of another Producer API, with its `/producer/v1`. "
        f"With a key and without this it is the provider's, `{PROVIDER_API_URL}`. It needs a key; a `test_` key goes only to this machine.",
    )
    public_url: str | None = Field(
        default=None,
        description="How the provider reaches this server, for its callbacks. Without it no `hook_url` is sent, and jobs are polled.",
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("producer-studio", appauthor=False),
        description="The folder of the ledger, the archive and the engine. One server uses it at a time.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on. `0.0.0.0` lets other machines in.")
    port: int = Field(default=8501, ge=1, le=65535, description="The one port of dashboard, engine, callbacks and tracks.")

    def __init__(self, **values: Any) -> None:
        problem = ""
        try:
            super().__init__(**values)
        except ValidationError as error:
            problem = _in_words(error)
        except SettingsError as error:
            problem = str(error)
        if problem:  # raised out here, so that no traceback carries the values that were looked at
            raise SettingsError(problem)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _Secrets(settings_cls)

    @field_validator("tt_api_key")
    @classmethod
    def _key_fits_a_header(cls, key: SecretStr | None) -> SecretStr | None:
        return key and SecretStr(checked_key(key.get_secret_value()))

    @field_validator("producer_api_url", "public_url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        return url and checked_url(url)

    @field_validator("data_dir")
    @classmethod
    def _is_absolute(cls, folder: Path) -> Path:
        if "\0" in str(folder):
            raise ValueError("it holds a character that no folder's name can have")
        try:
            return folder.expanduser().absolute()
        except RuntimeError:
            raise ValueError(f"there is no home folder {folder.parts[0]} here; write the folder out, from / on") from None

    @field_validator("host")
    @classmethod
    def _is_host(cls, host: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9.:_-]+", host) or not _has_plain_labels(host):
            raise ValueError("it must be an address such as 127.0.0.1, or a host's name, without http:// and port")
        return host

    @model_validator(mode="after")
    def _key_and_address_agree(self) -> "Settings":
        if self.producer_api_url and not self.tt_api_key:
            raise ValueError("PRODUCER_API_URL is set and TT_API_KEY is not: set both (an engine takes any key), or neither.")
        if self.producer_api_url and self._has_test_key and not is_loopback(self.producer_api_url):
            raise ValueError(
                "TT_API_KEY begins with test_, and such a key is sent to this machine only: "
                "use a real key, or remove PRODUCER_API_URL to use the embedded engine."
            )
        return self

    @property
    def _has_test_key(self) -> bool:
        return self.tt_api_key is not None and self.tt_api_key.get_secret_value().startswith(TEST_KEY)

    @property
    def embedded(self) -> bool:
        """Whether new jobs go to the engine in this process."""
        return not self.producer_api_url and (self.tt_api_key is None or self._has_test_key)

    @property
    def api_url(self) -> str | None:
        """The base URL that new jobs go to; None is the embedded engine, whose port is known when it is bound."""
        return None if self.embedded else self.producer_api_url or PROVIDER_API_URL

    @property
    def provider(self) -> str:
        """The name that is stored with every job: "engine", or the host (and port, where one is named) of the API's address."""
        return urlsplit(self.api_url).netloc.lower() if self.api_url else "engine"


def _in_words(error: ValidationError) -> str:
    """The first problem as one line, without the value: it may be a secret."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    text = first["msg"].removeprefix("Value error, ")
    return f"{str(first['loc'][0]).upper()}: {text}." if first["loc"] else text


def check_data_dir(folder: Path) -> None:
    """Make the folder and try to write in it. Raises SettingsError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0" * _ROOM)  # an empty file fits on a full disk
            return file.flush()
    except OSError as error:
        problem = error.strerror
    raise SettingsError(f"DATA_DIR: {folder} cannot be written to ({problem}); choose another folder with DATA_DIR=…")


def check_port(host: str, port: int) -> None:
    """Try to listen as the server will. Raises SettingsError."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
            return door.listen()
    except OSError as error:
        problem = error
    if problem.errno == errno.EADDRINUSE:
        raise SettingsError(f"PORT: port {port} is in use on {host}. Stop what runs there, or choose another port: PORT={_other(port)}")
    if problem.errno == errno.EACCES:
        raise SettingsError(f"PORT: this user may not open port {port}. Choose one above 1023: PORT=8501")
    raise SettingsError(f"HOST: this machine cannot listen on {host} ({problem.strerror}). HOST=127.0.0.1 always works.")


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 8501


def main() -> int:
    """Check everything that would stop the server, and say so in one line. Returns the exit code."""
    try:
        settings = Settings()
        check_data_dir(settings.data_dir)
        check_port(settings.host, settings.port)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
