"""Which rows of a debit file count, and why the others do not."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from gridward.book.public import Contract, ContractState, Instalment
from gridward.book.states import Means, Movement
from gridward.renewal.debits.judging import KnownPolicy, Verdict, judge
from gridward.renewal.debits.lines import DebitRow

DUE = date(2026, 11, 2)
DAY = DUE + timedelta(days=5)
AMOUNT = Decimal("3600.00")
ROW = DebitRow(2, "P1", 4, DUE, AMOUNT, "CNY", DUE + timedelta(days=1), "accepted", "", "")
PAID = (Movement(DUE, Means.PREMIUM, AMOUNT),)


def policy(*movements: Movement, channel: str | None = None, **more: object) -> KnownPolicy:
    contract = Contract((Instalment(4, DUE, AMOUNT, movements),), **more)  # type: ignore[arg-type]
    return KnownPolicy(7, "CNY", contract, {4: channel})


def refusal(row: DebitRow, known: KnownPolicy) -> tuple[str, str] | Verdict:
    verdicts, faults = judge([row], {"P1": known}, DAY, {"01"}, "银行转账")
    return (faults[0].code, faults[0].column) if faults else verdicts[0]


def test_what_is_owed_counts() -> None:
    for result, reason in (("accepted", ""), ("failed", "01")):
        verdict = refusal(replace(ROW, result=result, reason=reason), policy())
        assert isinstance(verdict, Verdict) and (verdict.policy_id, verdict.is_known) == (7, False)


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        ({"policy_no": "P2"}, "debit.unknown_policy", "policy_no"),
        ({"number": 5}, "debit.unknown_instalment", "number"),
        ({"due_on": DUE + timedelta(days=1)}, "debit.other_due_date", "due_on"),
        ({"currency": "USD"}, "debit.other_currency", "currency"),
        ({"amount": AMOUNT + 1}, "debit.too_much", "amount"),
        ({"amount": AMOUNT - 1}, "debit.too_little", "amount"),
        ({"debit_on": DUE - timedelta(days=1)}, "debit.before_due", "debit_on"),
        ({"debit_on": DAY + timedelta(days=1)}, "debit.after_file", "debit_on"),
        ({"result": "failed", "reason": "77"}, "debit.unknown_reason", "reason"),
        ({"result": "reversed"}, "debit.nothing_to_reverse", "number"),
    ],
)
def test_what_does_not_count_is_told(change: dict[str, object], code: str, column: str) -> None:
    assert refusal(replace(ROW, **change), policy()) == (code, column)  # type: ignore[arg-type]


def test_paid_twice() -> None:
    paid = policy(*PAID, channel="银行转账")
    assert refusal(ROW, paid) == ("debit.paid_already", "number")
    assert refusal(replace(ROW, result="failed", reason="01"), paid) == ("debit.paid_already", "number")


def test_the_same_payment_that_the_core_told_first_changes_nothing() -> None:
    verdict = refusal(replace(ROW, debit_on=DUE), policy(*PAID, channel="银行转账"))
    assert isinstance(verdict, Verdict) and verdict.is_known


def test_a_counted_debit_can_be_reversed_once() -> None:
    back = replace(ROW, result="reversed")
    assert isinstance(refusal(back, policy(*PAID, channel="银行转账")), Verdict)
    assert refusal(back, policy(*PAID, channel="微信")) == ("debit.nothing_to_reverse", "number")
    late = (Movement(DAY, Means.PREMIUM, AMOUNT),)
    assert refusal(back, policy(*late, channel="银行转账")) == ("debit.before_payment", "debit_on")
    assert refusal(replace(back, amount=Decimal(1)), policy(*PAID, channel="银行转账")) == (
        "debit.too_little",
        "amount",
    )


def test_of_what_ended_nothing_is_owed() -> None:
    ended = policy(end=ContractState.SURRENDERED)
    assert refusal(ROW, ended) == ("debit.not_owed", "number")


def test_the_rest_of_a_premium_is_what_is_owed() -> None:
    part = policy(Movement(DUE, Means.PREMIUM, Decimal(600)))
    assert isinstance(refusal(replace(ROW, amount=Decimal(3000)), part), Verdict)
    assert refusal(ROW, part) == ("debit.too_much", "amount")


def test_of_two_rows_for_one_premium_the_first_counts() -> None:
    verdicts, faults = judge([ROW, replace(ROW, line=3)], {"P1": policy()}, DAY, {"01"}, "银行转账")
    assert [one.row.line for one in verdicts] == [2]
    assert [(one.line, one.code) for one in faults] == [(3, "debit.repeated")]
