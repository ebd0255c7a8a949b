"""Fifty seats who take customers and finish with them, as fast as they can: the queue's own calls, without the web."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import asyncpg
import psycopg

from gridward.kernel.clock import now
from gridward.kernel.ids import new_id
from gridward.seats.bench.stock import CLIENTS, Stock, double_claims, let_wait, make_stock
from gridward.seats.placing import LEAVE
from gridward.seats.queue import TAKE
from gridward.seats.rules import lease_end, seat_rules

_TAKE = TAKE.format(claim="$1", seat="$2", city="$3", moment="$4", until="$5", most="$6", item="$7")
_LEAVE = LEAVE.format(claim="$1", moment="$2", again="$3")
_A_SECOND_AT_MOST = 4_000
"""Claims for which the queue is stocked, for each second of the second phase."""


@dataclass
class Phase:
    """What the seats came to."""

    took: list[float] = field(default_factory=list)
    """Milliseconds of each claim, in the order in which they ended."""
    ended: list[float] = field(default_factory=list)
    """Seconds after the beginning at which each claim was done with."""
    double_claims: int = 0

    @property
    def per_second(self) -> float:
        """Claims a second, over the whole phase."""
        return len(self.ended) / self.ended[-1] if self.ended else 0.0

    @property
    def per_second_at_last(self) -> float:
        """Claims a second in the last sixth of the time."""
        sixth = self.ended[-1] / 6 if self.ended else 0.0
        return sum(end > 5 * sixth for end in self.ended) / sixth if sixth else 0.0


@dataclass(frozen=True)
class SeatsRun:
    """Both phases."""

    free: Phase
    held: Phase
    """Beside a snapshot that is held open."""
    hold_s: float


def measure_seats(url: str, claims: int, hold_s: float) -> SeatsRun:
    """Stock the empty database at `url` and let the seats take: so many, then for so many seconds beside a snapshot."""
    with psycopg.connect(url, autocommit=True) as connection:
        most = int(_A_SECOND_AT_MOST * hold_s)
        stock = make_stock(connection, max(claims, most))
        let_wait(connection, "free", claims)
        free = asyncio.run(take_all(url, stock, claims, None))
        free.double_claims = double_claims(connection)
        let_wait(connection, "held", most)
        with psycopg.connect(url) as other:
            other.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            other.execute("SELECT count(*) FROM seats.queue_item")
            held = asyncio.run(take_all(url, stock, most, hold_s))
        held.double_claims = double_claims(connection)
    return SeatsRun(free, held, hold_s)


async def take_all(url: str, stock: Stock, claims: int, seconds: float | None) -> Phase:
    """All seats at once, until so many claims are made or the time is over."""
    phase, left = Phase(), iter(range(claims))
    async with _connections(url) as connections:
        begun = time.perf_counter()
        ends = begun + seconds if seconds is not None else None
        await asyncio.gather(
            *(
                _work(connection, stock.city_id, seat, phase, left, begun, ends)
                for connection, seat in zip(connections, stock.seats, strict=True)
            )
        )
    return phase


async def _work(
    connection: asyncpg.Connection,
    city_id: int,
    seat: UUID,
    phase: Phase,
    left: Iterator[int],
    begun: float,
    ends: float | None,
) -> None:
    take, leave = await connection.prepare(_TAKE), await connection.prepare(_LEAVE)
    most = seat_rules().claims_at_once
    for _ in left:
        started = time.perf_counter()
        if ends is not None and started > ends:
            return
        claim, moment = new_id(), now()
        came_to = await take.fetchval(claim, seat, city_id, moment, lease_end(moment), most, None)
        if came_to != "taken":
            return
        phase.took.append((time.perf_counter() - started) * 1000)
        await leave.fetchval(claim, moment, moment + timedelta(days=1))
        phase.ended.append(time.perf_counter() - begun)


@contextlib.asynccontextmanager
async def _connections(url: str) -> AsyncIterator[list[asyncpg.Connection]]:
    connections = [await asyncpg.connect(url) for _ in range(CLIENTS)]
    try:
        yield connections
    finally:
        for connection in connections:
            await connection.close()
