"""Features of a premium: only what was known on the day on which it is looked at."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gridward.renewal.risk.history import FEATURES, Book, Dues, Instalments, Policies, Spoken, households
from gridward.renewal.risk.windows import SEEN_ON, closed, following, seen

_FIRST = 18_000


def _instalments(paid_after: list[float | None], others: list[float | None]) -> Instalments:
    """Two policies of one holder, a premium a year; days from due to payment."""
    late = np.array([np.nan if one is None else one for one in (*paid_after, *others)])
    number = np.concatenate([np.arange(len(paid_after)), np.arange(len(others))]) + 2
    due = _FIRST + 365.0 * number
    size = len(late)
    return Instalments(
        policy=np.repeat([0, 1], [len(paid_after), len(others)]),
        number=number,
        due=due,
        paid=due + late,
        by_loan=np.zeros(size, dtype=bool),
        cash=np.zeros(size, dtype=bool),
        channel=np.full(size, "debit"),
        failure=np.where(late > 3, "no_funds", ""),
    )


def _book(instalments: Instalments) -> Book:
    policies = Policies(
        holder=np.array([0, 0]),
        household=households(np.array([0, 0]), np.array([1, 2])),
        effective=np.array([_FIRST + 365.0] * 2),
        months_between=np.array([12.0, 12.0]),
        pay_years=np.array([10.0, 10.0]),
        premium=np.array([1_000.0, 2_000.0]),
        product=np.array(["a", "b"]),
        pay_mode=np.array(["yearly", "yearly"]),
        agent_left=np.array([np.nan, _FIRST + 900.0]),
        born=np.array([0.0, 0.0]),
        income=np.array([50_000.0, np.nan]),
    )
    return Book(policies, instalments, Spoken(np.array([0]), np.array([_FIRST + 800.0])))


def _last(instalments: Instalments, as_of: float) -> Dues:
    place = np.array([np.flatnonzero(instalments.policy == 0)[-1]])
    return Dues(np.array([0]), instalments.number[place], instalments.due[place], np.array([as_of]))


def test_how_it_was_paid_until_then() -> None:
    instalments = _instalments([0, 20, 40, None], [70, 0, 0, 0])
    known = _book(instalments).columns(_last(instalments, instalments.due[3] - 30))
    assert set(known) == {feature.name for feature in FEATURES} | {"times_lapsed"}
    assert known["late_payments"][0] == 2 and known["very_late_payments"][0] == 1
    assert known["last_days_late"][0] == 40 and known["last_failure"][0] == "no_funds"
    assert known["other_lapses"][0] == 1 and known["other_policies"][0] == 1
    assert known["premium_to_income"][0] == 0.02 and known["days_since_due"][0] == -30


def test_premiums_that_lapse_in_a_row_are_one_lapse() -> None:
    instalments = _instalments([None, None, 0, 90, None], [0])
    known = _book(instalments).columns(_last(instalments, instalments.due[4] - 30))
    assert known["lapsed_before"][0] == 3 and known["times_lapsed"][0] == 2


delays = st.lists(st.one_of(st.none(), st.integers(-10, 200).map(float)), min_size=4, max_size=4)


@given(delays, delays, st.integers(-60, 300))
def test_nothing_that_came_later_is_seen(
    own: list[float | None], others: list[float | None], ahead: int
) -> None:
    instalments = _instalments(own, others)
    as_of = float(instalments.due[3] - ahead)
    later = ~(instalments.paid <= as_of)
    # Whatever was not paid on the day may have been paid on any later one, or never.
    other = replace(
        instalments, paid=np.where(later, np.maximum(instalments.due, as_of) + 61, instalments.paid)
    )
    dues = _last(instalments, as_of)
    before, after = _book(instalments).columns(dues), _book(other).columns(dues)
    for name, column in before.items():
        np.testing.assert_array_equal(column, after[name], err_msg=name)


def test_only_what_is_closed_teaches() -> None:
    instalments = _instalments([0, None, None, 0], [0, 0, 100, 0])
    day = int(instalments.due[3]) + 74
    taught = closed(instalments, day)
    # The third premium of the first policy fell due while the second had lapsed; the last ones are not over.
    assert taught.tolist() == [True, True, False, False, True, True, True, False]
    assert closed(instalments, day + 1)[-1]
    assert following(instalments).tolist() == [False, False, True, True, False, False, False, False]


def test_a_premium_is_looked_at_while_it_is_unpaid() -> None:
    instalments = _instalments([20], [])
    dues, place = seen(instalments, np.ones(1, dtype=bool))
    assert (dues.as_of - dues.due).tolist() == [day for day in SEEN_ON if day < 20] and set(place) == {0}
