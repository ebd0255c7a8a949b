"""How customers paid until a day, as features of a premium that falls due: only what was known on that day."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from gridward.renewal.risk.features import Columns, Feature

Days = NDArray[np.float64]
"""Days since 1970; NaN for never, or nobody knows."""
Places = NDArray[np.int64]

GRACE_DAYS = 60
LOOK_BACK_DAYS = 4 * 365
"""Deliveries hold some years: what is older would tell those with a long file from those with a short one."""
SOON_DAYS = 3
"""After the due date: debits are tried, and most others pay, within them."""
LATE_DAYS = 7
VERY_LATE_DAYS = 25
_DAYS_A_MONTH = 30.44
_DAYS_A_YEAR = 365.25

FEATURES = (
    Feature("days_since_due"),
    Feature("tenure_months"),
    Feature("instalment_number"),
    Feature("instalments_left"),
    Feature("pay_mode", of_words=True),
    Feature("product", of_words=True),
    Feature("premium_a_year"),
    Feature("premium_to_income"),
    Feature("age"),
    Feature("due_month"),
    Feature("months_since_agent_left"),
    Feature("closed_instalments"),
    Feature("late_payments", 1),
    Feature("very_late_payments", 1),
    Feature("lapsed_before", 1),
    Feature("late_share", 1),
    Feature("mean_days_late", 1),
    Feature("failed_debits", 1),
    Feature("account_failures", 1),
    Feature("cash_share", 1),
    Feature("by_hand_share"),
    Feature("loan_payments"),
    Feature("last_days_late", 1),
    Feature("last_channel", of_words=True),
    Feature("last_failure", of_words=True),
    Feature("open_before"),
    Feature("own_failure", of_words=True),
    Feature("other_policies"),
    Feature("other_late_share", 1),
    Feature("other_lapses", 1),
    Feature("other_mean_days_late", 1),
    Feature("household_policies"),
    Feature("household_late_share", 1),
    Feature("household_lapses", 1),
    Feature("household_mean_days_late", 1),
    Feature("days_since_reached"),
)
"""Nothing of health, ethnicity or neighbourhood. Not what the book says of a policy only for today (its state, its account,
its loan, who serves it now): of the days on which a model learns nobody knows it."""


@dataclass(frozen=True)
class Policies:
    """(p,) each."""

    holder: Places
    """A number for each person."""
    household: Places
    """A number for those whom policies join: who holds one, and who is insured under it."""
    effective: Days
    months_between: NDArray[np.float64]
    pay_years: NDArray[np.float64]
    premium: NDArray[np.float64]
    """Yuan an instalment."""
    product: NDArray[np.str_]
    """The kind of product."""
    pay_mode: NDArray[np.str_]
    agent_left: Days
    """When the selling agent left."""
    born: Days
    income: NDArray[np.float64]
    """Yuan a year, of the holder."""


@dataclass(frozen=True)
class Instalments:
    """(i,) each, by policy and then by number."""

    policy: Places
    """Its place among the policies."""
    number: Places
    due: Days
    paid: Days
    by_loan: NDArray[np.bool_]
    """Paid by an automatic premium loan."""
    cash: NDArray[np.bool_]
    channel: NDArray[np.str_]
    failure: NDArray[np.str_]
    """Why a debit of it failed; "" where none did."""

    @cached_property
    def days_late(self) -> NDArray[np.float64]:
        """At the end of grace: how late it was paid, and one day more than grace where it was not, or by a loan."""
        late = np.where(np.isnan(self.paid) | self.by_loan, np.inf, self.paid - self.due)
        return np.asarray(np.minimum(late, GRACE_DAYS + 1))

    @cached_property
    def lapsed(self) -> NDArray[np.bool_]:
        """Unpaid at the end of grace."""
        return np.asarray(self.days_late > GRACE_DAYS)

    @cached_property
    def overdue(self) -> NDArray[np.bool_]:
        """Not paid when the days in which nearly all pay were over. Known on the day after them."""
        return np.asarray(self.days_late > SOON_DAYS)


@dataclass(frozen=True)
class Spoken:
    """(c,) each: when a customer himself was spoken to."""

    holder: Places
    day: Days


@dataclass(frozen=True)
class Dues:
    """(n,) each: premiums that fall due, each seen on a day."""

    policy: Places
    number: Places
    due: Days
    as_of: Days


@dataclass(frozen=True)
class Book:
    """What is known of a city's policies."""

    policies: Policies
    instalments: Instalments
    spoken: Spoken

    def columns(self, dues: Dues) -> Columns:
        """The columns of `FEATURES`, and `times_lapsed` for the card, of n premiums, as known on the day of each."""
        others = self._besides(dues, self.policies.holder, "other")
        household = self._besides(dues, self.policies.household, "household")
        return self.facts(dues) | self._own(dues) | others | household

    def facts(self, dues: Dues) -> dict[str, NDArray[Any]]:
        """The columns of n premiums that say nothing of how any premium was paid, as known on the day of each."""
        policies = self.policies
        of = dues.policy
        premium = policies.premium[of] * 12 / policies.months_between[of]
        left = policies.agent_left[of]
        return {
            "days_since_due": dues.as_of - dues.due,
            "tenure_months": (dues.due - policies.effective[of]) / _DAYS_A_MONTH,
            "instalment_number": dues.number.astype(np.float64),
            "instalments_left": policies.pay_years[of] * 12 / policies.months_between[of] - dues.number,
            "pay_mode": policies.pay_mode[of],
            "product": policies.product[of],
            "premium_a_year": premium,
            "premium_to_income": premium / policies.income[of],
            "age": (dues.due - policies.born[of]) / _DAYS_A_YEAR,
            "due_month": _month(dues.due),
            # Counted to the due date: how long he will have been gone.
            "months_since_agent_left": np.where(
                left <= dues.as_of, (dues.due - left) / _DAYS_A_MONTH, np.nan
            ),
            "days_since_reached": self._since_reached(dues),
        }

    def _own(self, dues: Dues) -> dict[str, NDArray[Any]]:
        """How this policy was paid."""
        rows = self.instalments
        first = placed(rows.policy, rows.due, dues.policy, dues.as_of - LOOK_BACK_DAYS)
        closed = placed(rows.policy, rows.due, dues.policy, dues.as_of - GRACE_DAYS - 1)
        due = placed(rows.policy, rows.due, dues.policy, dues.as_of)
        # The premium itself and those after it are not its history.
        itself = np.searchsorted(self._by_number, dues.policy * MANY + dues.number, side="left")
        closed, due = np.minimum(closed, itself), np.minimum(due, itself)
        first = np.minimum(first, closed)
        count = (closed - first).astype(np.float64)
        late = self._summed(rows.days_late > LATE_DAYS, first, closed)
        last = np.maximum(due - 1, 0)
        some = due > first
        paid = rows.paid[last] if len(rows.paid) else np.full(len(due), np.nan)
        paid = np.where(paid <= dues.as_of, paid, np.nan)
        here = np.minimum(itself, max(len(rows.due) - 1, 0))
        failed = (
            (rows.policy[here] == dues.policy) & (rows.number[here] == dues.number) & (dues.as_of > dues.due)
            if len(rows.due)
            else np.zeros(len(due), dtype=bool)
        )
        return {
            "closed_instalments": count,
            "late_payments": late,
            "very_late_payments": self._summed(rows.days_late > VERY_LATE_DAYS, first, closed),
            "lapsed_before": self._summed(rows.lapsed, first, closed),
            "times_lapsed": self._summed(self._first_lapsed, first, closed),
            "late_share": _share(late, count),
            "mean_days_late": _share(self._summed(self._delay, first, closed), count),
            "failed_debits": self._summed(rows.failure != "", first, np.maximum(due, first)),
            "account_failures": self._summed(self._account, first, np.maximum(due, first)),
            "cash_share": _share(self._summed(rows.cash, first, closed), count),
            "by_hand_share": _share(self._summed(self._by_hand, first, closed), count),
            "loan_payments": self._summed(rows.by_loan, first, closed),
            "last_days_late": np.where(
                some, np.minimum(np.where(np.isnan(paid), dues.as_of, paid) - _at(rows.due, last), 61), np.nan
            ),
            "last_channel": np.where(some & ~np.isnan(paid), _at(rows.channel, last), ""),
            "last_failure": np.where(some, _at(rows.failure, last), ""),
            "open_before": (some & np.isnan(paid)).astype(np.float64),
            "own_failure": np.where(failed, _at(rows.failure, here), ""),
        }

    def _besides(self, dues: Dues, groups: Places, name: str) -> dict[str, NDArray[Any]]:
        """How the other policies of a group were paid: of the holder, or of his household."""
        rows = self.instalments
        group = groups[rows.policy]
        order = np.lexsort((rows.due, group))
        grouped, due = group[order], rows.due[order]
        asked = groups[dues.policy]
        from_day, to_day = dues.as_of - LOOK_BACK_DAYS, dues.as_of - GRACE_DAYS - 1
        first, closed = placed(grouped, due, asked, from_day), placed(grouped, due, asked, to_day)
        own_first = placed(rows.policy, rows.due, dues.policy, from_day)
        own_closed = placed(rows.policy, rows.due, dues.policy, to_day)

        def besides(what: NDArray[Any]) -> NDArray[np.float64]:
            return self._summed(what[order], first, closed) - self._summed(what, own_first, own_closed)

        count = besides(np.ones(len(rows.due)))
        return {
            f"{name}_policies": np.bincount(groups, minlength=1)[asked] - 1.0,
            f"{name}_late_share": _share(besides(rows.days_late > LATE_DAYS), count),
            f"{name}_lapses": besides(rows.lapsed),
            f"{name}_mean_days_late": _share(besides(self._delay), count),
        }

    def _since_reached(self, dues: Dues) -> NDArray[np.float64]:
        order = np.lexsort((self.spoken.day, self.spoken.holder))
        holder, day = self.spoken.holder[order], self.spoken.day[order]
        asked = self.policies.holder[dues.policy]
        last = placed(holder, day, asked, dues.as_of) - 1
        if not len(day):
            return np.full(len(asked), np.nan)
        found = (last >= 0) & (holder[last] == asked)
        return np.where(found, dues.as_of - day[last], np.nan)

    @cached_property
    def _by_number(self) -> Places:
        return self.instalments.policy * MANY + self.instalments.number

    @cached_property
    def _delay(self) -> NDArray[np.float64]:
        return np.asarray(np.maximum(self.instalments.days_late, 0))

    @cached_property
    def _first_lapsed(self) -> NDArray[np.bool_]:
        """Lapsed, and the premium before it was not."""
        rows = self.instalments
        before = np.zeros(len(rows.lapsed), dtype=bool)
        before[1:] = rows.lapsed[:-1] & (rows.policy[1:] == rows.policy[:-1])
        return rows.lapsed & ~before

    @cached_property
    def _account(self) -> NDArray[np.bool_]:
        """Failures that say that the account must be mended, not that it was empty."""
        return np.isin(self.instalments.failure, ("closed", "unauthorised"))

    @cached_property
    def _by_hand(self) -> NDArray[np.bool_]:
        return np.asarray((self.instalments.channel != "debit") & (self.instalments.channel != ""))

    @staticmethod
    def _summed(what: NDArray[Any], first: Places, end: Places) -> NDArray[np.float64]:
        """The sum of the rows from `first` to before `end`; of marks, how many are set."""
        total = np.concatenate([[0.0], np.cumsum(what, dtype=np.float64)])
        return np.asarray(total[np.maximum(end, first)] - total[first], dtype=np.float64)


MANY = 1_000_000
"""More than there are days or instalments."""


def placed(owner: Places, day: Days, asked: Places, until: Days) -> Places:
    """Of rows by owner and day: the place after the last one of an owner that is not later than a day."""
    keys = owner * MANY + day.astype(np.int64)
    return np.asarray(np.searchsorted(keys, asked * MANY + until.astype(np.int64), side="right"))


def households(holder: Places, insured: Places) -> Places:
    """(p,), a number for all persons whom policies join, from the number of who holds and who is insured under each."""
    size = int(max(holder.max(initial=-1), insured.max(initial=-1))) + 1
    joined = coo_array((np.ones(len(holder)), (holder, insured)), shape=(size, size))
    return np.asarray(connected_components(joined, directed=False)[1][holder], dtype=np.int64)


def _share(part: NDArray[np.float64], count: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.divide(part, count, out=np.full(len(part), np.nan), where=count > 0))


def _at(column: NDArray[Any], places: Places) -> NDArray[Any]:
    return column[places] if len(column) else np.zeros(len(places), dtype=column.dtype)


def _month(days: Days) -> NDArray[np.float64]:
    months = days.astype(np.int64).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray(months % 12 + 1, dtype=np.float64)
