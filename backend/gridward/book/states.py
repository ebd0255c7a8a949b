"""The state engine: what state a contract and each of its instalments has on a day, by what was paid and when. Pure.

What makes which state stands in the table `rules_of_states`; here is how each of its conditions is judged. A state is that
of a whole day in the policies' time zone: suspension begins, and reinstatement takes effect, at 00:00.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from gridward.book.rules_of_states import (
    CONTRACT_RULES,
    INSTALMENT_RULES,
    ContractState,
    InstalmentState,
    When,
    first_that_holds,
)
from gridward.book.schedule import grace_ends, suspended_on

_ZERO = Decimal(0)


class Means(StrEnum):
    """What moved money to or from an instalment."""

    PREMIUM = "premium"
    REVERSED = "reversed"
    """The bank took a debit back that was counted already."""
    LOAN = "loan"
    """Lent from the cash value."""
    LOAN_REPAID = "loan_repaid"
    """The customer paid what had been lent: only now it is a premium received."""


@dataclass(frozen=True)
class Movement:
    """Money that moved on a day; `amount` in yuan is never negative."""

    on: date
    means: Means
    amount: Decimal


@dataclass(frozen=True)
class Instalment:
    """A premium with all that was paid on it."""

    number: int
    due_on: date
    amount: Decimal
    movements: tuple[Movement, ...] = ()


@dataclass(frozen=True)
class Account:
    """An instalment's money on a day."""

    premium: Decimal
    """Received from the customer, less what was reversed."""
    loan: Decimal
    outstanding: Decimal
    settled_on: date | None
    """Since when nothing has been outstanding."""


@dataclass(frozen=True)
class Contract:
    """All that decides a regular-pay contract's states. Instalments are in order of their numbers."""

    instalments: tuple[Instalment, ...]
    end: ContractState | None = None
    ended_on: date | None = None
    """The first day on which it has ended; without it, it ended before any day that is looked at."""
    reduced_on: date | None = None
    waived_from: date | None = None
    """Premiums that fall due from this day on are waived."""
    loan_exhausted_on: date | None = None
    """The day on which loans and their interest reached the cash value; suspended from the next 00:00."""
    said_suspended: bool = False
    """The insurer says that it is suspended, whatever the instalments tell."""


def account(instalment: Instalment, day: date) -> Account:
    """What was paid on an instalment until the end of a day."""
    premium, loan, settled_on = _ZERO, _ZERO, None
    for movement in sorted(instalment.movements, key=lambda movement: movement.on):
        if movement.on > day:
            break
        premium += _SIGNS[movement.means][0] * movement.amount
        loan += _SIGNS[movement.means][1] * movement.amount
        covered = premium + loan >= instalment.amount
        settled_on = (settled_on or movement.on) if covered else None
    return Account(premium, loan, max(instalment.amount - premium - loan, _ZERO), settled_on)


def instalment_state(contract: Contract, instalment: Instalment, day: date) -> InstalmentState:
    """The state of one of a contract's instalments at the end of a day."""
    money = account(instalment, day)

    def holds(when: When) -> bool:
        match when:
            case When.PREMIUM_COVERS:
                return money.settled_on is not None and money.premium >= instalment.amount
            case When.LOAN_COVERS:
                return money.settled_on is not None
            case When.WAIVED:
                return _waived(contract, instalment)
            case When.BEFORE_DUE:
                return day < instalment.due_on
            case When.DUE_DATE:
                return day == instalment.due_on
            case _:
                return _holds(contract, when, day)

    state = first_that_holds(INSTALMENT_RULES, holds).state
    assert state is not None
    return state


def contract_state(contract: Contract, day: date) -> ContractState:
    """The state of a contract on a day."""

    def holds(when: When) -> bool:
        match when:
            case When.UNPAID_IN_GRACE:
                return InstalmentState.IN_GRACE in _instalment_states(contract, day)
            case When.LENT:
                return InstalmentState.APL_PAID in _instalment_states(contract, day)
            case _:
                return _holds(contract, when, day)

    # What ended is in the state that the insurer told.
    state = first_that_holds(CONTRACT_RULES, holds).state or contract.end
    assert state is not None
    return state


def is_suspended(contract: Contract, day: date) -> bool:
    """Whether cover is suspended on a day: from 00:00 of the day after a grace that ended unpaid, or after the cash value
    was exhausted by loans, until the 00:00 after everything owed was paid."""
    if _ended(contract, day) or _reduced(contract, day):
        return False
    if contract.said_suspended or _exhausted(contract, day):
        return True
    return any(
        suspended_on(one.due_on) <= day and not _waived(contract, one) and _lapsed(one, day)
        for one in contract.instalments
    )


def oldest_unpaid(contract: Contract, day: date, ahead_days: int = 0) -> Instalment | None:
    """The instalment on which the policy's one sequence of reminders runs: the oldest that is owed and unpaid on a day,
    or falls due within `ahead_days` after it."""
    horizon = day + timedelta(days=ahead_days)
    return next(
        (
            one
            for one in contract.instalments
            if one.due_on <= horizon and instalment_state(contract, one, day) in _OPEN
        ),
        None,
    )


def unpaid(contract: Contract, day: date) -> list[Instalment]:
    """The instalments that are due and unpaid on a day."""
    return [
        one
        for one in contract.instalments
        if one.due_on <= day and instalment_state(contract, one, day) in _OPEN
    ]


def owed(contract: Contract, day: date) -> Decimal:
    """Yuan that are due and unpaid on a day, without interest."""
    return sum((account(one, day).outstanding for one in unpaid(contract, day)), _ZERO)


def claim_payment(contract: Contract, benefit: Decimal, day: date) -> Decimal:
    """What is paid of a benefit that fell due on a day: inside grace less the premium owed; nothing without cover
    (Insurance Law art. 36)."""
    if _ended(contract, day) or is_suspended(contract, day):
        return _ZERO
    return max(benefit - owed(contract, day), _ZERO)


_SIGNS = {
    Means.PREMIUM: (1, 0),
    Means.REVERSED: (-1, 0),
    Means.LOAN: (0, 1),
    Means.LOAN_REPAID: (1, -1),
}
"""What a movement adds to the premium received and to the loan."""
_OPEN = frozenset(
    {InstalmentState.UPCOMING, InstalmentState.DUE, InstalmentState.IN_GRACE, InstalmentState.SUSPENDED}
)


def _holds(contract: Contract, when: When, day: date) -> bool:
    """Whether a condition of the whole contract holds."""
    match when:
        case When.ENDED:
            return _ended(contract, day)
        case When.REDUCED:
            return _reduced(contract, day)
        case When.COVER_SUSPENDED:
            return is_suspended(contract, day)
        case _:
            return False


def _instalment_states(contract: Contract, day: date) -> set[InstalmentState]:
    return {instalment_state(contract, one, day) for one in contract.instalments}


def _ended(contract: Contract, day: date) -> bool:
    return contract.end is not None and (contract.ended_on is None or contract.ended_on <= day)


def _reduced(contract: Contract, day: date) -> bool:
    return contract.reduced_on is not None and contract.reduced_on <= day


def _waived(contract: Contract, instalment: Instalment) -> bool:
    return contract.waived_from is not None and instalment.due_on >= contract.waived_from


def _lapsed(instalment: Instalment, day: date) -> bool:
    settled_on = account(instalment, day).settled_on
    # Paid in grace it never lapsed; paid after it, cover begins again on the day after.
    return settled_on is None or grace_ends(instalment.due_on) < settled_on == day


def _exhausted(contract: Contract, day: date) -> bool:
    exhausted_on = contract.loan_exhausted_on
    if exhausted_on is None or day <= exhausted_on:
        return False
    # Repaid loans bring it back from the next 00:00 on.
    before = day - timedelta(days=1)
    return any(account(one, before).loan > 0 for one in contract.instalments)
