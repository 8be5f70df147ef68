"""What the Connection page says about keys, settings and addresses."""

import streamlit as st
from pydantic import SecretStr

from components import viewer
from components.escape import escape
from components.text import _
from settings import Settings
from studio.house import studio

SECRETS = '[ttapi]\napi_key = "your key"'
SHELL = "TT_API_KEY='your key' make run"


def provider() -> None:
    """Who makes new songs, in one sentence."""
    held = studio()
    if held.settings.embedded:
        st.markdown(_("New songs are made by **the engine on this computer**. No key is needed, and nothing is charged."))
    else:
        st.markdown(_("New songs are made by **{provider}**, which charges quota.").format(provider=escape(held.provider)))


def key_place() -> None:
    """Where a key goes, as the exact lines to paste."""
    if studio().settings.embedded:
        st.markdown(_("With a key of the Producer API, the provider makes the songs. Put it into `.streamlit/secrets.toml`:"))
    else:
        st.markdown(_("The key in use is not shown. Another one goes into `.streamlit/secrets.toml`:"))
    st.code(SECRETS, language="toml")
    st.markdown(_("or into the environment, which goes before the file:"))
    st.code(SHELL, language="bash")
    st.markdown(_("Then stop the server and start it again. What was made before stays in History."))


def callbacks() -> None:
    held = studio().settings
    if held.embedded:
        st.markdown(_("The engine calls this server when a song is ready."))
    elif held.public_url:
        st.markdown(_("The provider calls `{url}` when a song is ready, and jobs are asked for too.").format(url=held.public_url))
    else:
        st.markdown(_("The provider cannot call this server, so jobs are asked for. Set `PUBLIC_URL` to where it can."))


def settings_in_force() -> None:
    """Every setting by its name in the environment; a secret only as set or not set. One table: each element costs a page its time."""
    fields = [(name, _(field.description or "")) for name, field in Settings.model_fields.items()]
    rows = [f"| `{name.upper()}` | {_value(name)} | :small[:gray[{help}]] |" for name, help in fields]
    head = f"| {_('Setting')} | {_('In force')} | {_('What it is')} |"
    st.markdown("\n".join([head, "|---|---|---|", *rows]))


def _value(name: str) -> str:
    """The server's own address is what Streamlit listens on, however it was told."""
    running = {"host": st.get_option("server.address"), "port": st.get_option("server.port")}
    value = running.get(name) or getattr(studio().settings, name)
    if isinstance(value, SecretStr):
        return _("set, not shown")
    return _("not set") if value is None else escape(str(value))


def engine_door() -> None:
    """How other programs reach the engine."""
    address = f"{viewer.origin()}/producer"
    st.markdown(_("Other programs can use the engine too, by the provider's own contract:"))
    st.code(
        f"curl {address}/v1/music -H 'TT-API-KEY: any' -H 'Content-Type: application/json' \\\n"
        "  -d '{\"sound_prompt\": \"slow lo-fi piano\", \"instrumental\": true}'",
        language="bash",
        wrap_lines=True,
    )
    st.link_button(_("Its documentation"), f"{address}/docs", icon=":material/menu_book:", key="engine-docs")
