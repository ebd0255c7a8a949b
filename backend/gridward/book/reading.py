"""The book's rows as the state engine wants them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gridward.book.rules_of_states import ENDS, ContractState
from gridward.book.schedule import MONTHS_BETWEEN, due_date, instalments, number_due
from gridward.book.states import Contract, Instalment, Means, Movement

LOAN_CHANNELS = frozenset({"自动垫交", "自动垫缴"})
"""The channel under which an automatic premium loan is delivered."""


@dataclass(frozen=True)
class PolicyFacts:
    """What the book says of a policy."""

    state: str
    effective_on: date
    pay_mode: str
    pay_years: int | None
    premium: Decimal
    paid_to: date | None
    """The next due date as delivered, or the end of paying."""


@dataclass(frozen=True)
class InstalmentFacts:
    """What the book says of an instalment."""

    number: int
    due_on: date
    amount: Decimal
    paid_on: date | None
    paid_amount: Decimal | None
    channel: str | None


def instalments_of(rows: Iterable[Sequence[Any]]) -> list[InstalmentFacts]:
    """Instalments as a query gathers them into JSON: days and amounts as text, in the order of `InstalmentFacts`."""
    return [
        InstalmentFacts(
            number,
            date.fromisoformat(due_on),
            Decimal(amount),
            date.fromisoformat(paid_on) if paid_on else None,
            Decimal(paid_amount) if paid_amount else None,
            channel,
        )
        for number, due_on, amount, paid_on, paid_amount, channel in rows
    ]


def contract_of(policy: PolicyFacts, rows: Sequence[InstalmentFacts]) -> Contract:
    """A contract as far as it was delivered, with the instalment after the delivered ones unless paying is completed.

    Of how a contract ended or was reduced the book only says that it is so: it counts as such on every day.
    """
    state = ContractState(policy.state)
    known = tuple(_instalment(row) for row in sorted(rows, key=lambda row: row.number))
    following = next_instalment(policy, known)
    return Contract(
        instalments=known if following is None else (*known, following),
        end=state if state in ENDS else None,
        reduced_on=date.min if state == ContractState.REDUCED_PAID_UP else None,
        said_suspended=state == ContractState.SUSPENDED,
    )


def next_instalment(policy: PolicyFacts, known: Sequence[Instalment]) -> Instalment | None:
    """The instalment after the known ones; None for a single premium and once the last one is known (缴费期满)."""
    if policy.pay_mode not in MONTHS_BETWEEN:
        return None
    number = known[-1].number + 1 if known else 0
    if policy.paid_to is not None:
        number = max(number, number_due(policy.effective_on, policy.pay_mode, policy.paid_to))
    last = instalments(policy.pay_mode, policy.pay_years)
    if number < 2 or (last is not None and number > last):
        return None
    return Instalment(number, due_date(policy.effective_on, policy.pay_mode, number), policy.premium)


def _instalment(row: InstalmentFacts) -> Instalment:
    if row.paid_on is None:
        return Instalment(row.number, row.due_on, row.amount)
    means = Means.LOAN if row.channel in LOAN_CHANNELS else Means.PREMIUM
    paid = row.amount if row.paid_amount is None else row.paid_amount
    return Instalment(row.number, row.due_on, row.amount, (Movement(row.paid_on, means, paid),))
