"""Errors as answers: problem details (RFC 9457) with a code that the front end translates."""

import math

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from starlette.exceptions import HTTPException

from gridward.kernel.errors import GridwardError
from gridward.platform.traffic import route_of

_log = structlog.get_logger()
_RETRY_S = 5
_NO_TEXT = "22021"
"""How PostgreSQL refuses text that holds a NUL."""


def problem(
    status: int, code: str, detail: str, hint: str = "", params: dict[str, object] | None = None
) -> JSONResponse:
    """An answer that says what went wrong and what to do."""
    headers = {}
    wait = (params or {}).get("retry_after_s")
    if isinstance(wait, int | float):
        headers["Retry-After"] = str(math.ceil(wait))
    content = {
        "type": f"urn:gridward:{code}",
        "title": code,
        "status": status,
        "detail": detail,
        "code": code,
        "hint": hint,
        "params": params or {},
    }
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Let every error of the application answer with a problem."""

    @app.exception_handler(GridwardError)
    async def known(request: Request, error: GridwardError) -> Response:
        return problem(error.status, error.code, error.detail, error.hint, error.params)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        fields = [
            {"field": ".".join(map(str, one["loc"][1:])) or str(one["loc"][0]), "detail": one["msg"]}
            for one in error.errors()
        ]
        detail = "; ".join(f"{one['field']}: {one['detail']}" for one in fields)
        return problem(422, "input.invalid", detail, "Correct the fields named.", {"fields": fields})

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        return problem(error.status_code, f"http.{error.status_code}", str(error.detail))

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(ConnectionError)
    async def unreachable(request: Request, error: Exception) -> Response:
        _log.error("database_unreachable", error=type(error).__name__)
        return _unavailable()

    @app.exception_handler(DBAPIError)
    async def database(request: Request, error: DBAPIError) -> Response:
        if error.connection_invalidated:
            return _unavailable()
        if getattr(error.orig, "sqlstate", None) == _NO_TEXT:
            detail = "The database cannot hold one of the characters."
            return problem(422, "input.invalid", detail, "Leave out control characters.", {"fields": []})
        return fault(request, error)


def fault(request: Request, error: Exception) -> JSONResponse:
    """An error of ours: logged with the places it came from, answered without them."""
    _log.error("fault", route=route_of(request), exc_info=error)
    return problem(
        500,
        "internal",
        "Something went wrong on our side.",
        "Try again; if it stays so, report the time and the page.",
    )


def _unavailable() -> JSONResponse:
    return problem(
        503,
        "db.unreachable",
        "The database does not answer.",
        "Try again in a moment.",
        {"retry_after_s": _RETRY_S},
    )
