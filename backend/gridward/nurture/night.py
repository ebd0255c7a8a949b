"""The programme's part of a city's day. Doing it twice changes nothing."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewMessage, NewTask, Stage
from gridward.engagement.public import add_tasks_in, queue_messages
from gridward.kernel.clock import now
from gridward.nurture.lots import HELD_OUT, LEFT_ALONE, NURTURED
from gridward.nurture.measuring import measures
from gridward.nurture.planning import Chosen, Step, plan_night
from gridward.nurture.room import OCCASION
from gridward.nurture.rules import FieldStep, NurtureRules, Occasion, nurture_rules

CALL = "nurture_call"
"""The kind of the task."""
_PRIORITY = 0.5
"""After everything that is due, and after first contacts."""

_ALONE = text("SELECT pg_advisory_xact_lock(hashtext('nurture'), :city)")
_EXPIRE = text(
    """UPDATE engagement.task SET state = 'cancelled', outcome = 'expired', closed_at = :now
       WHERE city_id = :city AND kind = ANY(:kinds) AND state = 'open' AND due_on < :day"""
)
_TOUCH = text(
    """INSERT INTO nurture.touch (city_id, occasion, step, customer_id, cell_id, policy_id, on_day, day, lot, message_id,
           task_id, rules)
       SELECT :city, :occasion, :step, t.customer_id, t.cell_id, t.policy_id, t.on_day, :day, t.lot, t.message_id, t.task_id,
           :rules
       FROM unnest(CAST(:customers AS bigint[]), CAST(:cells AS integer[]), CAST(:policies AS bigint[]),
           CAST(:on_days AS date[]), CAST(:lots AS text[]), CAST(:messages AS uuid[]), CAST(:tasks AS uuid[]))
           AS t (customer_id, cell_id, policy_id, on_day, lot, message_id, task_id)"""
)
_NIGHT = text(
    """INSERT INTO nurture.night AS n (city_id, day, at, rules, left_out, measures)
       VALUES (:city, :day, :now, :rules, CAST(:left_out AS jsonb), CAST(:measures AS jsonb))
       ON CONFLICT (city_id, day) DO UPDATE SET measures = excluded.measures
       WHERE n.measures IS DISTINCT FROM excluded.measures"""
)


@dataclass(frozen=True)
class Night:
    """What a night of the programme came to, in customers."""

    messages: int
    calls: int
    """Of the seats."""
    tasks: int
    """Of the specialists."""
    held_out: int
    """Who would have got one but for a lot, the programme's own or that of treatment."""


async def nurture(session: AsyncSession, city_id: int, day: date) -> Night:
    """Queue the day's messages, make its calls and tasks, count what came of all before. Needs the due list of the day."""
    rules = nurture_rules()
    await session.execute(_ALONE, {"city": city_id})
    await session.execute(_EXPIRE, {"city": city_id, "kinds": [CALL, OCCASION], "day": day, "now": now()})
    steps = await plan_night(session, city_id, day, rules)
    for step in steps:
        await _take(session, city_id, day, rules, step)
    left_out = [
        {"occasion": step.occasion.name, "step": step.step, "left_out": step.left_out} for step in steps
    ]
    measured = await measures(session, city_id, day, rules)
    await session.execute(
        _NIGHT,
        {
            "city": city_id,
            "day": day,
            "now": now(),
            "rules": rules.version,
            "left_out": json.dumps(left_out),
            "measures": json.dumps(measured, default=str),
        },
    )
    return Night(
        sum(step.of(NURTURED) for step in steps if step.step == "message"),
        sum(step.of(NURTURED) for step in steps if step.step == "call"),
        sum(step.of(NURTURED) for step in steps if step.step == "field"),
        sum(step.of(HELD_OUT) + step.of(LEFT_ALONE) for step in steps),
    )


async def _take(session: AsyncSession, city_id: int, day: date, rules: NurtureRules, step: Step) -> None:
    if not step.chosen:
        return
    nurtured = [one for one in step.chosen if one.lot == NURTURED]
    messages: dict[int, UUID] = {}
    tasks: dict[int, UUID] = {}
    if step.step == "message":
        letters = [_message(city_id, day, step.occasion, one) for one in nurtured]
        await queue_messages(session, letters)
        messages = {letter.customer_id: letter.id for letter in letters}
    else:
        made = [
            _task(city_id, step.occasion, one, step.occasion.field)
            if step.step == "field" and step.occasion.field
            else _call(city_id, day + timedelta(days=rules.calls.within_days), step.occasion, one)
            for one in nurtured
        ]
        await add_tasks_in(session, made)
        tasks = {task.customer_id: task.id for task in made}
    await session.execute(
        _TOUCH,
        {
            "city": city_id,
            "occasion": step.occasion.name,
            "step": step.step,
            "day": day,
            "rules": rules.version,
            "customers": [one.person_id for one in step.chosen],
            "cells": [one.cell_id for one in step.chosen],
            "policies": [one.policy_id for one in step.chosen],
            "on_days": [one.on_day for one in step.chosen],
            "lots": [one.lot for one in step.chosen],
            "messages": [messages.get(one.person_id) for one in step.chosen],
            "tasks": [tasks.get(one.person_id) for one in step.chosen],
        },
    )


def _key(occasion: Occasion, one: Chosen) -> str:
    return f"nurture/{occasion.name}/{one.person_id}/{one.on_day}"


def _message(city_id: int, day: date, occasion: Occasion, one: Chosen) -> NewMessage:
    leave_by = max(one.on_day + timedelta(days=occasion.lasts_days - 1), day)
    params: dict[str, Any] = {"leave_by": leave_by.isoformat()}
    if one.years is not None:
        params["years"] = str(one.years)
    if one.until is not None:
        params["until"] = one.until.isoformat()
    return NewMessage(
        city_id, one.person_id, occasion.template, params, occasion.purpose, _key(occasion, one)
    )


def _task(city_id: int, occasion: Occasion, one: Chosen, how: FieldStep) -> NewTask:
    return NewTask(
        city_id=city_id,
        customer_id=one.person_id,
        kind=OCCASION,
        stage=how.stage,
        workplace="field",
        due_on=one.on_day + timedelta(days=how.within_days),
        priority=how.priority,
        source_key=f"{_key(occasion, one)}/field",
        cell_id=one.cell_id,
        policy_id=one.policy_id,
        starts_on=one.on_day,
        why=(_why(occasion, one),),
    )


def _why(occasion: Occasion, one: Chosen) -> dict[str, Any]:
    on = one.on_day.isoformat()
    if one.until is not None:
        return {"code": "may_be_reinstated", "params": {"until": one.until.isoformat()}}
    if one.years is None:
        return {"code": "birthday" if occasion.kind == "birthday" else "occasion", "params": {"on": on}}
    if occasion.kind == "policy_year" and occasion.after_days == 0:
        return {"code": "policy_anniversary", "params": {"on": on, "years": one.years}}
    return {"code": "benefit_may_wait", "params": {"years": one.years}}


def _call(city_id: int, due_on: date, occasion: Occasion, one: Chosen) -> NewTask:
    why = (
        {"code": "benefit_waits", "params": {"years": one.years}}
        if one.until is None
        else {"code": "reinstatement_ends", "params": {"until": one.until.isoformat()}}
    )
    return NewTask(
        city_id=city_id,
        customer_id=one.person_id,
        kind=CALL,
        stage=Stage.POLICY_SERVICE,
        workplace="seat",
        due_on=due_on,
        priority=_PRIORITY,
        source_key=f"{_key(occasion, one)}/call",
        cell_id=one.cell_id,
        policy_id=one.policy_id,
        why=(why,),
    )
