"""What each role's pages read, measured over HTTP at a server of its own, beside what a request takes that reads nothing."""

import asyncio
import http.client
import os
import time
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import city_id
from gridward.cli.hot_reads import LargestCell, largest_cell
from gridward.cli.page_accounts import readers
from gridward.cli.timing import WARM_UP, Timed
from gridward.demo.check import Installation
from gridward.geo.mercator import mercator
from gridward.identity.contract import Role
from gridward.identity.public import COOKIE, everything
from gridward.kernel.clock import today
from gridward.kernel.errors import Conflict
from gridward.platform.db import in_transaction
from gridward.renewal.card import CARD

_TIMEOUT_S = 300
_CITY_ZOOM = 11

_COCKPIT = (
    "/cities/{city}/cockpit",
    "/cities/{city}/cockpit/people?figure=orphans",
    "/cities/{city}/cockpit/policies",
    "/cities/{city}/cockpit/dues",
    "/cities/{city}/cockpit/collection?due_month={month}&window=next&policy_year=second",
    "/cities/{city}/cockpit/dues/owners?by=specialist",
    "/cities/{city}/cockpit/collection/owners?due_month={month}&by=cell",
    "/cities/{city}/cockpit/persistency",
    "/cities/{city}/cockpit/persistency?k=all&window=rolling",
    "/cities/{city}/cockpit/persistency/owners?cohort_month={cohort}&by=agent-cohort",
    "/cities/{city}/cockpit/persistency/policies?cohort_month={cohort}",
    "/cities/{city}/cockpit/tasks",
    "/cities/{city}/cockpit/requests",
)
_GRID = (
    "/map-keys",
    "/cities/{city}/districts.geojson",
    "/cities/{city}/plans",
    "/plans/{plan}",
    "/plans/{plan}/cells.geojson",
    "/plans/{plan}/cells/{number}",
    "/plans/{plan}/changes",
    "/plans/{plan}/edits",
    "/plans/{plan}/drift",
    "/plans/{plan}/cell-figures",
    "/plans/{plan}/moves",
    "/plans/{plan}/places/{zoom}/{column}/{row}.mvt",
    "/cities/{city}/staffing",
    "/cities/{city}/devices",
    "/cities/{city}/attention",
    "/cities/{city}/messages",
    "/cities/{city}/message-readers",
    "/cities/{city}/specialists/{specialist}/week",
)
_RISK = (
    "/cities/{city}/treatment",
    "/cities/{city}/nurture",
    "/cities/{city}/nurture/preview",
    "/customers/{customer}/attachments",
    "/customers/{customer}/decisions",
    "/cities/{city}/cards",
    "/cities/{city}/risk-models",
    "/cities/{city}/cards/{card}",
    "/cities/{city}/cards/{card}/file",
    "/cities/{city}/cards/{card}/effects",
)
_SEATS = (
    "/cities/{city}/seats",
    "/cities/{city}/seats/moves",
    "/cities/{city}/seats/reviews",
    "/cities/{city}/matters?state=open",
)
_JOBS = ("/jobs", "/jobs/now", "/day-runs")
_EVENTS = ("/cities/{city}/events", "/events/{event}", "/events/{event}/sign-ups")
# What shows personal data in the clear is left out: each look at it is recorded.
PAGES: dict[Role, tuple[str, ...]] = {
    Role.OPS: (
        "/session",
        "/tile-source",
        "/cities/{city}/imports",
        "/imports/{imported}",
        "/imports/{imported}/issues",
        "/imports/{imported}/issue-counts",
        "/imports/{imported}/refused",
        "/imports/{imported}/refused-counts",
        "/cities/{city}/debit-files",
        "/debit-files/{debits}",
        "/debit-files/{debits}/rows",
        "/cities/{city}/contradictions",
        "/cities/{city}/census",
        "/cities/{city}/todo",
        "/cities/{city}/todo-counts",
        "/cities/{city}/communities?q={part}",
        *_GRID,
        "/plans/{plan}/comparison",
        "/plans/{draft}/comparison",
        "/plans/{plan}/stations",
        *_COCKPIT,
        *_EVENTS,
        *_JOBS,
        *_RISK,
        *_SEATS,
        "/sessions",
        "/cities/{city}/event-choices",
        "/customers/{customer}",
        "/customers/{customer}/review",
        "/policies/{policy}/history",
    ),
    Role.SUPERVISOR: (
        "/session",
        *_GRID,
        *_COCKPIT,
        *_EVENTS,
        *_SEATS,
        "/customers/{customer}",
        "/customers/{customer}/review",
        "/policies/{policy}/history",
    ),
    Role.SEAT: (
        "/session",
        "/cities/{city}/queue",
        "/calls",
        "/seat/rules",
        "/seat/state",
        "/seat/reviews",
        "/visit-requests?city={city}",
        "/customers/{customer}",
        "/customers/{customer}/service-requests",
        "/customers/{customer}/messages",
        "/customers/{customer}/review",
        "/policies/{policy}/history",
    ),
    Role.SPECIALIST: (
        "/session",
        "/field/today",
        "/field/route",
        "/field/tasks/{task}",
        "/field/appointments",
        "/field/cell/{cell}",
        "/field/operations",
        "/field/messages",
        "/field/week",
        "/field/rules",
        "/sync/cells",
        "/my-events",
        "/customers/{customer}",
        "/customers/{customer}/events",
        "/customers/{customer}/service-requests",
        "/customers/{customer}/review",
        "/policies/{policy}/history",
    ),
}
"""The auditor and the admin read what ops reads."""

_SAMPLE = text(
    """SELECT g.plan_id AS plan, (g.west + g.east) / 2 AS lon, (g.south + g.north) / 2 AS lat,
           (SELECT r.id FROM census.import_run r WHERE r.city_id = :city AND r.status = 'done'
            ORDER BY r.created_at DESC LIMIT 1) AS imported,
           (SELECT f.id FROM renewal.debit_file f WHERE f.city_id = :city ORDER BY f.id DESC LIMIT 1) AS debits,
           (SELECT left(c.name, 1) FROM city.community c WHERE c.city_id = :city ORDER BY c.id LIMIT 1) AS part,
           (SELECT min(k.customer_id) FROM grids.cells_on(:day) k
            JOIN census.customer_standing s ON s.customer_id = k.customer_id AND s.person_id = s.customer_id
            WHERE k.cell_id = :cell) AS customer,
           (SELECT p.id FROM grids.plan p WHERE p.city_id = :city AND p.status = 'draft'
            ORDER BY p.version DESC LIMIT 1) AS draft,
           (SELECT min(p.id) FROM book.policy p JOIN grids.cells_on(:day) k ON k.customer_id = p.holder_id
            WHERE k.cell_id = :cell) AS policy,
           (SELECT e.id FROM activities.event e WHERE e.city_id = :city ORDER BY e.id DESC LIMIT 1) AS event,
           (SELECT t.id FROM engagement.task t WHERE t.cell_id = :cell AND t.state = 'open' AND t.workplace = 'field'
            ORDER BY t.id LIMIT 1) AS task
       FROM grids.cell g WHERE g.id = :cell"""
)


@dataclass(frozen=True)
class PageReads:
    """What was measured, in milliseconds of wall time."""

    timed: dict[tuple[Role, str], Timed]
    """By role and route; a route without anything to show here is left out."""
    floor: Timed
    """GET /healthz at the same server in between."""


def measure_pages(url: str, code: str, runs: int) -> PageReads:
    """Read every page of a city `runs` times. Raises `bench.no_cell`. Its accounts are removed afterwards."""
    city, cell, sample = asyncio.run(in_transaction(url, lambda session: _sample(session, code)))
    environment = _beside(url)
    timed: dict[tuple[Role, str], Timed] = {}
    floor = Timed("GET /healthz")
    with (
        readers(url, city, cell) as tokens,
        Installation(environment, "").serving("--no-worker") as address,
    ):
        for role, token in tokens.items():
            for route in PAGES[role]:
                if any(value is None and f"{{{name}}}" in route for name, value in sample.items()):
                    continue
                timed[role, route] = _read(address, token, f"/api/v1{route.format_map(sample)}", route, runs)
                floor.runs += _read(address, token, "/healthz", "", WARM_UP).runs
    return PageReads(timed, floor)


def _beside(url: str) -> dict[str, str]:
    """The environment of a second server over the same data: the first one may hold the port of the figures."""
    inherited = {name: value for name, value in os.environ.items() if name.upper() != "GRIDWARD_METRICS_PORT"}
    # The name that counts before DATABASE_URL.
    return inherited | {"GRIDWARD_DATABASE_URL": url, "GRIDWARD_LOG_LEVEL": "WARNING"}


async def _sample(session: AsyncSession, code: str) -> tuple[int, LargestCell, dict[str, Any]]:
    city = await city_id(session, everything(), code)
    cell = await largest_cell(session, code, city)
    row = (
        (await session.execute(_SAMPLE, {"city": city, "cell": cell.cell_id, "day": today()}))
        .mappings()
        .one()
    )
    month = today().replace(day=1)
    sample = {
        **row,
        "part": row["part"] and quote(row["part"]),
        "city": code,
        "cell": cell.cell_id,
        "number": cell.number,
        "specialist": cell.specialist_id,
        # Shipped with the program: there in every city.
        "card": CARD,
        "month": month,
        "cohort": date(month.year - 2, month.month, 1),
        **_tile(row["lon"], row["lat"]),
    }
    return city, cell, sample


def _tile(lon: float, lat: float) -> dict[str, int]:
    """The tile of a place at the zoom at which a city fills a screen."""
    column, row = (mercator(np.array([[lon, lat]]))[0] * 2**_CITY_ZOOM).astype(int).tolist()
    return {"zoom": _CITY_ZOOM, "column": column, "row": row}


def _read(address: str, token: str, path: str, name: str, runs: int) -> Timed:
    """One request after the other on one connection, as a browser sends them."""
    timed = Timed(name)
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_TIMEOUT_S)
    try:
        for run in range(-WARM_UP, runs):
            started = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": f"{COOKIE}={token}"})
            answer = connection.getresponse()
            answer.read()
            if answer.status >= 400:
                raise Conflict(
                    "bench.refused",
                    f"{path} answered {answer.status}.",
                    "See what the page shows in the browser.",
                )
            if run >= 0:
                timed.runs.append((time.perf_counter() - started) * 1000)
    finally:
        connection.close()
    return timed
