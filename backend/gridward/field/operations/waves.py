"""Which of a batch's operations may be applied together: those that touch neither the same customer nor the same thing."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from gridward.field.envelope import OperationIn
from gridward.field.operations.batch import Batch
from gridward.field.operations.deciding import Decision, Ready, apply, conclude, decide, read
from gridward.field.operations.kinds import KINDS
from gridward.field.operations.work import Outcome
from gridward.field.payloads import Payload
from gridward.kernel.errors import GridwardError


def parts(operations: Sequence[OperationIn]) -> list[list[OperationIn]]:
    """Operations in their order, apart where one has to stand in its place: all before it are done with then."""
    found: list[list[OperationIn]] = []
    for alone, group in groupby(operations, _stands_in_its_place):
        part = list(group)
        found += [[one] for one in part] if alone else [part]
    return found


async def decide_all(batch: Batch, part: Sequence[OperationIn]) -> list[Decision]:
    """The same as `decide` for each of a part in their order, with a statement a table for many of them.

    What touches one customer keeps its order. In a guarded batch, where some of them together fail in the database, each is
    applied by itself.
    """
    if len(part) == 1:
        return [await decide(batch, part[0])]
    taken = {place: await read(batch, one) for place, one in enumerate(part)}
    decided = {place: one for place, one in taken.items() if not isinstance(one, Ready)}
    for group in groups({place: one for place, one in taken.items() if isinstance(one, Ready)}):
        decided |= await _apply(batch, group)
    return [decided[place] for place in range(len(part))]


def groups(ready: Mapping[int, Ready]) -> list[dict[int, Ready]]:
    """Operations by their places, those of a kind together as soon as all before them that touch the same are done."""
    last: dict[Any, tuple[int, Ready]] = {}
    found: dict[tuple[int, str], dict[int, Ready]] = {}
    for place, one in ready.items():
        touched = _things(one.payload) | {("person", one.work.customer_id)}
        before = [last[thing] for thing in touched if thing in last]
        wave = max((wave if _joins(one, other) else wave + 1 for wave, other in before), default=0)
        last |= dict.fromkeys(touched, (wave, one))
        found.setdefault((wave, one.kind.group), {})[place] = one
    return [found[key] for key in sorted(found)]


def _joins(one: Ready, other: Ready) -> bool:
    """Whether it may be applied together with another one before it: both are halves of the same."""
    return (
        other.kind.model is one.kind.behind
        and other.work.customer_id == one.work.customer_id
        and not _things(other.payload).isdisjoint(_things(one.payload))
    )


async def _apply(batch: Batch, group: Mapping[int, Ready]) -> dict[int, Decision]:
    outcomes = await _outcomes(batch, list(group.values()))
    if outcomes is None:
        return {place: await apply(batch, one) for place, one in group.items()}
    return {
        place: await conclude(batch, one, outcome)
        for (place, one), outcome in zip(group.items(), outcomes, strict=True)
    }


async def _outcomes(batch: Batch, group: Sequence[Ready]) -> list[Outcome] | None:
    """What became of operations of a kind; None where each is to be applied by itself."""
    together = group[0].kind.together
    if together is None or (batch.guarded and len(group) == 1):
        return None
    for one in group:
        await batch.ready_for(one.kind, one.work.customer_id)
    works = [(one.work, one.payload) for one in group]
    if not batch.guarded:
        return await together(batch.session, works)
    try:
        async with batch.session.begin_nested():
            return await together(batch.session, works)
    except (DBAPIError, GridwardError):
        return None


def _stands_in_its_place(operation: OperationIn) -> bool:
    kind = KINDS.get(operation.kind)
    return kind is not None and kind.together is None


def _things(payload: Payload) -> set[Any]:
    found: set[Any] = set()
    for name, value in vars(payload).items():
        if isinstance(value, UUID):
            found.add(value)
        elif isinstance(value, Payload):
            found |= _things(value)
        elif name == "policy_id" and value is not None:
            found.add((name, value))
    return found
