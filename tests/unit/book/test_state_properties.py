"""What holds for every history of payments."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gridward.book.rules_of_states import ENDS, ContractState, InstalmentState
from gridward.book.schedule import due_date, grace_ends, suspended_on
from gridward.book.states import (
    Contract,
    Instalment,
    Means,
    Movement,
    account,
    contract_state,
    instalment_state,
    is_suspended,
    oldest_unpaid,
    owed,
    unpaid,
)

S = InstalmentState
BEGIN = date(2023, 1, 31)
DAYS = [BEGIN + timedelta(days=days) for days in range(0, 900, 7)]


@st.composite
def histories(draw: st.DrawFn, *, ends: bool = True) -> Contract:
    """A contract of up to eight instalments, each with any payments, reversals and loans."""
    mode = draw(st.sampled_from(["yearly", "half_yearly", "quarterly", "monthly"]))
    amount = Decimal(draw(st.integers(100, 9_999)))
    dues = [due_date(BEGIN, mode, number) for number in range(2, draw(st.integers(2, 10)))]
    instalments = tuple(
        Instalment(number + 2, due_on, amount, _movements(draw, due_on, amount))
        for number, due_on in enumerate(dues)
    )
    if not ends or draw(st.booleans()):
        return Contract(instalments)
    day = BEGIN + timedelta(days=draw(st.integers(0, 900)))
    what = draw(st.sampled_from(["end", "reduced", "waived", "exhausted"]))
    if what == "end":
        return Contract(instalments, end=draw(st.sampled_from(sorted(ENDS))), ended_on=day)
    return Contract(
        instalments,
        reduced_on=day if what == "reduced" else None,
        waived_from=day if what == "waived" else None,
        loan_exhausted_on=day if what == "exhausted" else None,
    )


def _movements(draw: st.DrawFn, due_on: date, amount: Decimal) -> tuple[Movement, ...]:
    """In the order in which a bank can make them: what is reversed or repaid was paid or lent before."""
    found: list[Movement] = []
    day = due_on + timedelta(days=draw(st.integers(-30, 200)))
    for means in draw(st.sampled_from(_COURSES)):
        part = amount if means is not Means.PREMIUM or draw(st.booleans()) else amount // 2
        found.append(Movement(day, means, part))
        day += timedelta(days=draw(st.integers(0, 90)))
    return tuple(found)


_COURSES = [
    (),
    (Means.PREMIUM,),
    (Means.PREMIUM, Means.REVERSED),
    (Means.PREMIUM, Means.REVERSED, Means.PREMIUM),
    (Means.LOAN,),
    (Means.LOAN, Means.LOAN_REPAID),
]
_UNPAID = {S.UPCOMING, S.DUE, S.IN_GRACE, S.SUSPENDED}


@given(histories())
def test_money_adds_up(contract: Contract) -> None:
    for day in DAYS:
        for one in contract.instalments:
            money = account(one, day)
            moved = [movement for movement in one.movements if movement.on <= day]
            signs = {Means.PREMIUM: 1, Means.REVERSED: -1, Means.LOAN: 1, Means.LOAN_REPAID: 0}
            assert money.premium + money.loan == sum(signs[m.means] * m.amount for m in moved)
            assert money.outstanding == max(one.amount - money.premium - money.loan, Decimal(0))
            assert (money.settled_on is not None) == (money.outstanding == 0)
        assert owed(contract, day) == sum(account(one, day).outstanding for one in unpaid(contract, day))


@given(histories())
def test_an_instalment_is_paid_or_owed_and_never_both(contract: Contract) -> None:
    for day in DAYS:
        open_ones = {one.number for one in unpaid(contract, day)}
        for one in contract.instalments:
            state = instalment_state(contract, one, day)
            settled = account(one, day).settled_on is not None
            assert settled == (state in {S.PAID, S.APL_PAID})
            assert (one.number in open_ones) == (state in _UNPAID and one.due_on <= day)


@given(histories(ends=False))
def test_grace_never_ends_early_and_suspension_begins_on_day_61(contract: Contract) -> None:
    for one in contract.instalments:
        last = grace_ends(one.due_on)
        older = [other for other in contract.instalments if other.number < one.number]
        if any(
            account(other, day).settled_on is None
            for other in older
            for day in (last, last + timedelta(days=1))
        ):
            continue
        # Nobody is suspended for this instalment before its grace is over ...
        if not any(grace_ends(other.due_on) < (account(other, last).settled_on or last) for other in older):
            assert not is_suspended(contract, last)
        # ... and everybody on the day after it who has not paid.
        if account(one, suspended_on(one.due_on)).settled_on is None:
            assert instalment_state(contract, one, suspended_on(one.due_on)) is S.SUSPENDED
            assert contract_state(contract, suspended_on(one.due_on)) is ContractState.SUSPENDED


@given(histories(ends=False))
def test_the_first_unpaid_instalment_alone_decides_when_suspension_begins(contract: Contract) -> None:
    never_paid = Contract(
        tuple(Instalment(one.number, one.due_on, one.amount) for one in contract.instalments)
    )
    if not never_paid.instalments:
        return
    begins = suspended_on(never_paid.instalments[0].due_on)
    assert not is_suspended(never_paid, begins - timedelta(days=1))
    assert all(is_suspended(never_paid, begins + timedelta(days=days)) for days in (0, 1, 30, 365))


@given(histories())
def test_there_is_one_sequence_and_it_moves_on_only_when_its_instalment_is_settled(
    contract: Contract,
) -> None:
    before: Instalment | None = None
    for day in DAYS:
        found = oldest_unpaid(contract, day, 30)
        if found is not None:
            earlier = [one for one in contract.instalments if one.number < found.number]
            assert all(instalment_state(contract, one, day) not in _UNPAID for one in earlier)
        if before is not None and found is not None and found.number > before.number:
            assert instalment_state(contract, before, day) not in _UNPAID
        before = found


@given(histories())
def test_what_ended_or_was_reduced_is_not_suspended_and_owes_nothing(contract: Contract) -> None:
    for day in DAYS:
        state = contract_state(contract, day)
        if state in ENDS or state is ContractState.REDUCED_PAID_UP:
            assert not is_suspended(contract, day) and owed(contract, day) == 0
        else:
            assert (state is ContractState.SUSPENDED) == is_suspended(contract, day)


@given(histories())
def test_the_day_alone_tells_the_state_whatever_comes_later(contract: Contract) -> None:
    """What is not known yet changes nothing."""
    for day in DAYS[::10]:
        known = Contract(
            tuple(
                Instalment(one.number, one.due_on, one.amount, tuple(m for m in one.movements if m.on <= day))
                for one in contract.instalments
            ),
            contract.end,
            contract.ended_on,
            contract.reduced_on,
            contract.waived_from,
            contract.loan_exhausted_on,
        )
        assert contract_state(known, day) is contract_state(contract, day)
