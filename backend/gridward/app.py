"""The HTTP application: composes the rooms' routes, and serves the built front end."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from mimetypes import add_type, guess_type
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from fastapi.routing import APIRoute
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gridward import __version__
from gridward.activities.routes import router as activities
from gridward.census.correction_routes import router as corrections
from gridward.census.import_routes import router as imports
from gridward.census.routes import router as census
from gridward.city.public import TileSource, tile_source
from gridward.city.routes import router as city
from gridward.customer360.public import move_on
from gridward.customer360.routes import router as customer360
from gridward.field.operation_routes import router as operations
from gridward.field.public import Snapshots
from gridward.field.routes import router as field
from gridward.grids.drawn.routes import router as drawn
from gridward.grids.editing.routes import router as edits
from gridward.grids.routes import router as grids
from gridward.grids.tiles.routes import router as tiles
from gridward.identity.device_routes import router as devices
from gridward.identity.map_key_routes import router as map_keys
from gridward.identity.routes import router as identity
from gridward.insights.persistency.routes import router as persistency
from gridward.insights.plan_routes import router as plan_figures
from gridward.insights.routes import router as insights
from gridward.kernel.ids import new_id
from gridward.nurture.routes import router as nurture
from gridward.ogc.routes import PREFIX as MAPS
from gridward.ogc.routes import router as maps
from gridward.ops.debits.routes import router as debits
from gridward.ops.jobs.routes import router as jobs
from gridward.ops.plans.routes import router as plans
from gridward.ops.routes import router as ops
from gridward.ops.stations.routes import router as stations
from gridward.platform import problems
from gridward.platform.db import async_engine, session_maker
from gridward.platform.paths import resource
from gridward.platform.readiness import RETRY_S, readiness
from gridward.platform.realtime import Notices
from gridward.platform.settings import settings
from gridward.platform.traffic import Traffic, route_of
from gridward.policycare.routes import router as policycare
from gridward.renewal.cards.routes import router as cards
from gridward.renewal.learned.routes import router as risk_models
from gridward.renewal.whom.routes import router as treatment
from gridward.seats.matters import router as matters
from gridward.seats.routes import router as seats
from gridward.seats.supervision.routes import router as supervision
from gridward.staffing.public import cells_of_account
from gridward.staffing.routes import router as staffing
from gridward.stations.routes import router as candidates

_log = structlog.get_logger()
_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    # Styles that libraries set through the DOM are allowed by it; nothing inline is.
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self'; style-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(url: str) -> FastAPI:
    """The application over the database at `url` (a libpq address, migrated)."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = async_engine(app.state.url)
        app.state.sessions = session_maker(engine)
        app.state.cells_of = cells_of_account
        app.state.move_on = move_on
        app.state.snapshots = Snapshots(app.state.sessions)
        async with Notices(app.state.url) as app.state.notices:
            yield
        await engine.dispose()

    app = FastAPI(
        title="Gridward",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        generate_unique_id_function=_operation_id,
    )
    app.state.url = url
    app.state.traffic = Traffic()
    app.state.headers = _headers(tile_source(settings()))
    problems.install(app)
    app.add_middleware(_Guard)
    # The highest level takes four times as long for a twentieth less.
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)
    api = APIRouter()
    for router in (
        # Routes are tried in their order, and this is the one that tablets ask for all day.
        operations,
        identity,
        map_keys,
        devices,
        city,
        imports,
        corrections,
        census,
        grids,
        drawn,
        tiles,
        edits,
        staffing,
        customer360,
        policycare,
        activities,
        field,
        cards,
        risk_models,
        treatment,
        nurture,
        seats,
        supervision,
        matters,
        insights,
        persistency,
        plan_figures,
        ops,
        debits,
        plans,
        stations,
        candidates,
        jobs,
    ):
        api.include_router(router)
    # Had they no prefix here, FastAPI would prepare each route once more, only to see that its path is not empty.
    app.include_router(api, prefix="/api/v1")
    # An interface of its own, with a description of its own: it follows a standard, not our pages.
    app.include_router(maps, prefix=MAPS, include_in_schema=False)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "ok", "version": __version__}

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> JSONResponse:
        found = await readiness(app.state.sessions)
        if found.ready:
            return JSONResponse({"status": "ready", **vars(found)}, headers={"Cache-Control": "no-store"})
        return JSONResponse(
            {"status": "not ready", **vars(found)},
            503,
            {"Retry-After": str(RETRY_S), "Cache-Control": "no-store"},
        )

    _serve_front_end(app)
    return app


def _headers(tiles: TileSource | None) -> dict[str, str]:
    """Those of every answer. Of other hosts, a browser may ask the one that has the tiles."""
    if tiles is None:
        return _HEADERS
    policy = _HEADERS["Content-Security-Policy"]
    return _HEADERS | {
        "Content-Security-Policy": policy.replace("connect-src 'self'", f"connect-src 'self' {tiles.origin}")
    }


def _operation_id(route: APIRoute) -> str:
    return route.name


class _Guard:
    """Each request: a number, no writes from other sites, security headers, a line in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, started, begun = Request(scope, receive), time.perf_counter(), False

        async def noted(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _note(request, message, time.perf_counter() - started)
            await send(message)

        structlog.contextvars.bind_contextvars(request_id=str(new_id()))
        try:
            if request.method not in _SAFE and _from_elsewhere(request):
                await _refusal()(scope, receive, noted)
            else:
                await self._app(scope, receive, noted)
        except Exception as error:
            if begun:
                raise
            await problems.fault(request, error)(scope, receive, noted)
        finally:
            structlog.contextvars.clear_contextvars()


def _refusal() -> Response:
    return problems.problem(
        403, "request.cross_site", "The request came from another site.", "Open the application itself."
    )


def _note(request: Request, answer: Message, seconds: float) -> None:
    """Count an answer that begins, give it its headers, and write it down."""
    route, status, headers = route_of(request), answer["status"], MutableHeaders(scope=answer)
    request.app.state.traffic.saw(request.method, route, status, seconds)
    for name, value in request.app.state.headers.items():
        headers.setdefault(name, value)
    if request.url.path.startswith(("/api/", MAPS)):
        headers.setdefault("Cache-Control", "no-store")
        _log.info("request", method=request.method, route=route, status=status, ms=round(seconds * 1000))


def _from_elsewhere(request: Request) -> bool:
    """Whether a browser says that another site made it send this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")


def _serve_front_end(app: FastAPI) -> None:
    folder = resource("frontend/dist").resolve()
    add_type("application/manifest+json", ".webmanifest")

    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str, request: Request) -> Response:
        if path.startswith(("api/", "ogc/")):
            return problems.problem(404, "http.404", "There is no such address.")
        file = (folder / path).resolve()
        if path and file.is_relative_to(folder) and file.is_file():
            # Names of assets carry a hash of their content.
            lasting = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            return _asset(file, lasting, request.headers.get("accept-encoding", ""))
        if path.startswith("assets/"):
            # A part of another version: the page in its place would be kept on devices as if it were that part.
            return problems.problem(404, "http.404", "There is no such file.")
        return _index(folder)


def _asset(file: Path, lasting: str, accepted: str) -> Response:
    """A file of the front end: its smaller copy where the build made one and the browser takes it."""
    headers = {"Cache-Control": lasting}
    packed = file.with_name(f"{file.name}.br")
    if packed.is_file():
        headers["Vary"] = "Accept-Encoding"
        if "br" in {coding.strip() for coding in accepted.split(",")}:
            kind, _ = guess_type(file.name)
            return FileResponse(packed, headers={**headers, "Content-Encoding": "br"}, media_type=kind)
    return FileResponse(file, headers=headers)


def _index(folder: Path) -> Response:
    index = folder / "index.html"
    if not index.exists():
        return HTMLResponse(
            "<h1>Gridward</h1><p>The front end is not built yet: run <code>make build</code>.</p>", 503
        )
    return FileResponse(index, headers={"Cache-Control": "no-cache"})
