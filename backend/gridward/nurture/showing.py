"""The programme for the screens of ops."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.public import message_rules
from gridward.nurture.lots import HELD_OUT, LEFT_ALONE, NURTURED
from gridward.nurture.planning import plan_night
from gridward.nurture.rules import NurtureRules, nurture_rules
from gridward.renewal.public import treatment_rules

_NIGHTS = text(
    """SELECT n.day, n.at, n.left_out, n.measures, t.messages, t.calls, t.tasks, t.kept_back
       FROM nurture.night n LEFT JOIN LATERAL (
           SELECT count(message_id) AS messages, count(task_id) FILTER (WHERE step = 'call') AS calls,
               count(task_id) FILTER (WHERE step = 'field') AS tasks,
               count(*) FILTER (WHERE lot <> 'nurtured') AS kept_back
           FROM nurture.touch WHERE city_id = n.city_id AND day = n.day) t ON true
       WHERE n.city_id = :city ORDER BY n.day DESC LIMIT 14"""
)


async def nurture_page(session: AsyncSession, city_id: int) -> dict[str, Any]:
    """The rules, what came of the programme as of its last night, and the last nights, as `NurturePage`."""
    rows = (await session.execute(_NIGHTS, {"city": city_id})).all()
    newest = rows[0] if rows else None
    return {
        "programme": _programme(nurture_rules()),
        "measured_on": newest.day if newest else None,
        "measured_at": newest.at if newest else None,
        "measures": newest.measures if newest else None,
        "nights": [
            {
                "day": row.day,
                "messages": row.messages,
                "calls": row.calls,
                "tasks": row.tasks,
                "kept_back": row.kept_back,
                "left_out": sum((Counter(step["left_out"]) for step in row.left_out), Counter()),
            }
            for row in rows
        ],
    }


async def nurture_preview(session: AsyncSession, city_id: int, day: date) -> dict[str, Any]:
    """What a night of the programme would come to now, as `NurturePreview`. Nothing is written."""
    steps = await plan_night(session, city_id, day, nurture_rules())
    return {
        "day": day,
        "steps": [
            {
                "occasion": step.occasion.name,
                "step": step.step,
                "lots": {lot: step.of(lot) for lot in (NURTURED, HELD_OUT, LEFT_ALONE)},
                "left_out": step.left_out,
            }
            for step in steps
        ],
    }


def _programme(rules: NurtureRules) -> dict[str, Any]:
    texts = message_rules().templates
    return {
        "version": rules.version,
        "held_out": rules.lot.held_out,
        "left_alone": treatment_rules().lot.held_out,
        **rules.quiet.model_dump(exclude={"tasks"}),
        **rules.measuring.model_dump(),
        "budget": [one.model_dump() for one in rules.budget],
        "call_first": rules.calls.first,
        "call_last": rules.calls.last,
        "field_a_day": rules.field.most_a_day,
        "field_open": rules.field.most_open,
        "occasions": [
            {
                **{
                    name: getattr(one, name)
                    for name in ("name", "zh", "en", "kind", "purpose", "template", "call")
                },
                "field": one.field is not None,
                "text": texts[one.template].text.strip() if one.template in texts else "",
                "lasts_days": one.lasts_days,
                "every_days": one.every_days,
            }
            for one in rules.occasion
        ],
    }
