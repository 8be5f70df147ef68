"""The composition root: dashboard, callback inbox, track files and embedded engine behind one port.

`streamlit run app.py` finds `app`. The entry script stands inside pages/, so that no folder named pages stands beside it:
Streamlit would serve that folder's files directly, past the frame.
"""

import gc
import hashlib
import logging
import pkgutil
import re
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

import components
import engine.service
from engine.server import create_app
from engine.service import Engine
from producer.client import Client
from producer.outbound import Outbound
from settings import Settings, SettingsError, check_data_dir, is_loopback
from studio.db import UnusableLibrary
from studio.house import AlreadyRunning, Studio, enter, leave, studio
from studio.inbox import BODY_LIMIT

HERE = Path(__file__).resolve().parent
#: The name of the embedded engine's jobs, and the key it is spoken to with where none is set (it takes any).
ENGINE, ENGINE_KEY = "engine", "embedded"
#: What keeps the server from starting, and is said in one line.
TROUBLE = (SettingsError, AlreadyRunning, UnusableLibrary, engine.service.AlreadyRunning, OSError, SQLAlchemyError)


# Headers


def _policy() -> str:
    """The content security policy: everything from ourselves, and of inline scripts only the one in Streamlit's own page."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return (
        f"default-src 'none'; script-src 'self' {hashes} blob: 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; media-src 'self'; font-src 'self' data:; connect-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'"
    )


class Headers:
    """Adds to every answer the headers that it does not have itself (the engine's documentation has a policy of its own)."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]):
        self._app, self._headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    present.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


SECURITY = {"Content-Security-Policy": _policy(), "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


# Routes


async def hook(request: Request) -> Response:
    """A provider's callback. Whoever calls learns nothing from the answer."""
    body = await _at_most(request, BODY_LIMIT)
    if body is not None:
        await run_in_threadpool(studio().inbox.receive, request.path_params["token"], body)
    return Response(status_code=204)


async def _at_most(request: Request, limit: int) -> bytes | None:
    """The body; None where it is longer or breaks off."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)


def track(request: Request) -> Response:
    """An archived file, in ranges where asked for; `?download=<name>` has the browser keep it under that name."""
    path = studio().archive.find(request.path_params["name"])
    if path is None:
        return PlainTextResponse("There is no such track.", 404)
    wanted = request.query_params.get("download")
    name = None if wanted is None else _file_name(wanted) + path.suffix
    return FileResponse(path, filename=name, headers={"Cache-Control": "private, max-age=31536000, immutable"})


def _file_name(wanted: str) -> str:
    """A file name that every system takes, without its suffix."""
    words = re.sub(r"[^\w.,'()-]+", " ", wanted)
    return words[:80].strip(" .") or "song"


def healthz(request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


def readyz(request: Request) -> Response:
    """The studio is open and its ledger can be read."""
    try:
        studio().ledger.is_empty()
    except (RuntimeError, SQLAlchemyError):
        return PlainTextResponse("not ready", 503)
    return PlainTextResponse("ready")


class Door:
    """Where the engine is mounted: its data folder is known only when the settings are read, which is after the routes are made."""

    def __init__(self) -> None:
        self.app: ASGIApp = PlainTextResponse("The engine is not running.", 503)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


door = Door()


# The start and the stop


def own_origin() -> str:
    """How this machine reaches this server. The port is bound before the lifespan runs, so this is the real one, also for port 0."""
    host = config.get_option("server.address") or "127.0.0.1"
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "localhost": "127.0.0.1"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{host}:{config.get_option('server.port')}"


def media_origin(settings: Settings, origin: str) -> str:
    """The one private origin that songs may be fetched from: our own engine's, or that of another engine on this machine."""
    if settings.api_url and is_loopback(settings.api_url):
        parts = urlsplit(settings.api_url)
        return f"{parts.scheme}://{parts.netloc}"
    return origin


def connect(settings: Settings, origin: str) -> dict[str, Client]:
    """A client for every provider whose jobs are in the ledger: the engine always, and the one that the settings name."""
    key = settings.tt_api_key
    clients = {ENGINE: Client(f"{origin}/producer/v1", key if settings.embedded and key else ENGINE_KEY)}
    if settings.api_url and key:
        clients[settings.provider] = Client(settings.api_url, key)
    return clients


async def open_house(house: AsyncExitStack) -> None:
    """Open and start everything; what was opened is closed with `house`, in reverse."""
    settings, origin = Settings(), own_origin()
    check_data_dir(settings.data_dir)
    outbound = Outbound(own_origin=media_origin(settings, origin))
    hook_bases = {ENGINE: origin, settings.provider: origin if settings.embedded else settings.public_url}
    opened = await run_in_threadpool(Studio.open, settings, connect(settings, origin), outbound, hook_bases.get)
    house.push_async_callback(run_in_threadpool, opened.stop)
    music = Engine(settings.data_dir / "engine", f"{origin}/producer")
    await run_in_threadpool(music.start)
    house.push_async_callback(run_in_threadpool, music.stop)
    door.app = create_app(music)
    enter(opened)
    house.callback(leave)
    opened.start()


def settle_memory() -> None:
    """Streamlit collects garbage after every run of a page: what stays for good need not be looked at each time.

    So whatever a page would import at its first run is imported before.
    """
    for module in pkgutil.iter_modules(components.__path__, "components."):
        import_module(module.name)
    for name in ("pyarrow.pandas_compat", "streamlit.dataframe_util", "streamlit.elements.arrow", "PIL.Image"):
        import_module(name)
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    async with AsyncExitStack() as house:
        try:
            await open_house(house)
        except TROUBLE as trouble:
            print(f"Producer Studio cannot start: {trouble}", file=sys.stderr, flush=True)
            logging.getLogger("uvicorn.error").disabled = True  # its traceback would bury the line above
            raise
        settle_memory()
        yield


app = st.App(
    HERE / "pages" / "index.py",
    lifespan=lifespan,
    routes=[
        Mount("/producer", door),
        Route("/hooks/{token}", hook, methods=["POST"]),
        Route("/tracks/{name}", track),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
    ],
    middleware=[Middleware(Headers, headers=SECURITY)],
)
