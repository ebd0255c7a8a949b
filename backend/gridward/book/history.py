"""A policy's story from its events: what state it had on any day, by what was known on any other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby, pairwise
from uuid import UUID

from gridward.book.reading import LOAN_CHANNELS, PolicyFacts, next_instalment
from gridward.book.rules_of_states import ENDS, Cause, ContractState, cause_of
from gridward.book.schedule import suspended_on
from gridward.book.states import Contract, Instalment, Means, Movement, contract_state


class EventKind(StrEnum):
    """What had changed when it was learnt."""

    OPENED = "opened"
    """The contract became known."""
    STATE = "state"
    """The insurer told another state of the contract."""
    TERMS = "terms"
    """Another premium, or another day to which it is paid."""
    DUE = "due"
    """The instalment became known, unpaid."""
    PAID = "paid"
    LENT = "lent"
    FAILED = "failed"
    """A debit failed."""
    REPAID = "repaid"
    """The customer paid what had been lent."""
    REVERSED = "reversed"
    CORRECTED = "corrected"
    """It had been told wrongly: it was so from the beginning."""


@dataclass(frozen=True)
class PolicyEvent:
    """A contract (`number` 0) or one of its instalments as it was known from then on."""

    id: int
    source_id: UUID
    number: int
    kind: EventKind
    about_on: date
    learnt_on: date
    amount: Decimal
    due_on: date | None = None
    paid_on: date | None = None
    paid_amount: Decimal | None = None
    channel: str | None = None
    failure: str | None = None
    state: str | None = None
    paid_to: date | None = None


@dataclass(frozen=True)
class Terms:
    """What of a contract is the same on every day: a correction of it counts for all of them."""

    effective_on: date
    pay_mode: str
    pay_years: int | None


@dataclass(frozen=True)
class StateChange:
    """The first day of another state of the contract; `cause` is empty where the insurer told a change of its own."""

    on: date
    before: ContractState
    after: ContractState
    cause: Cause | None


def contract_as_of(terms: Terms, events: Sequence[PolicyEvent], day: date, known_on: date) -> Contract | None:
    """The contract as it was on a day, by what was known on another; None where nothing was known of it then.

    Events are in the order of their ids. Of an instalment the newest event counts that is about that day or one before it;
    before all of them, the first one tells what there is to know. How a contract ended or was reduced before it was first
    delivered, nobody told: it counts as such on every day. That it is suspended counts from the day on which it was told.
    """
    known = [event for event in events if event.learnt_on <= known_on]
    by_number = {
        number: list(rows)
        for number, rows in groupby(sorted(known, key=lambda event: event.number), lambda event: event.number)
    }
    contracts = by_number.pop(0, None)
    if contracts is None:
        return None
    told = _effective(contracts, day)
    state, since = ContractState(told.state or ""), _first_told(contracts, told)
    instalments = tuple(_instalment(rows, day) for rows in by_number.values())
    following = next_instalment(
        PolicyFacts(state, terms.effective_on, terms.pay_mode, terms.pay_years, told.amount, told.paid_to),
        instalments,
    )
    return Contract(
        instalments=instalments if following is None else (*instalments, following),
        end=state if state in ENDS else None,
        ended_on=since,
        reduced_on=(since or date.min) if state is ContractState.REDUCED_PAID_UP else None,
        said_suspended=state is ContractState.SUSPENDED and told.learnt_on <= day,
    )


def changes_of_state(
    terms: Terms, events: Sequence[PolicyEvent], until: date, known_on: date
) -> list[StateChange]:
    """The contract's changes of state from its first known due date to a day, by what was known on another."""
    days = _days_to_look_at(events, until)
    states: list[tuple[date, ContractState]] = []
    for day in days:
        contract = contract_as_of(terms, events, day, known_on)
        if contract is not None:
            states.append((day, contract_state(contract, day)))
    return [
        StateChange(day, before, after, _cause(before, after))
        for (_, before), (day, after) in pairwise(states)
        if before is not after
    ]


def _cause(before: ContractState, after: ContractState) -> Cause | None:
    try:
        return cause_of(before, after)
    except KeyError:
        return None


def _days_to_look_at(events: Sequence[PolicyEvent], until: date) -> list[date]:
    """The only days on which a state can begin."""
    found: set[date] = set()
    for event in events:
        found.update((event.about_on, event.about_on + timedelta(days=1)))
        if event.number == 0:
            found.add(event.learnt_on)
        if event.due_on is not None:
            found.update((event.due_on, event.due_on + timedelta(days=1), suspended_on(event.due_on)))
        if event.paid_on is not None:
            found.update((event.paid_on, event.paid_on + timedelta(days=1)))
    return sorted(day for day in found if day <= until)


def _effective(events: Sequence[PolicyEvent], day: date) -> PolicyEvent:
    """The newest event about a day or one before it; before all of them, the first."""
    return next((event for event in reversed(events) if event.about_on <= day), events[0])


def _first_told(contracts: Sequence[PolicyEvent], told: PolicyEvent) -> date | None:
    """The day from which the state of an event was told without interruption; None: since the first delivery."""
    since = told.about_on
    for event in reversed(contracts[: contracts.index(told)]):
        if event.state != told.state:
            return since
        since = event.about_on
    return None


def _instalment(events: Sequence[PolicyEvent], day: date) -> Instalment:
    told = _effective(events, day)
    assert told.due_on is not None
    return Instalment(told.number, told.due_on, told.amount, _movements(events, told))


def _movements(events: Sequence[PolicyEvent], told: PolicyEvent) -> tuple[Movement, ...]:
    if told.paid_on is None:
        return ()
    paid = told.amount if told.paid_amount is None else told.paid_amount
    if told.channel in LOAN_CHANNELS:
        return (Movement(told.paid_on, Means.LOAN, paid),)
    before = events[events.index(told) - 1] if told.kind is EventKind.REPAID else None
    if before is None or before.paid_on is None:
        return (Movement(told.paid_on, Means.PREMIUM, paid),)
    lent = before.amount if before.paid_amount is None else before.paid_amount
    return (
        Movement(before.paid_on, Means.LOAN, lent),
        Movement(told.paid_on, Means.LOAN_REPAID, paid),
    )
