"""What a handler is told about an operation, and what it says became of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.kernel.clock import POLICY_ZONE


@dataclass(frozen=True)
class Work:
    """Somebody's work in a cell that was his when he did it."""

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

    def fault(self, code: str, name: str, detail: str) -> None:
        """Note that a part could not be kept."""
        self.code = self.code or code
        self.faults.append({"field": name, "detail": detail})


async def his_task(session: AsyncSession, work: Work, task_id: UUID) -> Row[Any] | None:
    """A task of the customer: `id`, `kind`, `stage`, `state`, `policy_id`, `instalment`, `priority`, `why`."""
    rows = await session.execute(
        text(
            """SELECT id, kind, stage, state, policy_id, instalment, priority, why FROM engagement.task
               WHERE id = :task AND customer_id = :customer"""
        ),
        {"task": task_id, "customer": work.person},
    )
    return rows.one_or_none()
