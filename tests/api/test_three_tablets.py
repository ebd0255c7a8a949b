"""Three tablets, customers that move, requests and answers that are lost, clocks that are off, tablets that are wiped.

Each operation has exactly one receipt and one effect. Bugs that are planted on purpose are found: a machine that finds none
proves nothing. `GRIDWARD_EXAMPLES=500 GRIDWARD_STEPS=50` lets more happen.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from gridward.field.operations import batch, contacts, deciding, intake, kinds, receipts
from gridward.field.operations.work import Result
from gridward.kernel.clock import now
from gridward.kernel.ids import new_id
from support.field_work import one, persons_of, tablet
from support.three_tablets import Machine, World

_EXAMPLES = int(os.environ.get("GRIDWARD_EXAMPLES", "5"))
_STEPS = int(os.environ.get("GRIDWARD_STEPS", "12"))
_MOST_CUSTOMERS = 2


@pytest.fixture
def world(worked_url: str, cells: list[int]) -> Iterator[World]:
    """Three who work the first three cells."""
    with ExitStack() as stack:
        tablets = [stack.enter_context(tablet(worked_url, cell)) for cell in cells[:3]]
        names = [
            one(
                worked_url,
                """SELECT s.name_masked FROM staffing.specialist_account a JOIN identity.account i ON i.id = a.account_id
                   JOIN book.specialist s ON s.id = a.specialist_id WHERE i.login = %s""",
                each.login,
            )
            for each in tablets
        ]
        yield World(
            worked_url, tablets, names, [persons_of(worked_url, cell)[:_MOST_CUSTOMERS] for cell in cells[:3]]
        )


def run(world: World, examples: int = _EXAMPLES, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    machine = type("Run", (Machine,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=_STEPS,
            phases=phases,
            suppress_health_check=list(HealthCheck),
            deadline=None,
        ),
    )


def test_every_operation_has_one_receipt_and_one_effect(world: World) -> None:
    run(world)


def _forgets(patch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: Any) -> dict[Any, Any]:
        return {}

    patch.setattr(intake, "stored", nothing)


def _takes_another_for_the_same(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(intake, "is_same", lambda *_: True)


def _goes_by_today(patch: pytest.MonkeyPatch) -> None:
    judge = deciding.judge
    patch.setattr(
        deciding, "judge", lambda session, known, who, whom, _: judge(session, known, who, whom, now())
    )


def _forwards_nothing(patch: pytest.MonkeyPatch) -> None:
    judge = deciding.judge

    async def his(*arguments: Any) -> Any:
        judged = await judge(*arguments)
        return judged and replace(judged, still_his=True)

    patch.setattr(deciding, "judge", his)


def _believes_every_clock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deciding, "doubt", lambda _at, _ours: None)


def _acknowledges_and_does_nothing(patch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: Any) -> Result:
        return Result()

    for name, kind in kinds.KINDS.items():
        patch.setitem(kinds.KINDS, name, replace(kind, apply=nothing, together=None))


def _does_it_twice(patch: pytest.MonkeyPatch) -> None:
    note = contacts.note_contacts

    async def twice(session: Any, made: Any) -> Any:
        await note(session, [replace(one, id=new_id()) for one in made])
        return await note(session, made)

    patch.setattr(contacts, "note_contacts", twice)


def _does_it_later(patch: pytest.MonkeyPatch) -> None:
    note = contacts.note_contacts
    patch.setattr(
        contacts,
        "note_contacts",
        lambda session, made: note(session, [replace(one, at=one.at + timedelta(seconds=1)) for one in made]),
    )


def _credits_nobody(patch: pytest.MonkeyPatch) -> None:
    find = intake.find_sender

    async def nobody(*arguments: Any) -> Any:
        return replace(await find(*arguments), name_masked=None)

    patch.setattr(intake, "find_sender", nobody)


def _answers_anew(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        intake, "_answer", lambda op_id, row: {"op_id": op_id, **row["receipt"], "received_at": now()}
    )


def _stores_no_receipt(patch: pytest.MonkeyPatch) -> None:
    async def elsewhere(session: Any, rows: Any) -> None:
        await receipts.store(session, [{**row, "op_id": new_id()} for row in rows])

    patch.setattr(batch, "store", elsewhere)


MUTANTS: list[Callable[[pytest.MonkeyPatch], None]] = [
    _forgets, _takes_another_for_the_same, _goes_by_today, _forwards_nothing, _believes_every_clock,
    _acknowledges_and_does_nothing, _does_it_twice, _does_it_later, _credits_nobody, _answers_anew, _stores_no_receipt,
]  # fmt: skip


def test_planted_bugs_are_found(world: World) -> None:
    survived = []
    for mutant in MUTANTS:
        with pytest.MonkeyPatch.context() as patch:
            mutant(patch)
            try:
                run(world, examples=20, phases=(Phase.generate,))
            except AssertionError:
                # Only a broken promise counts: a mutant that cannot run at all has not been found.
                continue
        survived.append(mutant.__name__)
    assert survived == []
