"""The table of states: what the engine does is in it, what is in it happens, and the documentation says the same."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from unit.book.test_state_properties import BEGIN, histories

from gridward.book.rules_of_states import (
    CAUSES,
    CONTRACT_CHANGES,
    ENDS,
    INSTALMENT_CHANGES,
    Cause,
    ContractState,
    InstalmentState,
    cause_of,
)
from gridward.book.states import (
    Contract,
    Instalment,
    Means,
    Movement,
    contract_state,
    instalment_state,
)
from gridward.book.states_page import states_page

DUE = date(2026, 3, 10)
AMOUNT = Decimal(100)
PAGE = Path(__file__).parents[3] / "docs" / "policy-states.md"


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def contract(*movements: tuple[int, Means], **more: object) -> Contract:
    """One instalment with what moved so many days after its due date."""
    moved = tuple(Movement(after(days), means, AMOUNT) for days, means in movements)
    return Contract((Instalment(4, DUE, AMOUNT, moved),), **more)  # type: ignore[arg-type]


def two(first: Contract, *movements: tuple[int, Means], apart: int = 30, **more: object) -> Contract:
    """The same with a second instalment so many days after it."""
    (second,) = contract(*((days, means) for days, means in movements)).instalments
    later = Instalment(5, after(apart), AMOUNT, second.movements)
    return Contract((*first.instalments, later), **more)  # type: ignore[arg-type]


P, R, L, B = Means.PREMIUM, Means.REVERSED, Means.LOAN, Means.LOAN_REPAID
COURSES = [
    contract(),
    *(contract((days, P)) for days in (-5, 1, 5, 70)),
    *(contract((days, L)) for days in (-5, 1, 60, 70)),
    *(contract((paid, P), (back, R)) for paid, back in ((-9, -4), (-9, 0), (2, 20), (2, 70))),
    contract((60, L), (90, B)),
    contract((60, L), loan_exhausted_on=after(80)),
    contract((90, P), waived_from=DUE),
    contract((90, L), waived_from=DUE),
    contract((5, P), (20, R), waived_from=DUE),
    *(contract(end=end, ended_on=after(days)) for end in ENDS for days in (-5, 1, 10, 90)),
    *(contract((60, L), end=end, ended_on=after(70)) for end in ENDS),
    *(contract(reduced_on=after(20), end=end, ended_on=after(40)) for end in ENDS),
    *(contract(reduced_on=after(days)) for days in (-5, 1, 30, 90)),
    contract((60, L), reduced_on=after(70)),
    *(contract((50, means), end=ContractState.SURRENDERED, ended_on=after(10)) for means in (P, L)),
    contract((5, P), (20, R), end=ContractState.SURRENDERED, ended_on=after(10)),
    # An older premium of the same contract decides with it.
    *(two(contract((days, P)), apart=40) for days in (70, 90)),
    two(contract((60, L)), apart=90),
    two(contract(), apart=60),
    two(contract((70, P)), (20, L), apart=10),
    two(contract(), apart=90),
    two(contract((45, L)), apart=70, loan_exhausted_on=after(69)),
]


def _days(begin: date, days: int) -> list[date]:
    return [begin + timedelta(days=day) for day in range(days)]


def _changes(of: Contract, days: Iterable[date]) -> set[tuple[type, str, str]]:
    days = list(days)
    rows = [[contract_state(of, day) for day in days]]
    rows += [[instalment_state(of, one, day) for day in days] for one in of.instalments]
    return {(type(was), was, now) for row in rows for was, now in pairwise(row) if was != now}


def _table() -> set[tuple[type, str, str]]:
    return {(type(one.before), one.before, one.after) for one in (*INSTALMENT_CHANGES, *CONTRACT_CHANGES)}


@given(histories())
@settings(max_examples=15)
def test_no_history_changes_in_a_way_that_the_table_does_not_know(of: Contract) -> None:
    assert _changes(of, _days(BEGIN, 900)) <= _table()


def test_every_change_of_the_table_happens() -> None:
    found = set().union(*(_changes(of, _days(after(-20), 240)) for of in COURSES))
    assert found == _table()


def test_each_pair_of_states_stands_in_the_table_once() -> None:
    assert len(_table()) == len(INSTALMENT_CHANGES) + len(CONTRACT_CHANGES)
    assert set(CAUSES) == set(Cause) == {one.cause for one in (*INSTALMENT_CHANGES, *CONTRACT_CHANGES)}


def test_a_change_is_named_by_its_cause() -> None:
    assert cause_of(InstalmentState.PAID, InstalmentState.IN_GRACE) is Cause.REVERSED
    assert cause_of(ContractState.SUSPENDED, ContractState.IN_FORCE) is Cause.REINSTATED
    with pytest.raises(KeyError):
        cause_of(ContractState.SURRENDERED, ContractState.IN_FORCE)


def test_the_documentation_is_current() -> None:
    assert PAGE.read_text("utf-8") == states_page(), "run `gridward policy rules > docs/policy-states.md`"
