"""What follows a debit file at once: a message to each customer, and somebody who repairs what failed.

Of reminders there is one sequence a policy: the repair is a step of it, and the calendar's next step takes its place. Where
somebody is at work on the premium already, he gets to know why it failed instead.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
from psycopg.rows import class_row

from gridward.engagement.contract import NewMessage, NewTask, Stage
from gridward.engagement.public import add_messages, add_tasks
from gridward.renewal.calendar import OpenDue, TaskStep, do_by, premium_calendar, urgency, why
from gridward.renewal.debits.judging import Verdict
from gridward.renewal.debits.rules import Repair, debit_rules
from gridward.renewal.generating import OPEN_DUES, months_between
from gridward.renewal.whom.left_alone import left_alone

_KINDS = {"seat": "renewal_call", "field": "renewal_visit"}
_RAISE = """
    UPDATE engagement.task t SET priority = greatest(t.priority, d.priority),
        why = CASE t.kind WHEN 'promise_check' THEN t.why ELSE d.why END
    FROM unnest(%(policies)s::bigint[], %(numbers)s::int[], %(priorities)s::float8[], %(whys)s::jsonb[])
        AS d (policy_id, number, priority, why)
    WHERE t.policy_id = d.policy_id AND t.instalment = d.number AND t.state = 'open'
        AND t.kind IN ('renewal_call', 'renewal_visit', 'promise_check')
    RETURNING t.policy_id
"""


@dataclass(frozen=True)
class Repairs:
    """What was started."""

    messages: int
    tasks: int
    raised: int
    """Open tasks that got to know why the debit failed."""


def start_repairs(
    connection: psycopg.Connection,
    city_id: int,
    verdicts: Sequence[Verdict],
    watched: dict[int, int],
    day: date,
) -> Repairs:
    """Start what a file's rows ask for. Needs the due list as it is after them.

    `watched` has by policy the customer of each policy that was on the due list before: they hear that a debit went through.
    """
    rules = debit_rules()
    dues = {due.policy_id: due for due in _dues(connection, city_id, [one.policy_id for one in verdicts])}
    failed: list[tuple[Verdict, OpenDue, Repair]] = []
    messages: list[NewMessage] = []
    for one in verdicts:
        if one.is_known:
            continue
        if one.row.result == "accepted":
            if (customer := watched.get(one.policy_id)) is not None:
                messages.append(_message(city_id, one, customer, "debit_received", day))
            continue
        due = dues.get(one.policy_id)
        # Only on the oldest unpaid premium; of a suspended contract the notice of suspension tells all there is to say.
        if due is None or due.number != one.row.number or due.suspended:
            continue
        repair = rules.reversal if one.row.result == "reversed" else rules.reasons[one.row.reason]
        failed.append((one, due, repair))
        messages.append(_message(city_id, one, due.customer_id, repair.template, day, due))
    raised = _raise(connection, [due for _, due, _ in failed], day)
    # What the bank said is told to everybody; work for people is left for those whom the lot holds out.
    alone = left_alone(connection, {due.customer_id for _, due, _ in failed})
    worked = [one for one in failed if one[1].customer_id not in alone]
    tasks = add_tasks(connection, list(_tasks(city_id, worked, raised, day)))
    return Repairs(add_messages(connection, messages), tasks, len(raised))


def _dues(connection: psycopg.Connection, city_id: int, policies: list[int]) -> list[OpenDue]:
    with connection.cursor(row_factory=class_row(OpenDue)) as cursor:
        return cursor.execute(
            f"{OPEN_DUES} WHERE d.city_id = %(city)s AND d.policy_id = ANY(%(policies)s)",
            {"city": city_id, "policies": policies, **months_between()},
        ).fetchall()


def _raise(connection: psycopg.Connection, dues: Sequence[OpenDue], day: date) -> set[int]:
    """Tell open tasks why the debit failed; the policies that have some. Who asks after a promise knows why he does."""
    names = {
        "policies": [due.policy_id for due in dues],
        "numbers": [due.number for due in dues],
        "priorities": [urgency(due, day) for due in dues],
        "whys": [json.dumps(why(due, day)) for due in dues],
    }
    return {row[0] for row in connection.execute(_RAISE, names)}


def _tasks(
    city_id: int, failed: Iterable[tuple[Verdict, OpenDue, Repair]], raised: set[int], day: date
) -> Iterable[NewTask]:
    high_from = premium_calendar().value.high_from
    for one, due, repair in failed:
        step = _step(one, due, repair)
        fits = step.fits(due.tier == "high", due.premium_a_year >= high_from)
        # Who promised to pay is waited for.
        if due.policy_id in raised or due.promised or not fits:
            continue
        yield NewTask(
            city_id=city_id,
            customer_id=due.customer_id,
            kind=step.kind,
            stage=Stage.RENEWAL,
            workplace=step.workplace,
            due_on=min(do_by(step, due, day), day + timedelta(days=repair.within_days)),
            priority=urgency(due, day),
            source_key=f"due/{due.policy_id}/{due.number}/{step.step}",
            cell_id=due.cell_id,
            policy_id=due.policy_id,
            instalment=due.number,
            why=why(due, day),
        )


def _step(verdict: Verdict, due: OpenDue, repair: Repair) -> TaskStep:
    """The repair as a step of the policy's sequence. A visit needs a cell."""
    workplace = repair.workplace if due.cell_id is not None else "seat"
    row = verdict.row
    return TaskStep.model_validate(
        {
            "from": (row.debit_on - due.due_on).days,
            "to": (row.debit_on - due.due_on).days,
            "step": f"debit_{row.result}_{row.debit_on:%Y%m%d}",
            "kind": _KINDS[workplace],
            "workplace": workplace,
            "who": repair.who,
            "within_days": repair.within_days,
        }
    )


def _message(
    city_id: int, verdict: Verdict, customer: int, template: str, day: date, due: OpenDue | None = None
) -> NewMessage:
    row = verdict.row
    params = {
        "due_on": row.due_on.isoformat(),
        "amount": f"{row.amount:.2f}",
        "debit_on": row.debit_on.isoformat(),
        # Later it would be no news any more.
        "leave_by": (day + timedelta(days=3)).isoformat(),
    }
    if due is not None:
        params["grace_ends"] = due.grace_ends.isoformat()
    key = f"debit/{verdict.policy_id}/{row.number}/{row.result}/{row.debit_on:%Y%m%d}"
    return NewMessage(city_id, customer, template, params, "service", key)
