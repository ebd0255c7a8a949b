"""Snapshots as tablets ask for them: made where none lies there, only a few at the same time."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.field.rules import field_rules
from gridward.field.sync.documents import record_handed_out
from gridward.field.sync.feed import bring_to_today
from gridward.field.sync.snapshots import Packed, kept, make
from gridward.field.worked import require_worked
from gridward.identity.contract import Actor
from gridward.identity.public import act_as
from gridward.kernel.errors import Unavailable
from gridward.platform.db import transaction


class Snapshots:
    """Those that this process is making."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._making: dict[int, asyncio.Task[Packed]] = {}

    async def hand_out(self, actor: Actor, cell_id: int) -> bytes:
        """A cell that is worked today, as `Packed` says. Raises `cell.not_found` and `sync.busy`."""
        await bring_to_today(self._sessions, [cell_id])
        async with transaction(self._sessions) as session:
            await require_worked(session, actor.account_id, cell_id)
            packed = await kept(session, cell_id)
        if packed is None:
            packed = await self._made(cell_id)
        async with transaction(self._sessions) as session:
            await act_as(session, actor)
            await record_handed_out(session, cell_id, packed.customers)
        return packed.body

    async def _made(self, cell_id: int) -> Packed:
        """Who asks for a cell that is being made waits for it; for another one he comes again when too many are."""
        if cell_id not in self._making:
            rules = field_rules().sync
            if len(self._making) >= rules.snapshots_at_once:
                raise Unavailable(
                    "sync.busy",
                    "Too many cells are being loaded for the first time.",
                    "Ask again in a few seconds.",
                    retry_after_s=rules.retry_after_s,
                )
            task = asyncio.create_task(make(self._sessions, cell_id))
            self._making[cell_id] = task
            task.add_done_callback(lambda _: self._making.pop(cell_id))
        # One who goes away does not end it for the others.
        return await asyncio.shield(self._making[cell_id])
