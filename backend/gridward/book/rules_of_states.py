"""The table of the states of contract and instalment: which condition makes which state, and which change of state there is.

`states` judges by these rows, the story of a policy names the changes by them, and `docs/policy-states.md` is written from
them. Of the rules the first that holds decides. Pure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

_State = TypeVar("_State", bound=StrEnum)


class InstalmentState(StrEnum):
    """The state of a premium."""

    UPCOMING = "upcoming"
    DUE = "due"
    """It is the due date."""
    IN_GRACE = "in_grace"
    PAID = "paid"
    APL_PAID = "apl_paid"
    """Lent from the cash value (自动垫交), and not repaid."""
    WAIVED = "waived"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    """The contract ended, moved out or was reduced before it was paid: nobody owes it any more."""


class ContractState(StrEnum):
    """The state of a contract, in the book's words."""

    IN_FORCE = "in_force"
    IN_GRACE = "in_grace"
    SUSPENDED = "suspended"
    APL = "apl"
    REDUCED_PAID_UP = "reduced_paid_up"
    SURRENDERED = "surrendered"
    MATURED = "matured"
    ENDED_BY_CLAIM = "ended_by_claim"
    CANCELLED = "cancelled"
    TERMINATED = "terminated"
    MOVED_OUT = "moved_out"
    CONVERTED = "converted"
    """Another contract took its place."""


ENDS = frozenset(ContractState) - {
    ContractState.IN_FORCE,
    ContractState.IN_GRACE,
    ContractState.SUSPENDED,
    ContractState.APL,
    ContractState.REDUCED_PAID_UP,
}
"""States after which no premium is owed to us."""


class When(StrEnum):
    """What holds on a day. The text is the documentation's."""

    PREMIUM_COVERS = "the premium received, less what was reversed, covers it"
    LOAN_COVERS = "premium and loan together cover it"
    WAIVED = "it falls due after premiums began to be waived"
    ENDED = "the contract has ended or moved out"
    REDUCED = "the contract was made reduced paid-up"
    BEFORE_DUE = "the due date is still to come"
    COVER_SUSPENDED = "an earlier grace ended unpaid, loans reached the cash value, or the insurer says so"
    DUE_DATE = "it is the due date"
    AFTER_DUE = "the due date is over"
    UNPAID_IN_GRACE = "an instalment is unpaid after its due date"
    LENT = "an instalment was lent from the cash value and not repaid"
    ALWAYS = "none of these"


@dataclass(frozen=True)
class Rule(Generic[_State]):
    """A state and what makes it. Of a contract that ended the state is the end that the insurer told."""

    when: When
    state: _State | None


INSTALMENT_RULES: tuple[Rule[InstalmentState], ...] = (
    Rule(When.PREMIUM_COVERS, InstalmentState.PAID),
    Rule(When.LOAN_COVERS, InstalmentState.APL_PAID),
    Rule(When.WAIVED, InstalmentState.WAIVED),
    Rule(When.ENDED, InstalmentState.CANCELLED),
    Rule(When.REDUCED, InstalmentState.CANCELLED),
    Rule(When.BEFORE_DUE, InstalmentState.UPCOMING),
    Rule(When.COVER_SUSPENDED, InstalmentState.SUSPENDED),
    Rule(When.DUE_DATE, InstalmentState.DUE),
    Rule(When.AFTER_DUE, InstalmentState.IN_GRACE),
)
CONTRACT_RULES: tuple[Rule[ContractState], ...] = (
    Rule(When.ENDED, None),
    Rule(When.REDUCED, ContractState.REDUCED_PAID_UP),
    Rule(When.COVER_SUSPENDED, ContractState.SUSPENDED),
    Rule(When.UNPAID_IN_GRACE, ContractState.IN_GRACE),
    Rule(When.LENT, ContractState.APL),
    Rule(When.ALWAYS, ContractState.IN_FORCE),
)


def first_that_holds(rules: tuple[Rule[_State], ...], holds: Callable[[When], bool]) -> Rule[_State]:
    """The rule that decides; the last one of each table holds where none before it does."""
    return next((rule for rule in rules if holds(rule.when)), rules[-1])


class Cause(StrEnum):
    """What changes a state."""

    FALLS_DUE = "falls_due"
    GRACE_BEGINS = "grace_begins"
    PAID = "paid"
    LENT = "lent"
    LOAN_REPAID = "loan_repaid"
    COVER_ENDS = "cover_ends"
    REVERSED = "reversed"
    REINSTATED = "reinstated"
    ENDED = "ended"
    REDUCED = "reduced"
    NOT_OWED = "not_owed"
    PAID_NOT_OWED = "paid_not_owed"


CAUSES = {
    Cause.FALLS_DUE: "the due date comes",
    Cause.GRACE_BEGINS: "00:00 of the day after the due date: 60 days of grace begin (Insurance Law art. 36)",
    Cause.PAID: "the premium is paid in full, on that day",
    Cause.LENT: "the premium is lent from the cash value (自动垫交)",
    Cause.LOAN_REPAID: "the customer repays the loan: only now it is a premium received",
    Cause.COVER_ENDS: "00:00 of the day after the last of grace (day 61); 00:00 after loans reached the cash value; or"
    " the insurer says so",
    Cause.REVERSED: "the bank takes back a debit that was counted: the premium is owed as if it had never been paid",
    Cause.REINSTATED: "00:00 of the day after all that was owed was paid (Insurance Law art. 37)",
    Cause.ENDED: "the contract ends or moves out",
    Cause.REDUCED: "the contract is made reduced paid-up",
    Cause.NOT_OWED: "the contract ends, moves out or is reduced before the premium is paid",
    Cause.PAID_NOT_OWED: "money arrives for a premium that nobody owes: kept, and reported",
}
"""The causes in the documentation's words."""


@dataclass(frozen=True)
class Change(Generic[_State]):
    """A change of state from one day to the next, and what makes it."""

    before: _State
    after: _State
    cause: Cause


_I, _C = InstalmentState, ContractState

INSTALMENT_CHANGES: tuple[Change[InstalmentState], ...] = (
    Change(_I.UPCOMING, _I.DUE, Cause.FALLS_DUE),
    Change(_I.UPCOMING, _I.SUSPENDED, Cause.FALLS_DUE),
    Change(_I.UPCOMING, _I.PAID, Cause.PAID),
    Change(_I.UPCOMING, _I.APL_PAID, Cause.LENT),
    Change(_I.UPCOMING, _I.CANCELLED, Cause.NOT_OWED),
    Change(_I.DUE, _I.IN_GRACE, Cause.GRACE_BEGINS),
    Change(_I.DUE, _I.PAID, Cause.PAID),
    Change(_I.DUE, _I.APL_PAID, Cause.LENT),
    Change(_I.DUE, _I.SUSPENDED, Cause.COVER_ENDS),
    Change(_I.DUE, _I.CANCELLED, Cause.NOT_OWED),
    Change(_I.IN_GRACE, _I.PAID, Cause.PAID),
    Change(_I.IN_GRACE, _I.APL_PAID, Cause.LENT),
    Change(_I.IN_GRACE, _I.SUSPENDED, Cause.COVER_ENDS),
    Change(_I.IN_GRACE, _I.CANCELLED, Cause.NOT_OWED),
    Change(_I.SUSPENDED, _I.PAID, Cause.PAID),
    Change(_I.SUSPENDED, _I.APL_PAID, Cause.LENT),
    Change(_I.SUSPENDED, _I.IN_GRACE, Cause.REINSTATED),
    Change(_I.SUSPENDED, _I.CANCELLED, Cause.NOT_OWED),
    Change(_I.PAID, _I.UPCOMING, Cause.REVERSED),
    Change(_I.PAID, _I.DUE, Cause.REVERSED),
    Change(_I.PAID, _I.IN_GRACE, Cause.REVERSED),
    Change(_I.PAID, _I.SUSPENDED, Cause.REVERSED),
    Change(_I.PAID, _I.CANCELLED, Cause.REVERSED),
    Change(_I.PAID, _I.WAIVED, Cause.REVERSED),
    Change(_I.APL_PAID, _I.PAID, Cause.LOAN_REPAID),
    Change(_I.WAIVED, _I.PAID, Cause.PAID_NOT_OWED),
    Change(_I.WAIVED, _I.APL_PAID, Cause.PAID_NOT_OWED),
    Change(_I.CANCELLED, _I.PAID, Cause.PAID_NOT_OWED),
    Change(_I.CANCELLED, _I.APL_PAID, Cause.PAID_NOT_OWED),
)
_LIVE = (_C.IN_FORCE, _C.IN_GRACE, _C.SUSPENDED, _C.APL)
CONTRACT_CHANGES: tuple[Change[ContractState], ...] = (
    Change(_C.IN_FORCE, _C.IN_GRACE, Cause.GRACE_BEGINS),
    Change(_C.IN_FORCE, _C.APL, Cause.LENT),
    Change(_C.IN_FORCE, _C.SUSPENDED, Cause.COVER_ENDS),
    Change(_C.IN_GRACE, _C.IN_FORCE, Cause.PAID),
    Change(_C.IN_GRACE, _C.APL, Cause.LENT),
    Change(_C.IN_GRACE, _C.SUSPENDED, Cause.COVER_ENDS),
    Change(_C.SUSPENDED, _C.IN_FORCE, Cause.REINSTATED),
    Change(_C.SUSPENDED, _C.IN_GRACE, Cause.REINSTATED),
    Change(_C.SUSPENDED, _C.APL, Cause.REINSTATED),
    Change(_C.APL, _C.IN_FORCE, Cause.LOAN_REPAID),
    Change(_C.APL, _C.IN_GRACE, Cause.GRACE_BEGINS),
    Change(_C.APL, _C.SUSPENDED, Cause.COVER_ENDS),
    *(Change(before, _C.REDUCED_PAID_UP, Cause.REDUCED) for before in _LIVE),
    *(Change(before, end, Cause.ENDED) for before in (*_LIVE, _C.REDUCED_PAID_UP) for end in sorted(ENDS)),
)

_CAUSES_OF: dict[tuple[type[StrEnum], str, str], Cause] = {
    **{(InstalmentState, one.before, one.after): one.cause for one in INSTALMENT_CHANGES},
    **{(ContractState, one.before, one.after): one.cause for one in CONTRACT_CHANGES},
}


def cause_of(before: StrEnum, after: StrEnum) -> Cause:
    """What makes a state of another. Raises `KeyError` for a change that there is not."""
    return _CAUSES_OF[type(before), before, after]
