"""The engine's HTTP doors, as docs/contract.md describes them. Mounted below /producer; its paths here begin with /v1."""

from collections.abc import AsyncIterator, Mapping
from typing import Annotated, Any, TypeVar

from fastapi import Depends, FastAPI, Path, Query, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.security import APIKeyHeader
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from engine import openapi
from engine.answers import Accepted, Record, Refusal, Submitted, Words, Written
from engine.refusals import Refused, sentence
from engine.service import Engine
from producer.contract import ACTIONS, Lyrics, Music
from producer.contract import Request as Wished

#: Bytes of a request's body: far above the longest lyrics in any script, far below what hurts.
BODY_LIMIT = 256 * 1024
#: Bytes of a body too large that are still read, so that the sender gets to read the answer.
_PATIENCE = 8 * 1024 * 1024
_FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
#: Characters of a jobId.
JOB_ID_LIMIT = 100

_key_header = APIKeyHeader(name="TT-API-KEY", auto_error=False, description="Any non-empty key: a job belongs to the key that made it.")


def _key(key: Annotated[str | None, Security(_key_header)]) -> str:
    if not (key or "").strip():
        raise Refused(401, "The header TT-API-KEY is missing or empty; this engine takes any key, for example TT-API-KEY: local.")
    return key or ""


async def _body(request: Request) -> bytes:
    body = b"".join([chunk async for chunk in _chunks(request)])
    if len(body) > BODY_LIMIT:
        raise Refused(413, f"The body is larger than {BODY_LIMIT // 1024} KiB; shorten the prompt or the words.")
    return body


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    """The body, of which at most one chunk more than the limit is kept."""
    seen = 0
    async for chunk in request.stream():
        if seen <= BODY_LIMIT:
            yield chunk
        seen += len(chunk)
        if seen > _PATIENCE:
            return


Wish = TypeVar("Wish", bound=Wished)
Key = Annotated[str, Depends(_key)]
Body = Annotated[bytes, Depends(_body)]
_EXAMPLE = {"sound_prompt": "warm pop, 100 bpm, female vocals, a song about the last train home"}
_SUBJECT = {"prompt": "the last train home, hopeful"}
JobId = Annotated[str, Query(alias="jobId", description="The jobId that the submit answered.", max_length=JOB_ID_LIMIT)]
_NAME = {"pattern": r"^[A-Za-z0-9_-]+\.[a-z0-9]+$"}
Name = Annotated[str, Path(description="The last part of an audioUrl or imageUrl.", json_schema_extra=_NAME)]


def _refusals(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: {"model": Refusal} for code in codes}


def create_app(engine: Engine) -> FastAPI:
    """The routes over an engine; whoever mounts them starts and stops it."""
    app = FastAPI(title=openapi.TITLE, description=openapi.DESCRIPTION, docs_url=None, redoc_url=None, redirect_slashes=False)
    _add_routes(app, engine)
    openapi.add_page(app, Music, Lyrics)
    for error, answer in _ANSWERS.items():
        app.add_exception_handler(error, answer)
    return app


def _add_routes(app: FastAPI, engine: Engine) -> None:
    @app.post("/v1/music", summary=Music.summary, responses=_refusals(400, 401, 413), openapi_extra=openapi.takes(Music, _EXAMPLE))
    def music(key: Key, body: Body) -> Submitted:
        return Submitted(data=Accepted(job_id=engine.submit(_read(body, Music), key).id))

    @app.post("/v1/lyrics", summary=Lyrics.summary, responses=_refusals(400, 401, 413), openapi_extra=openapi.takes(Lyrics, _SUBJECT))
    def lyrics(key: Key, body: Body) -> Written:
        job, made = engine.write(_read(body, Lyrics), key)
        return Written(message=made.message, data=Words(job_id=job.id, title=made.title, lyrics=made.lyrics or ""))

    @app.get("/v1/fetch", summary="A job's state, for free.", responses=_refusals(400, 401, 404))
    def fetch(key: Key, job_id: JobId) -> Record:
        if found := engine.fetch(job_id, key):
            return found
        raise Refused(404, "This key has no job with that jobId; a job is known only to the key that made it.")

    @app.head("/media/{name}", include_in_schema=False)
    @app.get("/media/{name}", summary="A song's file, with Range.", response_class=FileResponse, responses=openapi.MEDIA | _refusals(404))
    def media(name: Name) -> Response:
        if found := engine.media(name):
            path, mime = found
            return FileResponse(path, media_type=mime, headers=_FOR_EVER)
        raise Refused(404, "There is no such file here.")


def _read(body: bytes, model: type[Wish]) -> Wish:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise Refused(400, sentence(error, model)) from None


def _envelope(http: int, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(Refusal(message=message).model_dump(), http, headers)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _envelope(error.http, error.message)


async def _no_such_door(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    asked = request.url.path.rpartition("/")[2]
    if error.status_code == 404 and asked in ACTIONS:
        message = f"This engine does not do {asked} yet; what it does is listed at {request.scope.get('root_path', '')}/docs."
    elif error.status_code == 405:
        message = f"{request.method} is not how this is asked for; allowed: {(error.headers or {}).get('Allow', 'see the docs')}."
    else:
        message = "There is nothing at this address." if error.status_code == 404 else error.detail
    return _envelope(error.status_code, message, error.headers)


async def _bad_job_id(request: Request, error: Exception) -> Response:
    """fetch's jobId is all that FastAPI itself checks."""
    if "jobId" in request.query_params:
        return _envelope(400, f"jobId is longer than {JOB_ID_LIMIT} characters, so it is none.")
    return _envelope(400, "jobId is missing: send the one that the submit answered, as in fetch?jobId=123.")


async def _nobody_there(request: Request, error: Exception) -> Response:
    """The sender hung up before its body was here."""
    return Response(status_code=400)


async def _our_mistake(request: Request, error: Exception) -> Response:
    return _envelope(500, "The engine made a mistake, and its log says more; the request may have been taken in.")


_ANSWERS = {
    Refused: _refused,
    HTTPException: _no_such_door,
    RequestValidationError: _bad_job_id,
    ClientDisconnect: _nobody_there,
    Exception: _our_mistake,
}
