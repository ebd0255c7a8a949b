"""Customers' inclination to be overdue, and the judge that looks at it: before a premium is due, and after."""

from dataclasses import replace

import numpy as np
import pytest

from gridward.kernel.errors import Invalid
from gridward.renewal.risk.history import Book, Dues, Instalments, Policies, Spoken, households
from gridward.renewal.risk.inclination import Inclination, estimate
from gridward.renewal.risk.judge import Judge, Taught, teach
from gridward.renewal.risk.measures import auc, log_odds, probability
from gridward.renewal.risk.model import reasons
from gridward.renewal.risk.model_file import read_judge, write_judge
from gridward.renewal.risk.recipe import Recipe
from gridward.renewal.risk.windows import seen

_PERSONS = 400
_PREMIUMS = 8
_QUICK = Recipe(members=1, most_trees=40)


def _city(spread: float = 1.2) -> tuple[Book, np.ndarray]:
    """Two policies of each of many persons, a premium a quarter; and how inclined each person is to pay late."""
    draw = np.random.default_rng(3)
    inclined = draw.normal(0, spread, _PERSONS)
    policies = 2 * _PERSONS
    holder = np.repeat(np.arange(_PERSONS), 2)
    policy = np.repeat(np.arange(policies), _PREMIUMS)
    number = np.tile(np.arange(2, _PREMIUMS + 2), policies)
    due = 18_000.0 + 91 * number + np.repeat(draw.integers(0, 90, policies), _PREMIUMS)
    late = draw.random(len(due)) < probability(-1.5 + inclined[holder[policy]])
    lapsed = late & (draw.random(len(due)) < 0.25)
    delay = np.where(late, draw.integers(5, 55, len(due)), draw.integers(-5, 3, len(due)))
    count = len(due)
    book = Book(
        Policies(
            holder=holder,
            household=households(holder, holder),
            effective=np.full(policies, 18_000.0),
            months_between=np.full(policies, 3.0),
            pay_years=np.full(policies, 10.0),
            premium=draw.uniform(200, 900, policies),
            product=np.full(policies, "life"),
            pay_mode=np.full(policies, "quarterly"),
            agent_left=np.full(policies, np.nan),
            born=draw.uniform(0, 9_000, policies),
            income=np.full(policies, 80_000.0),
        ),
        Instalments(
            policy=policy,
            number=number,
            due=due,
            paid=np.where(lapsed, np.nan, due + delay),
            by_loan=np.zeros(count, dtype=bool),
            cash=np.zeros(count, dtype=bool),
            channel=np.full(count, "debit"),
            failure=np.full(count, ""),
        ),
        Spoken(np.empty(0, dtype=np.int64), np.empty(0)),
    )
    return book, inclined


def _last(book: Book, days: float = 0) -> Dues:
    """The last premium of each policy."""
    rows = book.instalments
    place = np.flatnonzero(np.append(rows.policy[1:] != rows.policy[:-1], True))
    return Dues(rows.policy[place], rows.number[place], rows.due[place], rows.due[place] + days)


@pytest.fixture(scope="module")
def taught() -> tuple[Taught, Book]:
    book = _city()[0]
    return teach(book, np.ones(len(book.instalments.due), dtype=bool), _QUICK), book


def test_how_much_persons_differ_is_found_and_who_they_are() -> None:
    book, inclined = _city()
    every = np.ones(len(book.instalments.due), dtype=bool)
    found = estimate(book, every)
    alike = estimate(_city(0.0)[0], every)
    # A household of one person has no share of its own.
    assert 0.5 < found.person + found.household < 2.0 and found.policy < 0.3
    assert alike.person + alike.household + alike.policy < 0.1
    said = found.columns(book, _last(book))["inclined"]
    assert np.corrcoef(said, inclined[book.policies.holder[_last(book).policy]])[0, 1] > 0.7
    # Shrunken: what is said differs less than the persons do.
    assert said.std() < inclined.std()


def test_nothing_that_came_later_changes_what_is_said(taught: tuple[Taught, Book]) -> None:
    inclination, book = taught[0].judge.inclination, taught[1]
    for days in (-30.0, 0.0, 30.0):
        dues = _last(book, days)
        day = float(np.quantile(dues.as_of, 0.5))
        asked = np.flatnonzero(dues.as_of == day)[:1]
        one = Dues(*(getattr(dues, name)[asked] for name in ("policy", "number", "due", "as_of")))
        rows = book.instalments
        later = ~(rows.paid <= day)
        other = replace(rows, paid=np.where(later, np.maximum(rows.due, day) + 61, rows.paid))
        before = inclination.columns(book, one)
        after = inclination.columns(replace(book, instalments=other), one)
        for name, column in before.items():
            np.testing.assert_array_equal(column, after[name])


def test_of_whom_nothing_is_known_nothing_is_said_and_of_a_large_company_only_by_policy() -> None:
    book, _ = _city()
    inclination: Inclination = estimate(book, np.ones(len(book.instalments.due), dtype=bool))
    rows = book.instalments
    first = np.flatnonzero(rows.number == 2)[:1]
    due = rows.due[first]
    early = Dues(rows.policy[first], rows.number[first], due, due - 400)
    assert inclination.columns(book, early)["inclined"].tolist() == [0.0]
    company = replace(
        book,
        policies=replace(
            book.policies,
            household=np.zeros_like(book.policies.household),
            holder=np.zeros_like(book.policies.holder),
        ),
    )
    said = inclination.columns(company, _last(company))
    assert len(said["inclined"]) == 2 * _PERSONS and said["inclined"].std() > 0


def test_it_ranks_before_and_after_the_due_date_and_its_reasons_add_up(taught: tuple[Taught, Book]) -> None:
    judge, book = taught[0].judge, taught[1]
    dues, place = seen(book.instalments, np.ones(len(book.instalments.due), dtype=bool))
    columns = judge.columns(book, dues)
    risk, lapsed = judge.risk(columns), book.instalments.lapsed[place]
    before = dues.as_of <= dues.due
    assert auc(lapsed[before], risk[before]) > 0.65
    for part in (before, ~before):
        assert 0.8 < lapsed[part].sum() / risk[part].sum() < 1.25
    shares = judge.contributions(columns)
    assert np.allclose(shares.sum(axis=1), log_odds(risk))
    assert shares.shape == (len(place), len(judge.features) + 1)
    told = [one["code"] for row in reasons(judge, columns) for one in row]
    assert "inclined" in told


def test_more_inclination_never_lowers_the_risk(taught: tuple[Taught, Book]) -> None:
    judge, book = taught[0].judge, taught[1]
    for days in (-30.0, 0.0, 15.0):
        columns = judge.columns(book, _last(book, days))
        more = {**columns, "inclined": columns["inclined"] + 1}
        assert (judge.risk(more) >= judge.risk(columns) - 1e-12).all()


def test_a_judge_is_the_same_when_it_is_read_again(taught: tuple[Taught, Book]) -> None:
    judge, book = taught[0].judge, taught[1]
    read: Judge = read_judge(write_judge(judge))
    assert read == judge
    columns = read.columns(book, _last(book))
    np.testing.assert_array_equal(read.risk(columns), judge.risk(columns))
    with pytest.raises(Invalid) as refused:
        read_judge(b"no model")
    assert refused.value.code == "risk.model_unreadable"
