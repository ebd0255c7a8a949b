"""The book's rows as the state engine reads them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gridward.book.reading import InstalmentFacts, PolicyFacts, contract_of
from gridward.book.rules_of_states import ContractState, InstalmentState
from gridward.book.states import (
    contract_state,
    instalment_state,
    oldest_unpaid,
)

DAY = date(2026, 11, 1)
PREMIUM = Decimal("1200.00")
POLICY = PolicyFacts("in_force", date(2022, 11, 20), "yearly", 10, PREMIUM, date(2026, 11, 20))
PAID = InstalmentFacts(4, date(2025, 11, 20), PREMIUM, date(2025, 11, 22), PREMIUM, "银行转账")
LATE = InstalmentFacts(4, date(2025, 11, 20), PREMIUM, None, None, None)


def test_the_next_instalment_follows_the_known_ones() -> None:
    due = oldest_unpaid(contract_of(POLICY, [PAID]), DAY, 30)
    assert due is not None
    assert (due.number, due.due_on, due.amount) == (5, date(2026, 11, 20), PREMIUM)


def test_without_known_instalments_the_day_to_which_it_is_paid_tells_the_next() -> None:
    due = oldest_unpaid(contract_of(POLICY, []), DAY, 30)
    assert due is not None and due.number == 5
    assert oldest_unpaid(contract_of(replace(POLICY, paid_to=None), []), DAY, 30) is None


def test_a_policy_row_that_is_older_than_its_instalments_does_not_bring_them_back() -> None:
    stale = replace(POLICY, paid_to=date(2025, 11, 20))
    due = oldest_unpaid(contract_of(stale, [PAID]), DAY, 30)
    assert due is not None and due.number == 5


def test_paying_is_completed_with_the_last_instalment() -> None:
    completed = replace(POLICY, effective_on=date(2016, 11, 20))
    last = replace(PAID, number=10)
    assert oldest_unpaid(contract_of(completed, [last]), date(2030, 1, 1), 30) is None
    assert contract_state(contract_of(completed, [last]), date(2030, 1, 1)) is ContractState.IN_FORCE
    at_its_end = replace(completed, paid_to=date(2026, 11, 20))
    assert oldest_unpaid(contract_of(at_its_end, []), DAY, 30) is None


def test_a_single_premium_owes_nothing() -> None:
    single = replace(POLICY, pay_mode="single", pay_years=1, paid_to=None)
    assert contract_of(single, []).instalments == ()


def test_a_loan_is_told_by_its_channel() -> None:
    lent = contract_of(replace(POLICY, state="apl"), [replace(PAID, channel="自动垫交")])
    assert instalment_state(lent, lent.instalments[0], DAY) is InstalmentState.APL_PAID
    assert contract_state(lent, DAY) is ContractState.APL


@pytest.mark.parametrize("state", ["surrendered", "matured", "ended_by_claim", "cancelled", "terminated"])
def test_what_the_insurer_ended_has_ended(state: str) -> None:
    of = contract_of(replace(POLICY, state=state), [LATE])
    assert contract_state(of, DAY) == state and oldest_unpaid(of, DAY, 30) is None


def test_reduced_and_suspended_are_as_the_insurer_says() -> None:
    reduced = contract_of(replace(POLICY, state="reduced_paid_up"), [LATE])
    assert contract_state(reduced, DAY) is ContractState.REDUCED_PAID_UP
    suspended = contract_of(replace(POLICY, state="suspended"), [replace(LATE, due_on=date(2026, 10, 30))])
    assert contract_state(suspended, DAY) is ContractState.SUSPENDED
    # What was delivered as in force has lapsed meanwhile.
    assert contract_state(contract_of(POLICY, [LATE]), DAY) is ContractState.SUSPENDED
