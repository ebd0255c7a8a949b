"""What would go out on a night: for each step of an occasion who gets it, and why others do not. Only reads."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.nurture.lots import lots
from gridward.nurture.room import room_of_cells
from gridward.nurture.rules import NurtureRules, Occasion
from gridward.nurture.standing import looked_at


@dataclass(frozen=True)
class Chosen:
    """Somebody who may get a step; the lot decides whether he does."""

    person_id: int
    cell_id: int | None
    on_day: date
    policy_id: int | None
    years: int | None
    until: date | None
    lot: str


@dataclass(frozen=True)
class Step:
    """A step of an occasion on a night."""

    occasion: Occasion
    step: str
    """`call` (by a seat), `field` (a task of the specialist's), `message`."""
    chosen: tuple[Chosen, ...]
    left_out: dict[str, int]
    """By reason."""

    def of(self, lot: str) -> int:
        """How many of those chosen have this lot."""
        return sum(one.lot == lot for one in self.chosen)


def steps_of(rules: NurtureRules) -> Iterator[tuple[Occasion, str]]:
    """The steps in the order in which they are taken: calls, which end what was begun, first.

    A specialist comes before the message, so that nobody hears of one occasion from both.
    """
    yield from ((occasion, "call") for occasion in rules.occasion if occasion.call)
    yield from ((occasion, "field") for occasion in rules.occasion if occasion.field)
    yield from ((occasion, "message") for occasion in rules.occasion)


async def plan_night(session: AsyncSession, city_id: int, day: date, rules: NurtureRules) -> list[Step]:
    """The steps of a day. Nobody has two of them."""
    taken: set[int] = set()
    room = await room_of_cells(session, city_id, day, rules.field)
    found = []
    for occasion, step in steps_of(rules):
        statement, values = looked_at(rules, occasion, step, day)
        rows = (await session.execute(text(statement), {**values, "city": city_id})).all()
        left_out = Counter({row.reason: row.many for row in rows if row.reason is not None})
        fit = [row for row in rows if row.reason is None]
        others = [row for row in fit if row.person_id not in taken]
        if len(others) < len(fit):
            left_out["other_occasion"] += len(fit) - len(others)
        if step == "field":
            others, full = room.take(others)
            left_out.update(full)
        drawn = lots([row.customer_no for row in others], rules.lot)
        chosen = tuple(
            Chosen(row.person_id, row.cell_id, row.on_day, row.policy_id, row.years, row.until, lot)
            for row, lot in zip(others, drawn, strict=True)
        )
        taken.update(one.person_id for one in chosen)
        found.append(Step(occasion, step, chosen, dict(left_out)))
    return found
