"""What is weighed for a cell and a specialist: language, grade and capacity, beside the way; and that it adds up."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gridward.staffing.assignment import assign
from gridward.staffing.capacity import burdens, full_time_load
from gridward.staffing.needs import Needs
from gridward.staffing.roster import Person
from gridward.staffing.rules import staffing_rules
from gridward.staffing.weighing import Weighed, weigh

LANGUAGES = ("粤语", "英语", "汀澜话")
PLAIN = Person("合同制", None, ())
RULES = staffing_rules()

people = st.lists(
    st.builds(
        Person,
        st.just("合同制"),
        st.none() | st.floats(0, 30),
        st.sampled_from([(), ("执业证",)]),
        st.frozensets(st.sampled_from(LANGUAGES)),
        st.none() | st.integers(1, 5),
        st.none() | st.floats(0.1, 1),
        st.none() | st.integers(1, 2000),
    ),
    max_size=5,
)
needs = st.lists(
    st.builds(
        Needs,
        st.integers(0, 1500),
        st.floats(1, 1500),
        st.dictionaries(st.sampled_from(LANGUAGES), st.integers(0, 300)),
        st.dictionaries(st.integers(1, 5), st.integers(0, 300)),
    ),
    max_size=5,
)


def _weighed(cells: list[Needs], staff: list[Person], seed: int = 0) -> Weighed:
    rng = np.random.default_rng(seed)
    shape = len(cells), len(staff)
    loads = np.array([one.load for one in cells])
    shares = np.array([np.nan if one.working_share is None else one.working_share for one in staff])
    return weigh(
        RULES,
        cells,
        staff,
        rng.random(shape) * 20_000,
        rng.integers(0, 5, shape).astype(float),
        full_time_load(loads, shares),
    )


@given(needs, people, st.integers(0, 2**32 - 1))
def test_the_reasons_add_up_to_what_was_minimised(cells: list[Needs], staff: list[Person], seed: int) -> None:
    weighed = _weighed(cells, staff, seed)
    for cell, specialist in enumerate(assign(weighed.way, weighed.worth, weighed.allowed).tolist()):
        if specialist >= 0:
            told = sum(one.worth_m for one in weighed.reasons(cell, specialist))
            cost = weighed.way[cell, specialist] - weighed.worth[cell, specialist]
            assert told == pytest.approx(-cost)


@given(needs, people, st.data())
def test_to_speak_more_never_speaks_against_anybody(
    cells: list[Needs], staff: list[Person], data: st.DataObject
) -> None:
    more = [
        replace(one, languages=one.languages | data.draw(st.frozensets(st.sampled_from(LANGUAGES))))
        for one in staff
    ]
    assert (_weighed(cells, more).worth >= _weighed(cells, staff).worth).all()


@given(needs, people)
def test_a_higher_grade_or_more_time_never_speaks_against_anybody(
    cells: list[Needs], staff: list[Person]
) -> None:
    higher = [replace(one, grade=min(5, (one.grade or 0) + 1)) for one in staff]
    assert (_weighed(cells, higher).worth >= _weighed(cells, staff).worth).all()
    roomier = [replace(one, most_customers=one.most_customers and one.most_customers * 2) for one in staff]
    assert (_weighed(cells, roomier).worth >= _weighed(cells, staff).worth).all()


@given(needs, people, st.integers(0, 2**32 - 1))
def test_nobody_is_given_a_cell_beyond_the_bound(cells: list[Needs], staff: list[Person], seed: int) -> None:
    weighed = _weighed(cells, staff, seed)
    assigned = assign(weighed.way, weighed.worth, weighed.allowed)
    given_ = [(cell, one) for cell, one in enumerate(assigned.tolist()) if one >= 0]
    assert len({one for _, one in given_}) == len(given_)
    for cell, one in given_:
        assert not weighed.values["capacity"][cell, one] > RULES.capacity.never_beyond
        assert not (
            cells[cell].customers > RULES.capacity.never_beyond * (staff[one].most_customers or np.inf)
        )


def test_a_cell_goes_to_the_one_who_speaks_its_language_where_all_else_is_equal() -> None:
    cells = [Needs(500, 500.0, {"粤语": 100}), Needs(500, 500.0)]
    way = np.full((2, 2), 3000.0)
    for staff, expected in (
        ([PLAIN, replace(PLAIN, languages=frozenset({"粤语"}))], [1, 0]),
        ([replace(PLAIN, languages=frozenset({"粤语", "英语"})), PLAIN], [0, 1]),
    ):
        weighed = weigh(RULES, cells, staff, way, np.zeros((2, 2)), 500.0)
        assert assign(weighed.way, weighed.worth, weighed.allowed).tolist() == expected


def test_the_share_of_those_spoken_to_is_what_counts() -> None:
    speaker = replace(PLAIN, languages=frozenset({"英语"}), grade=3)
    cell = Needs(200, 200.0, {"英语": 50, "粤语": 50}, {3: 20, 4: 80})
    reasons = {
        one.what: one
        for one in weigh(RULES, [cell], [speaker], np.zeros((1, 1)), np.zeros((1, 1)), 1.0).reasons(0, 0)
    }
    language, grade = reasons["language"], reasons["grade"]
    assert (language.value, language.worth_m) == (50, RULES.language.whole_cell_m / 4)
    assert (grade.value, grade.worth_m) == (20, RULES.grade.whole_cell_m / 10)


def test_what_is_beyond_somebody_speaks_against_him_and_what_is_not_does_not() -> None:
    staff = [replace(PLAIN, working_share=share) for share in (1.0, 0.8, 0.6, 0.4)]
    weighed = weigh(RULES, [Needs(600, 600.0)], staff, np.zeros((1, 4)), np.zeros((1, 4)), 600.0)
    worth = weighed.worths["capacity"][0].tolist()
    assert worth[0] == 0 and worth[1] < 0 and worth[2] < worth[1]
    assert weighed.allowed.tolist() == [[True, True, True, False]]


def test_somebody_of_whom_nothing_is_known_is_neither_praised_nor_blamed() -> None:
    cell = Needs(600, 600.0, {"粤语": 600}, {5: 600})
    weighed = weigh(RULES, [cell], [PLAIN], np.array([[1000.4]]), np.zeros((1, 1)), 1.0)
    assert [one.what for one in weighed.reasons(0, 0)] == ["way", "employment"]
    assert weighed.worth.tolist() == [[0.0]] and weighed.allowed.all()


def test_the_tighter_of_time_and_heads_counts() -> None:
    nan = np.nan
    found = burdens(
        np.array([100.0]),
        np.array([300]),
        100.0,
        np.array([1.0, 0.5, nan, nan]),
        np.array([100.0, nan, 150.0, nan]),
    )
    assert found.tolist()[0][:3] == [3.0, 2.0, 2.0] and np.isnan(found[0, 3])


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([1.0, 1.0], 100.0),
        ([1.0, 1.0, 0.5], 100.0),
        ([1.0, 0.5], 200 / 1.5),
        ([0.5], 200 / 1.5),
        ([], 100.0),
        ([np.nan, 0.5, 0.5], 200 / 1.5),
    ],
)
def test_a_full_timer_carries_his_part_of_the_plan(shares: list[float], expected: float) -> None:
    assert full_time_load(np.array([80.0, 120.0]), np.array(shares)) == pytest.approx(expected)


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_as_many_cells_as_can_be_get_somebody_who_may_have_them(
    cells: int, specialists: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    way, allowed = rng.random((cells, specialists)) * 1e5, rng.random((cells, specialists)) < 0.4
    assigned = assign(way, rng.random((cells, specialists)) * 1e4, allowed)
    assert all(allowed[cell, one] for cell, one in enumerate(assigned.tolist()) if one >= 0)
    assert (assigned >= 0).sum() == _most(allowed)


def _most(allowed: NDArray[np.bool_]) -> int:
    """The most cells that can get somebody, by trying all ways."""
    if not len(allowed):
        return 0
    best = _most(allowed[1:])
    for one in np.flatnonzero(allowed[0]).tolist():
        rest = allowed[1:].copy()
        rest[:, one] = False
        best = max(best, 1 + _most(rest))
    return best
