"""How the tablets of specialists stand, for whoever leads them: seen, and decided about."""

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.devices.photos import photos_waited_for
from gridward.field.devices.trouble import ORDER, trouble_of
from gridward.field.rules import field_rules
from gridward.identity.contract import DataScope
from gridward.identity.public import DeviceState, decide_device, no_device
from gridward.kernel.clock import now, today

_LED_DAYS = 31
"""A tablet is still seen by whoever led its specialist so many days ago: work may still be on it."""

_NO_PHOTOS = {"photos": 0, "photos_since": None}

_LED = """(CAST(:cells AS int[]) IS NULL OR EXISTS (
               SELECT FROM staffing.tenure l WHERE l.specialist_id = s.id AND l.cell_id = ANY(:cells)
                 AND l.during && daterange(CAST(:day AS date) - CAST(:led AS int), CAST(:day AS date), '[]')))"""

_TABLETS = text(
    f"""SELECT d.id AS device_id, d.account_id, s.id AS specialist_id, s.name_masked AS specialist, s.staff_no, d.name,
           d.state, d.state_at, d.registered_at, d.reported_at, d.app_version, d.waiting, d.oldest_at,
           d.usage_bytes, d.quota_bytes, d.persisted, d.missing, d.missed_at, d.given_up,
           ARRAY(SELECT c.name FROM staffing.tenure t JOIN grids.cell c ON c.id = t.cell_id
                 WHERE t.specialist_id = s.id AND t.during @> CAST(:day AS date) ORDER BY t.role, c.number) AS cells,
           (SELECT max(o.received_at) FROM field.operation o
            WHERE o.account_id = d.account_id AND o.device_id = d.id) AS received_at,
           EXISTS (SELECT FROM identity.device n WHERE n.account_id = d.account_id AND n.id <> d.id
                   AND n.registered_at > coalesce(d.reported_at, d.registered_at)) AS has_newer
       FROM identity.device d
       JOIN staffing.specialist_account a ON a.account_id = d.account_id
       JOIN book.specialist s ON s.id = a.specialist_id
       WHERE s.city_id = :city AND {_LED}
       ORDER BY s.staff_no, d.registered_at DESC, d.id"""
)

_ACCOUNTS = text(
    f"""SELECT d.account_id FROM identity.device d
       JOIN staffing.specialist_account a ON a.account_id = d.account_id
       JOIN book.specialist s ON s.id = a.specialist_id
       WHERE d.id = :device AND (:all OR s.city_id = ANY(:cities)) AND {_LED}"""
)


async def list_tablets(session: AsyncSession, scope: DataScope, city_id: int) -> list[dict[str, Any]]:
    """The tablets of a city's specialists, or of those whom somebody leads; those in trouble first, the worst on top."""
    scope.require_city(city_id)
    rows = (await session.execute(_TABLETS, {"city": city_id, **_led(scope)})).mappings().all()
    waited_for = await photos_waited_for(session, {row["account_id"] for row in rows})
    at, rules = now(), field_rules().devices
    seen = [{**row, **waited_for.get((row["device_id"], row["account_id"]), _NO_PHOTOS)} for row in rows]
    tablets = [{**row, "trouble": trouble_of(row, at, rules)} for row in seen]
    return sorted(tablets, key=lambda one: [ORDER.index(code) for code in one["trouble"]] or [len(ORDER)])


async def decide_tablet(session: AsyncSession, scope: DataScope, device_id: UUID, state: DeviceState) -> None:
    """Decide what is to become of a tablet. Raises `device.not_found`, also out of scope, and `device.wiped`."""
    values = {"device": device_id, "all": scope.all_cities, "cities": sorted(scope.city_ids), **_led(scope)}
    accounts = (await session.scalars(_ACCOUNTS, values)).all()
    if not accounts:
        raise no_device()
    await decide_device(session, device_id, accounts, state)


def _led(scope: DataScope) -> dict[str, Any]:
    return {"cells": scope.cell_list, "day": today(), "led": _LED_DAYS}
