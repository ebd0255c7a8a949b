"""A policy's story from its events: any day's state, by what was known on any other."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from gridward.book.history import EventKind, PolicyEvent, Terms, changes_of_state, contract_as_of
from gridward.book.rules_of_states import Cause, ContractState
from gridward.book.states import account, contract_state, oldest_unpaid, owed

K, C = EventKind, ContractState
BEGIN, DUE = date(2023, 3, 10), date(2026, 3, 10)
TERMS = Terms(BEGIN, "yearly", 10)
AMOUNT = Decimal("3600.00")
SOURCE = UUID(int=7)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


class Told:
    """What is learnt of one policy, delivery by delivery."""

    def __init__(self, state: str = "in_force", learnt: int = -40) -> None:
        self.events: list[PolicyEvent] = []
        self.contract(state, learnt, K.OPENED, about=BEGIN)

    def contract(self, state: str, learnt: int, kind: EventKind = K.STATE, about: date | None = None) -> None:
        self._add(0, kind, about or after(learnt), learnt, AMOUNT, state=state, paid_to=DUE)

    def instalment(self, kind: EventKind, about: int, learnt: int, **more: Any) -> None:
        facts = {"due_on": DUE} | more
        self._add(4, kind, after(about), learnt, facts.pop("amount", AMOUNT), **facts)

    def _add(
        self, number: int, kind: EventKind, about: date, learnt: int, amount: Decimal, **more: Any
    ) -> None:
        self.events.append(
            PolicyEvent(len(self.events) + 1, SOURCE, number, kind, about, after(learnt), amount, **more)
        )

    def state(self, day: int, known: int = 999) -> ContractState | None:
        contract = contract_as_of(TERMS, self.events, after(day), after(known))
        return contract and contract_state(contract, after(day))


def test_nothing_is_known_of_before_it_was_delivered() -> None:
    assert Told().state(0, known=-41) is None and Told().state(0, known=-40) is C.IN_FORCE


def test_a_payment_that_became_known_late_was_there_on_its_day() -> None:
    told = Told()
    told.instalment(K.DUE, 0, 1)
    told.instalment(K.PAID, 5, 20, paid_on=after(5), paid_amount=AMOUNT)
    assert [told.state(day) for day in (4, 5, 19)] == [C.IN_GRACE, C.IN_FORCE, C.IN_FORCE]
    # On the day before it was learnt, the premium was thought to be unpaid.
    assert told.state(19, known=19) is C.IN_GRACE


def test_a_reversal_changes_nothing_before_it() -> None:
    told = Told()
    told.instalment(K.PAID, 2, 3, paid_on=after(2), paid_amount=AMOUNT)
    told.instalment(K.REVERSED, 20, 22)
    assert [told.state(day) for day in (2, 19, 20, 61)] == [C.IN_FORCE, C.IN_FORCE, C.IN_GRACE, C.SUSPENDED]
    assert told.state(61, known=21) is C.IN_FORCE


def test_a_correction_was_so_from_the_beginning() -> None:
    told = Told()
    told.instalment(K.PAID, 2, 3, paid_on=after(2), paid_amount=AMOUNT)
    told.instalment(K.CORRECTED, 2, 30, paid_on=after(9), paid_amount=AMOUNT)
    assert [told.state(day) for day in (2, 8, 9)] == [C.IN_GRACE, C.IN_GRACE, C.IN_FORCE]
    assert told.state(2, known=29) is C.IN_FORCE


def test_a_corrected_due_date_moves_grace() -> None:
    told = Told()
    told.instalment(K.DUE, 0, 1)
    told.instalment(K.CORRECTED, 0, 10, due_on=after(15))
    assert [told.state(day) for day in (14, 16, 75, 76)] == [C.IN_FORCE, C.IN_GRACE, C.IN_GRACE, C.SUSPENDED]
    assert told.state(14, known=9) is C.IN_GRACE


def test_a_loan_that_was_repaid_never_was_a_lapse() -> None:
    told = Told()
    told.instalment(K.LENT, 60, 61, paid_on=after(60), paid_amount=AMOUNT, channel="自动垫交")
    told.instalment(K.REPAID, 100, 101, paid_on=after(100), paid_amount=AMOUNT, channel="银行转账")
    assert [told.state(day) for day in (60, 99, 100)] == [C.APL, C.APL, C.IN_FORCE]


def test_an_end_counts_from_the_day_on_which_it_was_told() -> None:
    told = Told()
    told.contract("surrendered", 10)
    told.contract("surrendered", 20, K.TERMS)
    assert [told.state(day) for day in (9, 10, 30)] == [C.IN_GRACE, C.SURRENDERED, C.SURRENDERED]
    assert told.state(30, known=9) is C.IN_GRACE


def test_how_it_ended_before_the_first_delivery_nobody_told() -> None:
    assert Told("surrendered").state(-300) is C.SURRENDERED


def test_a_suspension_that_was_there_at_first_counts_from_then_on() -> None:
    told = Told("suspended", learnt=10)
    assert [told.state(day) for day in (9, 10)] == [C.IN_GRACE, C.SUSPENDED]


def test_what_is_not_delivered_yet_falls_due_all_the_same() -> None:
    assert [Told().state(day) for day in (0, 1, 61)] == [C.IN_FORCE, C.IN_GRACE, C.SUSPENDED]


def test_a_due_on_29_february_comes_on_the_28th() -> None:
    begin = date(2024, 2, 29)
    told = Told()
    told.events = [replace(told.events[0], about_on=begin, paid_to=date(2027, 2, 28))]
    contract = contract_as_of(Terms(begin, "yearly", 10), told.events, date(2027, 3, 1), after(999))
    assert contract is not None and contract.instalments[0].due_on == date(2027, 2, 28)
    assert contract_state(contract, date(2027, 3, 1)) is C.IN_GRACE


def test_the_story_names_what_changed_the_state() -> None:
    told = Told()
    told.instalment(K.DUE, 0, 1)
    told.instalment(K.PAID, 70, 71, paid_on=after(70), paid_amount=AMOUNT)
    told.instalment(K.REVERSED, 80, 81)
    told.contract("surrendered", 100)
    found = changes_of_state(TERMS, told.events, after(200), after(200))
    assert [(one.on, one.after, one.cause) for one in found] == [
        (after(1), C.IN_GRACE, Cause.GRACE_BEGINS),
        (after(61), C.SUSPENDED, Cause.COVER_ENDS),
        (after(71), C.IN_FORCE, Cause.REINSTATED),
        (after(80), C.SUSPENDED, Cause.COVER_ENDS),
        (after(100), C.SURRENDERED, Cause.ENDED),
    ]
    told.contract("in_force", 110)
    last = changes_of_state(TERMS, told.events, after(200), after(200))[-1]
    assert (last.after, last.cause) == (C.SUSPENDED, None)


@st.composite
def stories(draw: st.DrawFn) -> Told:
    """What can be told of an instalment: payments, reversals and corrections, each known some days later."""
    told, paid_on, learnt = Told(), None, -30
    for _ in range(draw(st.integers(0, 6))):
        learnt += draw(st.integers(0, 40))
        about = learnt - draw(st.integers(0, 15))
        if paid_on is None and draw(st.booleans()):
            paid_on = after(about)
            told.instalment(K.PAID, about, learnt, paid_on=paid_on, paid_amount=AMOUNT)
        elif paid_on is None:
            told.instalment(K.FAILED, about, learnt, failure="余额不足")
        elif draw(st.booleans()):
            told.instalment(K.REVERSED, learnt, learnt)
            paid_on = None
        else:
            was, paid_on = (paid_on - DUE).days, after(about)
            told.instalment(K.CORRECTED, min(was, about), learnt, paid_on=paid_on, paid_amount=AMOUNT)
    return told


DAYS = range(-40, 260, 9)


@given(stories())
# Each looks at all days from eight of them.
@settings(max_examples=40)
def test_what_is_learnt_later_does_not_change_what_was_known(told: Told) -> None:
    for known in DAYS[::4]:
        then = Told()
        then.events = [event for event in told.events if event.learnt_on <= after(known)]
        assert all(told.state(day, known) == then.state(day) for day in DAYS)


@given(stories())
def test_an_instalment_is_paid_once_and_its_money_adds_up(told: Told) -> None:
    for day in DAYS:
        contract = contract_as_of(TERMS, told.events, after(day), after(999))
        assert contract is not None
        one = contract.instalments[0]
        money = account(one, after(day))
        assert money.premium in {Decimal(0), AMOUNT} and money.premium + money.outstanding == AMOUNT
        assert owed(contract, after(day)) == (money.outstanding if day >= 0 else 0)
        first = oldest_unpaid(contract, after(day))
        assert (first is None) == (day < 0 or money.outstanding == 0)


@given(stories())
def test_grace_never_ends_early(told: Told) -> None:
    assert all(told.state(day) is not C.SUSPENDED for day in DAYS if day <= 60)
