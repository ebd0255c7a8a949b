"""The events for one customer: those that he was asked to or answered, and those that are open and fit him."""

from datetime import datetime, time
from typing import Any

import numpy as np
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.attending import mark_days
from gridward.activities.codes import guest_code
from gridward.activities.contract import SignUpState
from gridward.activities.customers import Known, know
from gridward.activities.fitting import Customer, Fit, Occasion, fits, fits_anybody
from gridward.activities.inviting import why_no_message
from gridward.activities.lists import PHASE, SEATED
from gridward.activities.rules import activity_rules
from gridward.city.public import projection_of
from gridward.engagement.contract import Purpose
from gridward.engagement.public import latest_consents
from gridward.identity.contract import DataScope
from gridward.kernel.clock import POLICY_ZONE, now, policy_day, today

_YEAR = "interval '1 year'"
_OFFERS = text(
    f"""SELECT e.id AS event_id, e.kind, e.title, e.description, s.name AS station, e.place, s.lon, s.lat, e.starts_at,
            e.ends_at, e.answer_by, e.seats, greatest(e.seats - n.taken, 0) AS left, e.interests, e.age_from, e.age_to,
            e.district_ids, {PHASE} AS state, coalesce(i.invited, '[]') AS invited, a.state AS answer, a.persons,
            a.answered_at, a.id AS sign_up_id
        FROM activities.event e
        LEFT JOIN stations.station s ON s.id = e.station_id
        CROSS JOIN LATERAL (SELECT coalesce(sum(n.persons), 0) AS taken FROM activities.sign_up n
            WHERE n.event_id = e.id AND {SEATED}) n
        LEFT JOIN LATERAL (SELECT json_agg(json_build_object('channel', channel, 'at', invited_at) ORDER BY invited_at)
            AS invited FROM activities.invitation WHERE event_id = e.id AND customer_id = :customer) i ON true
        LEFT JOIN activities.sign_up a ON a.event_id = e.id AND a.customer_id = :customer
        WHERE e.city_id = :city AND e.state <> 'draft' AND e.starts_at > CAST(:now AS timestamptz) - {_YEAR}
          AND (a.id IS NOT NULL OR i.invited IS NOT NULL
              OR e.state = 'open' AND e.starts_at > :now AND e.answer_by >= :day
              -- Who did not sign up may come all the same.
              OR e.state IN ('open', 'closed') AND e.starts_at >= :midnight AND e.starts_at < :midnight + interval '1 day')
        ORDER BY e.starts_at, e.id"""
)
_COMES = (SignUpState.SIGNED_UP, SignUpState.WAITING)
_TAKES_PLACE = ("open", "answers_over", "closed")


async def events_for(session: AsyncSession, scope: DataScope, customer_id: int) -> dict[str, Any]:
    """The events for the person behind a customer number, as `CustomerEventsOut`. Raises `customer.not_found`.

    First what he is asked to and can still answer, then what fits him best; what is over comes last.
    """
    person = await know(session, scope, customer_id)
    profiled = await _may_be_profiled(session, person.person_id)
    midnight = datetime.combine(today(), time(), POLICY_ZONE)
    times = {"now": now(), "day": today(), "midnight": midnight}
    rows = await session.execute(_OFFERS, {"customer": person.person_id, "city": person.city_id, **times})
    events = list(rows.mappings())
    ways = await _ways(session, person, events)
    found = []
    for event, way in zip(events, ways, strict=True):
        fit = _fit(event, person, way, profiled)
        known = event["answer"] is not None or event["invited"]
        if fit is not None or known:
            found.append((_order(event, fit), _shown(event, way, fit)))
    return {
        "customer_id": person.person_id,
        "no_message": await why_no_message(session, person.person_id),
        "profiled": profiled,
        "items": [shown for _, shown in sorted(found, key=lambda one: one[0])],
    }


async def _may_be_profiled(session: AsyncSession, person_id: int) -> bool:
    said = {one["purpose"]: one["given"] for one in await latest_consents(session, person_id)}
    return bool(said.get(Purpose.PROFILING, True))


async def _ways(session: AsyncSession, person: Known, events: list[RowMapping]) -> list[float | None]:
    """The straight way from where he lives to each event, in metres."""
    placed = [event["lon"] is not None for event in events]
    if person.position is None or not any(placed):
        return [None] * len(events)
    projection = await projection_of(session, person.city_id)
    home = projection.project(np.array([person.position]))
    there = projection.project(
        np.array([(event["lon"], event["lat"]) for event in events if event["lon"] is not None])
    )
    ways = iter(np.hypot(*(there - home).T).tolist())
    return [next(ways) if one else None for one in placed]


def _fit(event: RowMapping, person: Known, way: float | None, profiled: bool) -> Fit | None:
    occasion = Occasion(
        policy_day(event["starts_at"]),
        event["left"],
        event["interests"],
        event["age_from"],
        event["age_to"],
        event["district_ids"],
    )
    if not profiled:
        return fits_anybody(occasion)
    customer = Customer(person.born_on, person.interests, person.district_id)
    return fits(occasion, customer, way, activity_rules().fit)


def _may_answer(event: RowMapping) -> bool:
    return bool(event["state"] == "open" and event["starts_at"] > now() and event["answer_by"] >= today())


def _may_mark(event: RowMapping) -> bool:
    first, last = mark_days(event["starts_at"])
    takes_place = event["state"] in (*_TAKES_PLACE, "over")
    return takes_place and first <= today() <= last and event["answer"] != SignUpState.ATTENDED


def _order(event: RowMapping, fit: Fit | None) -> tuple[Any, ...]:
    ahead = event["state"] in _TAKES_PLACE and event["starts_at"] > now()
    asked = event["invited"] and event["answer"] is None and _may_answer(event)
    mine = event["answer"] in _COMES or asked
    points = fit.points if fit is not None else 0.0
    starts = event["starts_at"].timestamp()
    return (not ahead, not mine, -points, starts) if ahead else (not ahead, not mine, 0.0, -starts)


def _shown(event: RowMapping, way: float | None, fit: Fit | None) -> dict[str, Any]:
    answer = event["answer"] and {
        "state": event["answer"],
        "persons": event["persons"],
        "at": event["answered_at"],
        "code": guest_code(event["event_id"], event["sign_up_id"]),
    }
    return {
        **event,
        "distance_m": way,
        "reasons": fit.reasons if fit is not None else [],
        "answer": answer,
        "may_answer": _may_answer(event),
        "may_withdraw": event["answer"] in _COMES
        and event["state"] in _TAKES_PLACE
        and event["starts_at"] > now(),
        "may_mark": _may_mark(event),
        "most_persons": min(activity_rules().most_persons, event["seats"]),
    }
