"""The engine alone: `python -m engine --port 8600` serves the Producer API at /producer/v1 and its page at /producer/docs."""

import argparse
import errno
import logging
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from platformdirs import user_data_path
from starlette.applications import Starlette
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route

from engine.server import create_app
from engine.service import AlreadyRunning, Engine
from producer.outbound import Outbound

_HOME = user_data_path("producer-engine", appauthor=False)


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    asked = _arguments()
    door = _open_door(asked.host, asked.port)
    base_url = _address(door) + "/producer"
    engine = Engine(asked.data_dir, base_url, outbound=Outbound(own_origin=asked.hook_origin) if asked.hook_origin else None)
    try:
        engine.start()
    except (AlreadyRunning, OSError) as trouble:
        sys.exit(f"engine: {trouble}\n--data-dir names another folder.")
    print(f"Producer API at {base_url}/v1, its page at {base_url}/docs", flush=True)
    config = uvicorn.Config(_application(engine), log_level="warning", timeout_graceful_shutdown=3)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[door])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m engine", description="The embedded Producer API, alone.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=8600, help="the port to listen on; 0 takes a free one (default %(default)s)")
    parser.add_argument("--data-dir", type=Path, default=_HOME, help="where jobs and songs are kept (default %(default)s)")
    parser.add_argument("--hook-origin", help="the one private origin that callbacks may go to, e.g. http://127.0.0.1:8501")
    asked = parser.parse_args()
    if not 0 <= asked.port <= 65535:
        parser.error(f"--port {asked.port}: a port is a number from 0 to 65535")
    return asked


def _open_door(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as trouble:
        if trouble.errno == errno.EADDRINUSE:
            sys.exit(f"engine: port {port} is in use by another program; stop it, or choose another: python -m engine --port {port + 1}")
        sys.exit(f"engine: cannot listen on {host} port {port}: {trouble.strerror}")


def _address(door: socket.socket) -> str:
    """How this machine reaches the door; an address that means "all of them" is reached by the loopback one."""
    host, port = door.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host) or str(host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _application(engine: Engine) -> Starlette:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        engine.stop()

    async def home(request: object) -> RedirectResponse:
        return RedirectResponse("/producer/docs")

    return Starlette(routes=[Route("/", home), Mount("/producer", create_app(engine))], lifespan=lifespan)


if __name__ == "__main__":
    main()
