"""The registry of models: what is there, approving one, putting one in force and going back to the card."""

from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound
from gridward.platform.jobs import enqueue
from gridward.renewal.learned.gates_in_force import gates
from gridward.renewal.learned.in_force import unpack
from gridward.renewal.risk import extra

_COLUMNS = """id, number, state, ordered_by, ordered_at, trained_at, first_due, last_due, figures, problem,
    approved_by, approved_at"""
_MODELS = text(f"SELECT {_COLUMNS} FROM renewal.risk_model WHERE city_id = :city ORDER BY number DESC")
_MODEL = text(f"SELECT {_COLUMNS} FROM renewal.risk_model WHERE city_id = :city AND number = :number")
_ACTIVATIONS = text(
    """SELECT m.number AS model, a.by, a.at, a.reason FROM renewal.risk_activation a
       LEFT JOIN renewal.risk_model m ON m.id = a.model_id WHERE a.city_id = :city ORDER BY a.id DESC LIMIT 50"""
)
_ENGINE = text(
    """SELECT m.number AS model, e.judged, e.why_not, e.months, e.as_of,
           (SELECT coalesce(avg((d.model IS NOT NULL)::int), 0)::float8 FROM renewal.due d
            WHERE d.city_id = e.city_id) AS share
       FROM renewal.risk_engine e JOIN renewal.risk_model m ON m.id = e.model_id WHERE e.city_id = :city"""
)
_WATCHED = text(
    """SELECT w.figures FROM renewal.risk_watch w JOIN renewal.risk_model m ON m.id = w.model_id
       WHERE m.city_id = :city AND m.number = :number ORDER BY w.month"""
)


async def list_models(session: AsyncSession, city_id: int) -> dict[str, Any]:
    """The city's models, what is in force since when, what the last run did, and how the one in force does."""
    models = [dict(row) for row in (await session.execute(_MODELS, {"city": city_id})).mappings()]
    activations = [dict(row) for row in (await session.execute(_ACTIVATIONS, {"city": city_id})).mappings()]
    in_force = activations[0]["model"] if activations else None
    engine = (await session.execute(_ENGINE, {"city": city_id})).mappings().first()
    watched = await session.scalars(_WATCHED, {"city": city_id, "number": in_force})
    limits = gates()
    return {
        "models": models,
        "activations": activations,
        "in_force": in_force,
        "engine": None if engine is None else dict(engine),
        "watched": list(watched),
        "extra": extra.there(),
        "gates": {
            "months": limits.months,
            "least_lapses": limits.least_lapses,
            "ae": [limits.ae.least, limits.ae.most],
            "slope": [limits.slope.least, limits.slope.most],
        },
    }


async def approve_model(session: AsyncSession, city_id: int, number: int, by: str) -> None:
    """Say that a model may judge. Raises `risk.model_not_found`, `risk.not_trained`, `risk.gate`."""
    model = await _get(session, city_id, number)
    if model["state"] == "approved":
        return
    if model["state"] != "trained":
        raise Conflict(
            "risk.not_trained", f"Model {number} is not trained.", "Choose one that is.", number=number
        )
    if not model["figures"]["opens"]:
        raise Conflict(
            "risk.gate",
            f"Model {number} fails a gate in the newest closed due months.",
            "Stay with what judges now; train again when another month is closed.",
            number=number,
        )
    await session.execute(
        text(
            "UPDATE renewal.risk_model SET state = 'approved', approved_by = :by, approved_at = :at WHERE id = :id"
        ),
        {"by": by, "at": now(), "id": model["id"]},
    )


async def activate_model(
    session: AsyncSession, city_id: int, number: int | None, reason: str, by: str
) -> None:
    """Put an approved model in force, or with None the points card alone. A run of the city's day judges the dues by it.

    Raises `risk.model_not_found`, `risk.not_approved`, `risk.in_force`, `risk.no_extra`, `risk.model_other_version`.
    """
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtext('risk_model'), :city)"), {"city": city_id}
    )
    current = (await session.execute(_ACTIVATIONS, {"city": city_id})).mappings().first()
    if (None if current is None else current["model"]) == number:
        raise Conflict("risk.in_force", "It is in force.", "Choose another one.")
    model = None if number is None else await _ready(session, city_id, number)
    await session.execute(
        text(
            """INSERT INTO renewal.risk_activation (city_id, model_id, by, at, reason)
               VALUES (:city, :model, :by, :at, :reason)"""
        ),
        {"city": city_id, "model": model, "by": by, "at": now(), "reason": reason},
    )
    await enqueue(session, "judge_dues", lock=f"judge {city_id}", city_id=str(city_id))


async def _ready(session: AsyncSession, city_id: int, number: int) -> Any:
    model = await _get(session, city_id, number)
    if model["state"] != "approved":
        raise Conflict(
            "risk.not_approved",
            f"Model {number} is not approved.",
            "Approve it first; only one that passes the gates can be.",
            number=number,
        )
    extra.load("lightgbm")
    file = await session.execute(
        text("SELECT content, sha256 FROM renewal.risk_model_file WHERE model_id = :id"), {"id": model["id"]}
    )
    unpack(*file.one())
    return model["id"]


async def _get(session: AsyncSession, city_id: int, number: int) -> RowMapping:
    row = (await session.execute(_MODEL, {"city": city_id, "number": number})).mappings().first()
    if row is None:
        raise NotFound(
            "risk.model_not_found", f"There is no model {number}.", "Choose one of the list.", number=number
        )
    return row
