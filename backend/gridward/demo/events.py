"""The demo city's events, written down as ops writes them, dated from today."""

import asyncio
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.activities.contract import EventState
from gridward.activities.public import EventIn, add_event, set_state
from gridward.city.public import city_id
from gridward.demo.loading import CODE
from gridward.identity.public import everything
from gridward.kernel.clock import POLICY_ZONE, now, today
from gridward.platform.db import in_transaction

_EVENTS: tuple[dict[str, Any], ...] = (
    {
        "kind": "health_talk",
        "title": "冬季养生与慢病管理",
        "description": "社区医院的医生讲冬季起居、饮食和常用药，现场答疑。",
        "place": "二楼多功能厅",
        "days": 6,
        "seats": 30,
        "interests": ["健康养生", "太极"],
        "age_from": 50,
    },
    {
        "kind": "policy_service_day",
        "title": "保单服务日",
        "description": "带上保单，专员逐份讲解保障内容、缴费和联系方式的变更办法。",
        "place": "一楼服务厅",
        "days": 9,
        "seats": 24,
    },
    {
        "kind": "interest_class",
        "title": "书法体验课",
        "description": "笔墨纸砚现场备好，零基础也能写一幅春联。",
        "place": "三楼教室",
        "days": 12,
        "seats": 8,
        "interests": ["书法", "读书"],
    },
)
_STATIONS = text(
    """SELECT h.station_id FROM stations.cell_station h JOIN grids.cell c ON c.id = h.cell_id
       JOIN grids.plan p ON p.id = c.plan_id
       WHERE p.city_id = :city AND p.effective @> CAST(:day AS date)
       GROUP BY h.station_id ORDER BY sum(c.load) DESC, h.station_id"""
)
"""The stations in use, the one with most customers first."""


def hold_events(url: str) -> None:
    """Open the demo's events for answers, unless it has some that are still to come."""
    asyncio.run(in_transaction(url, _hold))


async def _hold(session: AsyncSession) -> None:
    city = await city_id(session, everything(), CODE)
    ahead = await session.scalar(
        text("SELECT count(*) FROM activities.event WHERE city_id = :city AND starts_at > :now"),
        {"city": city, "now": now()},
    )
    stations = (await session.scalars(_STATIONS, {"city": city, "day": today()})).all()
    if ahead or not stations:
        return
    for number, one in enumerate(_EVENTS):
        event = _dated(one, stations[number % len(stations)])
        event_id = await add_event(session, city, None, event)
        await set_state(session, everything(), event_id, EventState.OPEN)


def _dated(one: dict[str, Any], station_id: int) -> EventIn:
    on = today() + timedelta(days=one["days"])
    return EventIn(
        **{name: value for name, value in one.items() if name != "days"},
        station_id=station_id,
        starts_at=datetime.combine(on, time(14), POLICY_ZONE),
        ends_at=datetime.combine(on, time(16), POLICY_ZONE),
        answer_by=on - timedelta(days=1),
    )
