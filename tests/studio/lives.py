"""Studios that live in processes of their own: to be refused, or to be killed."""

from multiprocessing.connection import Connection
from pathlib import Path

from producer.client import Client
from producer.contract import Music
from producer.outbound import Outbound
from settings import Settings
from studio.house import AlreadyRunning, Studio


def studio_in(folder: Path, api_url: str) -> Studio:
    origin = api_url.partition("/producer")[0]
    client = Client(api_url, "a-key-of-our-own", timeout=(1, 5))
    return Studio.open(Settings(data_dir=folder), {"engine": client}, Outbound(origin), lambda provider: None)


def send_until_killed(folder: Path, api_url: str, tickets: list[str], told: Connection) -> None:
    """Open, start, wish; say each ticket that was promised to be remembered."""
    studio = studio_in(folder, api_url)
    told.send("open")
    studio.start()
    for ticket in tickets:
        studio.submit(Music(sound_prompt=ticket), ticket)
        told.send(ticket)
    told.recv()


def try_to_open(folder: Path, api_url: str, told: Connection) -> None:
    try:
        studio_in(folder, api_url)
    except AlreadyRunning as error:
        told.send(str(error))
    else:
        told.send("opened")
