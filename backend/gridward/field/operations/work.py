"""What a handler is told about an operation, and what it says became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import POLICY_ZONE
from gridward.kernel.errors import GridwardError
from gridward.platform.statements import Row, Statement


class Work(NamedTuple):
    """Somebody's work in a cell that was his when he did it.

    Like all of which each operation makes its own it is a named tuple: a frozen dataclass takes four times as long to make.
    """

    op_id: UUID
    account_id: UUID
    specialist_id: int
    city_id: int
    customer_id: int | None
    """The person; none where the work is about the whole cell."""
    cell_id: int
    """The cell in which the customer was when it was done."""
    cell_now: int | None
    """The cell in which he is today."""
    at: datetime
    """When it was done: the tablet's clock, never later than ours."""

    @property
    def day(self) -> date:
        """The day on which it was done, in the policies' time zone."""
        return self.at.astimezone(POLICY_ZONE).date()

    @property
    def person(self) -> int:
        """The person of work that is about one."""
        assert self.customer_id is not None
        return self.customer_id


@dataclass
class Result:
    """What was kept; `code` where a person has to look at something, the first of it."""

    code: str | None = None
    faults: list[dict[str, str]] = field(default_factory=list)
    note: str | None = None
    """What whoever did it is told although all of it was kept."""

    merged: bool = False
    """Others changed the same meanwhile: `faults` has both values."""

    def keep_both(self, name: str, ours: str, theirs: str) -> None:
        """Note a field that others changed meanwhile; both values masked."""
        self.merged, self.note = True, "details.merged"
        self.faults.append({"field": name, "detail": f"{ours} / {theirs}", "ours": ours, "theirs": theirs})

    def fault(self, code: str, name: str, detail: str) -> None:
        """Note that a part could not be kept."""
        self.code = self.code or code
        self.faults.append({"field": name, "detail": detail})


Outcome = Result | GridwardError
"""What was kept of an operation, or why it had no effect."""

_POLICIES = Statement(
    """SELECT p.id, s.person_id
       FROM unnest(CAST(:policies AS bigint[]), CAST(:customers AS bigint[])) AS a (policy_id, customer_id)
       JOIN book.policy p ON p.id = a.policy_id
       JOIN census.customer_standing s ON s.customer_id IN (p.holder_id, p.insured_id) AND s.person_id = a.customer_id"""
)
_TASKS = Statement(
    """SELECT t.id, t.kind, t.stage, t.state, t.policy_id, t.instalment, t.priority, t.why
       FROM unnest(CAST(:tasks AS uuid[]), CAST(:customers AS bigint[])) AS a (id, customer_id)
       JOIN engagement.task t USING (id, customer_id)"""
)


async def their_tasks(
    session: AsyncSession, named: Sequence[tuple[Work, UUID | None]]
) -> dict[UUID | None, Row]:
    """Tasks that are named, by their ids, as far as they are the customers'.

    `id`, `kind`, `stage`, `state`, `policy_id`, `instalment`, `priority`, `why`.
    """
    pairs = [(task, work.person) for work, task in named if task is not None]
    if not pairs:
        return {}
    tasks, customers = map(list, zip(*pairs, strict=True))
    rows = await _TASKS.rows(session, {"tasks": tasks, "customers": customers})
    return {row.id: row for row in rows}


async def their_policies(session: AsyncSession, named: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those pairs of policy and person where it is his."""
    if not named:
        return set()
    policies, customers = map(list, zip(*named, strict=True))
    rows = await _POLICIES.rows(session, {"policies": policies, "customers": customers})
    return {(row.id, row.person_id) for row in rows}


async def his_task(session: AsyncSession, work: Work, task_id: UUID) -> Row | None:
    """The same of one task."""
    return (await their_tasks(session, [(work, task_id)])).get(task_id)
