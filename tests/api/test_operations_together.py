"""What a batch applies together comes to what its operations come to one by one: receipts and rows."""

import asyncio
import json
import random
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.envelope import BatchIn, OperationIn
from gridward.field.operations import intake
from gridward.field.operations.receipts import Place, Sender
from gridward.kernel.clock import today
from gridward.platform.db import undone
from support.field_work import Tablet, field_task, one, operation, persons_of, rows
from support.seat_work import due

# Without moments of ours, and ids and ciphers that are new each time.
_ROWS = {
    "note": "SELECT id, customer_id, at, specialist_id, cell_id FROM engagement.note",
    "contact": """SELECT id, customer_id, at, channel, result, specialist_id, cell_id, task_id, note_sealed IS NULL
        FROM engagement.contact""",
    "task": """SELECT customer_id, cell_id, kind, state, outcome, closed_by, due_on, starts_on, priority, source_key
        FROM engagement.task""",
    "care": "SELECT customer_id, state, stage, first_contact_at FROM engagement.care",
    "visit": """SELECT id, customer_id, cell_id, task_id, policy_id, begun_at, completed_at, outcome, next_step,
        position_sealed IS NULL, note_sealed IS NULL, no_position FROM field.visit""",
    "promise": "SELECT id, customer_id, policy_id, number, promised_on, made_at, state FROM renewal.promise",
    "consent": "SELECT id, customer_id, given FROM engagement.consent",
    "operation": """SELECT op_id, account_id, kind, occurred_at, customer_id, cell_id, state, receipt::text
        FROM field.operation""",
    "feed": "SELECT cell_id, customer_id, seq, gone FROM field.feed",
    "cursor": "SELECT cell_id, cursor FROM field.feed_cell",
    "audit": """SELECT relation, operation, row_key, sum(coalesce(row_count, 1))
        FROM audit.entry WHERE relation <> 'engagement.task'
            -- A check-in and its outcome are written at once where they come together.
            AND (relation, operation) <> ('field.visit', 'update')
        GROUP BY 1, 2, 3""",
}

_KINDS = [
    "visit.begin", "visit.complete", "contact.log", "promise.record", "note.add", "task.skip", "consent.record",
]  # fmt: skip


@dataclass(frozen=True)
class Work:
    """What the operations are about."""

    url: str
    sender: Sender
    persons: list[int]
    tasks: list[UUID]
    due: tuple[int, int]
    """Policy and number of an instalment of the first person."""


def _world(mine: Tablet, url: str, cells: list[int]) -> Work:
    persons = persons_of(url, mine.cell_id)[:3]
    holder = next(
        person for person in persons if rows(url, "SELECT FROM book.policy WHERE holder_id = %s", person)
    )
    persons.sort(key=lambda person: person != holder)
    owed = due(url, holder)
    tasks = [
        field_task(url, person, mine.cell_id, kind)
        for person in persons
        for kind in ("renewal_visit", "first_contact")
    ]
    persons.append(persons_of(url, cells[1])[0])
    account = one(url, "SELECT id FROM identity.account WHERE login = %s", mine.login)
    specialist = one(
        url, "SELECT specialist_id FROM staffing.specialist_account WHERE account_id = %s", account
    )
    assert mine.get("/sync/cells")["cells"], "the feed has begun"
    sender = Sender(account, specialist, "王*", Place(1, None, mine.cell_id))
    return Work(url, sender, persons, tasks, (owed.policy_id, owed.number))


def _batch(work: Work, draw: random.Random) -> list[dict[str, Any]]:
    """Few customers, tasks and numbers, so that operations meet: they build on each other, and stand in each other's way."""
    made = []
    for _ in range(draw.randint(6, 14)):
        kind, payload = _operation(work, draw)
        made.append(operation(kind, payload))
        if kind == "visit.begin" and draw.random() < 0.6:
            halves = {"customer_id": payload["customer_id"], "visit_id": payload["visit_id"]}
            made.append(operation("visit.complete", _of_kind("visit.complete", work, draw) | halves))
    return made


def _operation(work: Work, draw: random.Random) -> tuple[str, dict[str, Any]]:
    kind = draw.choice(_KINDS)
    return kind, _of_kind(kind, work, draw)


def _of_kind(kind: str, work: Work, draw: random.Random) -> dict[str, Any]:
    number = f"0197a1b2-0000-7000-8000-00000000000{draw.randint(0, 2)}"
    task = draw.choice([None, *map(str, work.tasks), "0197a1b2-0000-7000-8000-0000000000ff"])
    policy, instalment = work.due
    promised_on = (today() + timedelta(days=draw.randint(-1, 3))).isoformat()
    promise = {"policy_id": policy, "number": instalment, "promised_on": promised_on}
    note = draw.choice(["", "下午在家"])
    kinds: dict[str, dict[str, Any]] = {
        "visit.begin": {"visit_id": number, "task_id": task},
        "visit.complete": {
            "visit_id": number,
            "task_id": task,
            "policy_id": draw.choice([None, policy]),
            "outcome": draw.choice(["informed", "not_home", "promised"]),
            "promise": draw.choice([None, promise]),
            "next_step": draw.choice(["none", "none", "visit_again", "seat_call"]),
            "note": note,
            "attachments": [],
        },
        "contact.log": {
            "contact_id": number,
            "task_id": task,
            "channel": "call",
            "result": draw.choice(["reached", "no_answer"]),
            "note": note,
        },
        "promise.record": {"promise_id": number, **promise},
        "note.add": {"note_id": number, "text": draw.choice(["一", "二"])},
        "task.skip": {
            "task_id": str(draw.choice(work.tasks)),
            "reason": draw.choice(["no_time", "not_needed"]),
        },
        "consent.record": {
            "consent_id": str(uuid.UUID(int=draw.getrandbits(128))),
            "purpose": "marketing",
            "given": draw.choice([True, False]),
            "how": "phone",
        },
    }
    return {"customer_id": draw.choice(work.persons), **kinds[kind]}


async def _as_one(
    session: AsyncSession, sender: Sender, operations: list[OperationIn]
) -> list[dict[str, Any]]:
    return await intake.take_in_all(session, sender, operations, guarded=False)


async def _guarded(
    session: AsyncSession, sender: Sender, operations: list[OperationIn]
) -> list[dict[str, Any]]:
    return await intake.take_in_all(session, sender, operations, guarded=True)


async def _one_by_one(
    session: AsyncSession, sender: Sender, operations: list[OperationIn]
) -> list[dict[str, Any]]:
    return [await intake.take_in(session, sender, each) for each in operations]


def _came_to(
    work: Work,
    operations: list[OperationIn],
    take_in: Callable[[AsyncSession, Sender, list[OperationIn]], Awaitable[list[dict[str, Any]]]],
) -> Any:
    async def run(session: AsyncSession) -> Any:
        receipts = await take_in(session, work.sender, operations)
        await session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        found = {
            name: sorted(map(repr, (await session.execute(text(query))).all()))
            for name, query in _ROWS.items()
        }
        return [{**one, "received_at": None} for one in receipts], found

    return asyncio.run(undone(work.url, run))


def test_a_batch_comes_to_what_its_operations_come_to(
    mine: Tablet, worked_url: str, cells: list[int]
) -> None:
    work = _world(mine, worked_url, cells)

    for seed in range(12):
        made = {"operations": _batch(work, random.Random(seed))}
        operations = BatchIn.model_validate_json(json.dumps(made)).operations
        alone = _came_to(work, operations, _one_by_one)
        for way in (_as_one, _guarded):
            together = _came_to(work, operations, way)
            assert together[0] == alone[0], seed
            assert together[1] == alone[1], seed
