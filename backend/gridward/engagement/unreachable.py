"""Customers who are not reached (失联): which ways were tried, and when all were, `grid_data/rules/unreachable`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.contract import NewUnreachableStep
from gridward.kernel.errors import Conflict, Invalid
from gridward.platform.rules import RulePart, load_rules

_KEEP = text(
    """INSERT INTO engagement.unreachable_step (id, city_id, customer_id, step, found, at, account_id, specialist_id,
           cell_id)
       VALUES (:id, :city_id, :customer_id, :step, :found, :at, :account_id, :specialist_id, :cell_id)
       ON CONFLICT (id) DO NOTHING RETURNING id"""
)
_TRIED = text(
    """SELECT array_agg(DISTINCT step) FROM engagement.unreachable_step s
       WHERE customer_id = :customer AND NOT found AND at > coalesce(
           greatest(
               (SELECT max(at) FROM engagement.unreachable_step f WHERE f.customer_id = s.customer_id AND f.found),
               (SELECT max(at) FROM engagement.contact c
                WHERE c.customer_id = s.customer_id AND NOT c.result = ANY(:vain))),
           '-infinity')"""
)
_LOST = text(
    """UPDATE engagement.care SET state = 'unreachable'
       WHERE customer_id = :customer AND state IN ('allotted', 'contacted', 'in_service')"""
)
_FOUND = text(
    """UPDATE engagement.care SET state = CASE WHEN first_contact_at IS NULL THEN 'allotted' ELSE 'contacted' END
       WHERE customer_id = :customer AND state = 'unreachable'"""
)
_OF_PERSONS = text(
    """SELECT k.person_id, n.* FROM unnest(CAST(:persons AS bigint[])) k (person_id) CROSS JOIN LATERAL (
           SELECT u.id, u.step, u.found, u.at, s.name_masked AS by FROM engagement.unreachable_step u
           LEFT JOIN book.specialist s ON s.id = u.specialist_id
           WHERE u.customer_id = k.person_id ORDER BY u.at DESC, u.id DESC LIMIT 20) n
       ORDER BY n.at DESC, n.id DESC"""
)
_DROP = text("DELETE FROM engagement.unreachable_step WHERE id = :id")


class Step(RulePart):
    """A way to reach somebody, in both languages."""

    code: str
    zh: str
    en: str
    needed: bool
    """Whether it has to be tried before he counts as not reached."""
    after_days: int = Field(default=0, ge=0)
    """It makes sense so many days after the one before, and then again and again."""


class UnreachableRules(RulePart):
    """A version of the steps, in their order."""

    version: str
    begins: tuple[str, ...]
    """Results of a last contact after which he is looked for."""
    vain: tuple[str, ...]
    """Results of contacts that did not reach him: any other one ends the search."""
    step: tuple[Step, ...]


def unreachable_rules() -> UnreachableRules:
    """The rules in force. Raises `rules.invalid`."""
    return load_rules(UnreachableRules, "unreachable")


async def keep_step(session: AsyncSession, new: NewUnreachableStep) -> None:
    """Keep a step; when all that are needed were tried in vain, he counts as not reached, until one finds him.

    Raises `unreachable.unknown_step` and `unreachable.id_taken`.
    """
    if new.step not in {one.code for one in unreachable_rules().step}:
        raise Invalid(
            "unreachable.unknown_step",
            f"No step is called {new.step}.",
            "Choose one of the list.",
            step=new.step,
        )
    if await session.scalar(_KEEP, vars(new)) is None:
        raise Conflict("unreachable.id_taken", "Another step has this number.", "Record it anew.")
    await judge_search(session, new.customer_id)


async def drop_step(session: AsyncSession, step_id: UUID, customer_id: int) -> None:
    """Take a step back."""
    await session.execute(_DROP, {"id": step_id})
    await judge_search(session, customer_id)


async def steps_with(session: AsyncSession, persons: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """What was tried to reach persons, as `SearchStep`, the last first."""
    found: dict[int, list[dict[str, Any]]] = {person: [] for person in persons}
    for row in map(dict, (await session.execute(_OF_PERSONS, {"persons": persons})).mappings()):
        found[row.pop("person_id")].append(row)
    return found


async def judge_search(session: AsyncSession, customer_id: int) -> None:
    """Let him count as not reached where each way that is needed was tried in vain since he was found or spoken to last.

    Ways that were tried without a network are told after somebody else has spoken to him.
    """
    rules = unreachable_rules()
    tried = set(await session.scalar(_TRIED, {"customer": customer_id, "vain": list(rules.vain)}) or [])
    lost = {one.code for one in rules.step if one.needed} <= tried
    await session.execute(_LOST if lost else _FOUND, {"customer": customer_id})
