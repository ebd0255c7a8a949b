"""Work from the premium calendar, for a whole city: tasks and messages of the steps that its dues have reached."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import psycopg
from psycopg.rows import class_row

from gridward.book.public import GRACE_DAYS, MONTHS_BETWEEN
from gridward.engagement.contract import NewMessage, NewTask, Stage
from gridward.engagement.public import add_messages, add_tasks
from gridward.kernel.clock import now
from gridward.renewal.calendar import (
    MessageStep,
    OpenDue,
    PremiumCalendar,
    TaskStep,
    do_by,
    message_step,
    premium_calendar,
    task_step,
    urgency,
    why,
)
from gridward.renewal.whom.deciding import decide
from gridward.renewal.whom.inputs import Candidate
from gridward.renewal.whom.rules import treatment_rules

OPEN_DUES = """
    SELECT d.policy_id, d.customer_id, d.cell_id, d.number, d.due_on, d.grace_ends, d.amount, d.failure, d.risk, d.tier,
        p.premium * 12 / e.every AS premium_a_year, d.state = 'suspended' AS suspended,
        EXISTS (SELECT FROM renewal.promise r WHERE r.policy_id = d.policy_id AND r.number = d.number
            AND r.state = 'open') AS promised,
        EXISTS (SELECT FROM renewal.decision b WHERE b.policy_id = d.policy_id AND b.number = d.number
            AND b.action = 'offer') AS offered
    FROM renewal.due d JOIN book.policy p ON p.id = d.policy_id
    JOIN unnest(%(modes)s::text[], %(months)s::int[]) AS e (pay_mode, every) ON e.pay_mode = p.pay_mode
"""
"""Rows of the due list as `OpenDue`; with the parameters of `months_between`."""
_DUES = f"""
    {OPEN_DUES} WHERE d.city_id = %(city)s AND d.due_on BETWEEN %(first)s AND %(last)s ORDER BY d.policy_id
"""
_SUPERSEDE = """
    UPDATE engagement.task t SET state = 'cancelled', outcome = 'superseded', closed_at = %(now)s
    FROM due_now n
    WHERE t.policy_id = n.policy_id AND t.instalment = n.number AND t.state = 'open'
        AND t.kind IN ('renewal_call', 'renewal_visit')
        AND t.source_key <> CASE t.workplace WHEN 'seat' THEN n.seat_key ELSE n.field_key END
"""
"""A due without a step of the day has no key, and its open task stays."""
_REFRESH = """
    UPDATE engagement.task t SET priority = n.priority, why = n.why
    FROM due_now n
    WHERE t.policy_id = n.policy_id AND t.instalment = n.number AND t.state = 'open'
        AND t.kind IN ('renewal_call', 'renewal_visit') AND (t.priority, t.why) IS DISTINCT FROM (n.priority, n.why)
"""


@dataclass(frozen=True)
class Generated:
    """What a day's run of the calendar did."""

    tasks: int
    messages: int
    superseded: int
    """Open tasks of an earlier step whose place a new one took."""
    refreshed: int
    """Open tasks whose reasons and priority are those of the day now."""
    decided: int = 0
    """Decisions about dues that differ from those before them."""


def generate_work(connection: psycopg.Connection, city_id: int, day: date) -> Generated:
    """Make the day's tasks and queue its messages. Doing it twice changes nothing. Needs the due list of the day."""
    calendar = premium_calendar()
    dues = _dues(connection, city_id, calendar, day)
    steps = {
        (due.policy_id, workplace): step
        for due in dues
        for workplace in ("seat", "field")
        # A visit needs a cell; whoever has none is called all the same.
        if (workplace == "seat" or due.cell_id is not None)
        and (step := task_step(calendar, due, workplace, day)) is not None
    }
    reminders = {
        due.policy_id: reminder for due in dues if (reminder := message_step(calendar, due, day)) is not None
    }
    decided = decide(connection, city_id, day, [*_candidates(dues, steps, reminders)])
    wanted = decided.taken | decided.done
    steps = {
        (due.policy_id, workplace): step
        for due in dues
        for workplace in ("seat", "field")
        if (step := steps.get((due.policy_id, workplace))) is not None and _key(due, step) in wanted
    }
    dues = [replace(due, offered=True) if due.policy_id in decided.offered else due for due in dues]
    _put_due_now(connection, dues, steps, day)
    superseded = connection.execute(_SUPERSEDE, {"now": now()}).rowcount
    tasks = (
        _task(city_id, due, step, day)
        for due in dues
        for workplace in ("seat", "field")
        if (step := steps.get((due.policy_id, workplace))) is not None
    )
    made = add_tasks(connection, tasks)
    refreshed = connection.execute(_REFRESH).rowcount
    messages = add_messages(connection, _messages(city_id, dues, reminders, decided.taken))
    return Generated(made, messages, superseded, refreshed, decided.kept)


def _candidates(
    dues: list[OpenDue], steps: dict[tuple[int, str], TaskStep], reminders: dict[int, MessageStep]
) -> Iterator[Candidate]:
    """What may be left undone: all work for people, and messages that are neither statutory nor promised to all."""
    to_all = treatment_rules().lot.to_all
    for due in dues:
        for workplace, kind in (("seat", "call"), ("field", "visit")):
            if (step := steps.get((due.policy_id, workplace))) is not None:
                yield Candidate(due.policy_id, kind, _key(due, step))
        reminder = reminders.get(due.policy_id)
        if reminder is not None and _is_voluntary(reminder, to_all):
            yield Candidate(due.policy_id, "message", _message_key(due, reminder))


def _is_voluntary(step: MessageStep, to_all: frozenset[str]) -> bool:
    return step.purpose != "statutory" and step.template not in to_all


def _dues(
    connection: psycopg.Connection, city_id: int, calendar: PremiumCalendar, day: date
) -> list[OpenDue]:
    steps = (*calendar.messages, *calendar.tasks)
    farthest = max(*(step.last for step in steps), GRACE_DAYS)
    soonest = min(step.first for step in steps)
    with connection.cursor(row_factory=class_row(OpenDue)) as cursor:
        return cursor.execute(
            _DUES,
            {
                "city": city_id,
                "first": date.fromordinal(day.toordinal() - farthest),
                "last": date.fromordinal(day.toordinal() - soonest),
                **months_between(),
            },
        ).fetchall()


def months_between() -> dict[str, object]:
    """How many months lie between two premiums, as parameters of a query."""
    return {"modes": list(MONTHS_BETWEEN), "months": list(MONTHS_BETWEEN.values())}


def _put_due_now(
    connection: psycopg.Connection, dues: list[OpenDue], steps: dict[tuple[int, str], TaskStep], day: date
) -> None:
    """What open tasks of each due should look like, in the temporary table `due_now`."""
    connection.execute("DROP TABLE IF EXISTS due_now")
    connection.execute(
        """CREATE TEMP TABLE due_now (policy_id bigint, number integer, priority float8, why jsonb, seat_key text,
           field_key text) ON COMMIT DROP"""
    )
    with connection.cursor().copy("COPY due_now FROM STDIN") as copy:
        for due in dues:
            if due.due_on <= day and not due.suspended:
                keys = [
                    None if (step := steps.get((due.policy_id, workplace))) is None else _key(due, step)
                    for workplace in ("seat", "field")
                ]
                copy.write_row(
                    (due.policy_id, due.number, urgency(due, day), json.dumps(why(due, day)), *keys)
                )
    connection.execute("ANALYZE due_now")


def _key(due: OpenDue, step: TaskStep) -> str:
    return f"due/{due.policy_id}/{due.number}/{step.step}"


def _message_key(due: OpenDue, step: MessageStep) -> str:
    return f"due/{due.policy_id}/{due.number}/{step.template}"


def _task(city_id: int, due: OpenDue, step: TaskStep, day: date) -> NewTask:
    return NewTask(
        city_id=city_id,
        customer_id=due.customer_id,
        kind=step.kind,
        stage=Stage.RENEWAL,
        workplace=step.workplace,
        due_on=do_by(step, due, day),
        priority=urgency(due, day),
        source_key=_key(due, step),
        cell_id=due.cell_id,
        policy_id=due.policy_id,
        instalment=due.number,
        why=why(due, day),
    )


def _messages(
    city_id: int, dues: list[OpenDue], reminders: dict[int, MessageStep], taken: frozenset[str]
) -> Iterable[NewMessage]:
    to_all = treatment_rules().lot.to_all
    for due in dues:
        step = reminders.get(due.policy_id)
        if step is not None and (not _is_voluntary(step, to_all) or _message_key(due, step) in taken):
            yield NewMessage(
                city_id,
                due.customer_id,
                step.template,
                {
                    "due_on": due.due_on.isoformat(),
                    "amount": str(due.amount),
                    "grace_ends": due.grace_ends.isoformat(),
                },
                step.purpose,
                _message_key(due, step),
            )
