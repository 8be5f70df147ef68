"""The engine's OpenAPI description and the page that shows it: no file comes from outside, no script is inline."""

from pathlib import Path
from typing import Any

import fastapi_swagger
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

TITLE = "Producer API, embedded engine"
DESCRIPTION = """
The Producer API, served by the engine that Producer Studio carries with it. It composes and renders on this machine,
and needs no provider's key: any non-empty `TT-API-KEY` is taken.

It sings in **English**, with a woman's or a man's voice: `lyrics_text` as it is written, or words of its own where there is only
a `sound_prompt`. With `instrumental` true nobody sings. What it understood otherwise than it was written stands in the
finished job's `message`. Actions that are not listed here are not served yet.
The models of `mv` are the provider's names; this engine makes all of them itself, and takes from them only how long a song may be.
""".strip()

_BYTES = {"schema": {"type": "string", "format": "binary"}}
MEDIA: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole file.", "content": {"audio/mpeg": _BYTES, "image/jpeg": _BYTES}},
    206: {"description": "The range that was asked for.", "content": {"audio/mpeg": _BYTES, "image/jpeg": _BYTES}},
    416: {"description": "The range begins behind the end of the file."},
}

_OURS = Path(__file__).parent / "docs"
_SWAGGER = Path(fastapi_swagger.__file__).parent / "resources"
_FILES = {
    "start.js": _OURS,
    "swagger-ui-bundle.js": _SWAGGER,
    "swagger-ui.css": _SWAGGER,
    "favicon-32x32.png": _SWAGGER,
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


def takes(model: type[BaseModel], example: dict[str, Any]) -> dict[str, Any]:
    """The description of a route that reads this model from its body itself."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}Request"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}}


def add_page(app: FastAPI, *models: type[BaseModel]) -> None:
    """Serve the page at /docs, and describe the bodies that the routes read themselves."""
    _describe(app, models)

    @app.get("/docs", include_in_schema=False)
    def page() -> Response:
        return FileResponse(_OURS / "index.html", headers={"Content-Security-Policy": _POLICY})

    @app.get("/docs/{name}", include_in_schema=False)
    def page_file(name: str) -> Response:
        if name not in _FILES:
            raise HTTPException(404)
        return FileResponse(_FILES[name] / name)


def _describe(app: FastAPI, models: tuple[type[BaseModel], ...]) -> None:
    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            app.openapi_schema["components"]["schemas"] |= _schemas(models)
            _forget_unused_answers(app.openapi_schema)
        return app.openapi_schema

    app.openapi = openapi


def _forget_unused_answers(schema: dict[str, Any]) -> None:
    """FastAPI lists its own 422 everywhere; ours is always the documented 400."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)
    for name in ("HTTPValidationError", "ValidationError"):
        schema["components"]["schemas"].pop(name, None)


def _schemas(models: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for model in models:
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        found |= schema.pop("$defs", {})
        found[f"{model.__name__}Request"] = schema
    return found
