"""Operations that one transaction takes in: what is read for all of them at once, and what is put off to be done at once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.customer360.public import move_on
from gridward.field.envelope import OperationIn
from gridward.field.operations.authority import Known, Subject, read_ahead, subject_of_customer
from gridward.field.operations.kind import Kind
from gridward.field.operations.receipts import Sender, store
from gridward.field.payloads import Payload
from gridward.kernel.clock import now, policy_day
from gridward.platform.statements import Statement

_LARGEST_ID = 2**63 - 1
_TELL = Statement(
    "SELECT pg_notify('progress', 'cell:' || cell) FROM unnest(CAST(:cells AS int[])) AS c (cell)"
)


class Batch:
    """One transaction's operations, in their order."""

    def __init__(
        self, session: AsyncSession, sender: Sender, known: Known, guarded: bool, begun_at: datetime
    ) -> None:
        self.session = session
        self.begun_at = begun_at
        self.sender = sender
        self.known = known
        self.guarded = guarded
        self._rows: list[dict[str, Any]] = []
        self._moving: set[int] = set()
        self._told: set[int | None] = set()

    @classmethod
    async def begin(
        cls, session: AsyncSession, sender: Sender, operations: Sequence[OperationIn], *, guarded: bool
    ) -> "Batch":
        """Read what will be asked of those whom the operations name."""
        begun_at = now()
        days = {policy_day(min(one.occurred_at, begun_at)) for one in operations}
        known = await read_ahead(session, set(_customers(operations)), days)
        return cls(session, sender, known, guarded, begun_at)

    async def subject(self, kind: Kind, payload: Payload) -> Subject | None:
        """Whom an operation is about."""
        named = getattr(payload, "customer_id", None)
        if kind.subject is subject_of_customer and named in self.known.subjects:
            return self.known.subjects[named]
        return await kind.subject(self.session, payload)

    async def ready_for(self, kind: Kind, person: int | None) -> None:
        """Do what was put off and an operation goes by: the stage of its customer, and what was sent before it."""
        if person in self._moving:
            await self.move()
        if kind.goes_by_earlier:
            await self._store()

    def done(self, kind: Kind, person: int | None) -> None:
        """Something was done for a person, which may have opened a stage for him."""
        if kind.opens_stages and person is not None:
            self._moving.add(person)

    def seen_in(self, *cells: int | None) -> None:
        """Whoever looks at these cells is to look again."""
        self._told |= set(cells)

    def keep(self, row: dict[str, Any]) -> None:
        """Have an operation stored, as `row_of` gives it."""
        self._rows.append(row)

    async def move(self) -> None:
        """Move those on for whom a stage has opened."""
        moving, self._moving = sorted(self._moving), set()
        if moving:
            await move_on(self.session, *moving)

    async def end(self) -> None:
        """Do all that was put off."""
        await self._store()
        await self.move()
        await tell_cells(self.session, self._told)

    async def _store(self) -> None:
        rows, self._rows = self._rows, []
        if rows:
            await store(self.session, rows)


async def tell_cells(session: AsyncSession, cells: Iterable[int | None]) -> None:
    """Wake whoever looks at these cells."""
    await _TELL.rows(session, {"cells": sorted({cell for cell in cells if cell is not None})})


def _customers(operations: Sequence[OperationIn]) -> Iterator[int]:
    for one in operations:
        # Nothing in it was looked at yet.
        named = one.payload.get("customer_id") if isinstance(one.payload, dict) else None
        if isinstance(named, int) and 0 < named <= _LARGEST_ID:
            yield named
