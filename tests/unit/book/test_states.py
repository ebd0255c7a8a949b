"""The states of contracts and their instalments: every case that the rules name."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from gridward.book.rules_of_states import ContractState, InstalmentState
from gridward.book.states import (
    Contract,
    Instalment,
    Means,
    Movement,
    account,
    claim_payment,
    contract_state,
    instalment_state,
    is_suspended,
    oldest_unpaid,
    owed,
    unpaid,
)

DUE = date(2026, 3, 10)
LAST_OF_GRACE = DUE + timedelta(days=60)
AMOUNT = Decimal("3600.00")
S = InstalmentState
C = ContractState


def after(days: int) -> date:
    """So many days after the due date."""
    return DUE + timedelta(days=days)


def paid(days: int, amount: Decimal = AMOUNT, means: Means = Means.PREMIUM) -> Movement:
    return Movement(after(days), means, amount)


def contract(*movements: Movement, **more: object) -> Contract:
    """A contract with one instalment."""
    return Contract((Instalment(4, DUE, AMOUNT, movements),), **more)  # type: ignore[arg-type]


def states(of: Contract, *days: int) -> list[InstalmentState]:
    return [instalment_state(of, of.instalments[0], after(day)) for day in days]


def test_unpaid_it_goes_through_grace_into_suspension() -> None:
    assert states(contract(), -1, 0, 1, 60, 61, 400) == [
        S.UPCOMING, S.DUE, S.IN_GRACE, S.IN_GRACE, S.SUSPENDED, S.SUSPENDED,
    ]  # fmt: skip
    assert [contract_state(contract(), after(day)) for day in (-1, 0, 1, 60, 61)] == [
        C.IN_FORCE, C.IN_FORCE, C.IN_GRACE, C.IN_GRACE, C.SUSPENDED,
    ]  # fmt: skip


def test_paid_on_the_last_day_of_grace_it_was_never_suspended() -> None:
    of = contract(paid(60))
    assert states(of, 59, 60, 61) == [S.IN_GRACE, S.PAID, S.PAID]
    assert contract_state(of, after(61)) is C.IN_FORCE


def test_paid_a_day_later_it_covers_again_from_the_next_midnight() -> None:
    of = contract(paid(61))
    assert [contract_state(of, after(day)) for day in (60, 61, 62)] == [C.IN_GRACE, C.SUSPENDED, C.IN_FORCE]
    assert states(of, 61) == [S.PAID]


def test_paid_early_it_never_was_due() -> None:
    assert states(contract(paid(-12)), -13, -12, 0, 61) == [S.UPCOMING, S.PAID, S.PAID, S.PAID]


def test_a_part_is_not_a_payment() -> None:
    of = contract(paid(3, Decimal("3599.99")))
    assert states(of, 5, 61) == [S.IN_GRACE, S.SUSPENDED]
    assert owed(of, after(5)) == Decimal("0.01")
    whole = contract(paid(3, Decimal("3599.99")), paid(9, Decimal("0.01")))
    assert states(whole, 8, 9) == [S.IN_GRACE, S.PAID]


def test_more_than_was_due_is_a_payment_of_one_premium() -> None:
    of = contract(paid(3, Decimal(7200)))
    assert states(of, 2, 3, 61) == [S.IN_GRACE, S.PAID, S.PAID]
    assert owed(of, after(61)) == 0


def test_a_debit_reversed_after_it_was_counted_is_owed_again() -> None:
    of = contract(paid(2), paid(20, means=Means.REVERSED))
    assert states(of, 2, 19, 20, 60, 61) == [S.PAID, S.PAID, S.IN_GRACE, S.IN_GRACE, S.SUSPENDED]
    assert account(of.instalments[0], after(20)).premium == 0
    again = contract(paid(2), paid(20, means=Means.REVERSED), paid(30))
    assert states(again, 29, 30, 61) == [S.IN_GRACE, S.PAID, S.PAID]


def test_a_debit_reversed_after_grace_suspends_at_once() -> None:
    of = contract(paid(55), paid(70, means=Means.REVERSED))
    assert [contract_state(of, after(day)) for day in (61, 69, 70)] == [C.IN_FORCE, C.IN_FORCE, C.SUSPENDED]


def test_a_premium_loan_is_no_premium_until_it_is_repaid() -> None:
    of = contract(paid(60, means=Means.LOAN), paid(100, means=Means.LOAN_REPAID))
    assert states(of, 59, 60, 99, 100) == [S.IN_GRACE, S.APL_PAID, S.APL_PAID, S.PAID]
    assert [contract_state(of, after(day)) for day in (61, 99, 100)] == [C.APL, C.APL, C.IN_FORCE]
    assert account(of.instalments[0], after(61)).premium == 0


def test_loans_that_exhaust_the_cash_value_suspend_from_the_next_midnight() -> None:
    of = contract(paid(60, means=Means.LOAN), loan_exhausted_on=after(300))
    assert [contract_state(of, after(day)) for day in (300, 301)] == [C.APL, C.SUSPENDED]
    repaid = contract(
        paid(60, means=Means.LOAN), paid(310, means=Means.LOAN_REPAID), loan_exhausted_on=after(300)
    )
    assert [contract_state(repaid, after(day)) for day in (310, 311)] == [C.SUSPENDED, C.IN_FORCE]


def test_a_cash_value_that_does_not_reach_leaves_the_rest_owed() -> None:
    of = contract(paid(60, Decimal(600), Means.LOAN))
    assert states(of, 60, 61) == [S.IN_GRACE, S.SUSPENDED]
    assert owed(of, after(60)) == Decimal(3000)


@pytest.mark.parametrize(
    ("day", "paid_out"),
    [(-1, "10000"), (0, "6400"), (1, "6400"), (60, "6400"), (61, "0"), (400, "0")],
)
def test_a_claim_inside_grace_is_paid_less_the_premium(day: int, paid_out: str) -> None:
    assert claim_payment(contract(), Decimal(10000), after(day)) == Decimal(paid_out)


def test_a_claim_never_turns_into_a_debt() -> None:
    assert claim_payment(contract(), Decimal(100), after(30)) == 0


@pytest.mark.parametrize(
    "end", [C.SURRENDERED, C.MATURED, C.ENDED_BY_CLAIM, C.CANCELLED, C.TERMINATED, C.MOVED_OUT, C.CONVERTED]
)
def test_what_ended_owes_nothing(end: ContractState) -> None:
    of = contract(end=end, ended_on=after(10))
    assert states(of, 9, 10, 61) == [S.IN_GRACE, S.CANCELLED, S.CANCELLED]
    assert contract_state(of, after(9)) is C.IN_GRACE and contract_state(of, after(61)) is end
    assert owed(of, after(10)) == 0 and oldest_unpaid(of, after(10)) is None
    assert claim_payment(of, AMOUNT, after(10)) == 0


def test_what_was_paid_before_the_end_stays_paid() -> None:
    assert states(contract(paid(5), end=C.MOVED_OUT, ended_on=after(10)), 10, 90) == [S.PAID, S.PAID]


def test_reduced_paid_up_owes_nothing_and_covers() -> None:
    of = contract(reduced_on=after(40))
    assert states(of, 39, 40, 61) == [S.IN_GRACE, S.CANCELLED, S.CANCELLED]
    assert contract_state(of, after(61)) is C.REDUCED_PAID_UP and not is_suspended(of, after(61))
    assert claim_payment(of, Decimal(500), after(61)) == Decimal(500)


def test_waived_premiums_are_not_owed() -> None:
    of = contract(waived_from=DUE)
    assert states(of, -1, 0, 61) == [S.WAIVED, S.WAIVED, S.WAIVED]
    assert contract_state(of, after(100)) is C.IN_FORCE
    assert states(replace(of, waived_from=after(1)), 61) == [S.SUSPENDED]


def test_what_the_insurer_says_is_suspended_is() -> None:
    assert contract_state(contract(said_suspended=True), after(10)) is C.SUSPENDED
    assert states(contract(said_suspended=True), -1, 0, 10) == [S.UPCOMING, S.SUSPENDED, S.SUSPENDED]


def monthly(*paid_on: int | None) -> Contract:
    """Instalments 30 days apart, each paid so many days after the first due date, or not at all."""
    return Contract(
        tuple(
            Instalment(number + 2, after(30 * number), AMOUNT, () if on is None else (paid(on),))
            for number, on in enumerate(paid_on)
        )
    )


def test_monthly_pay_keeps_one_sequence_on_the_oldest_unpaid() -> None:
    of = monthly(None, None, None, None)
    numbers = {day: one.number for day in range(120) if (one := oldest_unpaid(of, after(day)))}
    assert set(numbers.values()) == {2}
    assert [one.number for one in unpaid(of, after(65))] == [2, 3, 4]
    assert owed(of, after(65)) == 3 * AMOUNT


def test_the_sequence_goes_on_with_the_next_once_the_oldest_is_paid() -> None:
    of = monthly(45, None, None)
    found = [oldest_unpaid(of, after(day)) for day in (44, 45)]
    assert [one.number for one in found if one] == [2, 3]
    assert contract_state(of, after(46)) is C.IN_GRACE


def test_a_due_is_seen_thirty_days_ahead() -> None:
    of = contract()
    assert oldest_unpaid(of, after(-31), 30) is None
    assert oldest_unpaid(of, after(-30), 30) == of.instalments[0]


def test_what_falls_due_during_a_suspension_is_suspended_with_it_and_paid_with_it() -> None:
    of = monthly(100, 100, 100, 100)
    assert instalment_state(of, of.instalments[3], after(95)) is S.SUSPENDED
    assert [contract_state(of, after(day)) for day in (61, 100, 101)] == [
        C.SUSPENDED,
        C.SUSPENDED,
        C.IN_FORCE,
    ]


def test_a_contract_without_premiums_is_in_force() -> None:
    assert contract_state(Contract(()), DUE) is C.IN_FORCE
    assert oldest_unpaid(Contract(()), DUE, 30) is None
