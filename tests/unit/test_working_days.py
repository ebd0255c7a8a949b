"""Working days in mainland China."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.kernel.working_days import is_working_day, working_days


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 2, 17), False),  # the new year of the moon
        (date(2026, 10, 10), True),  # a Saturday that is worked instead
        (date(2026, 10, 12), True),
        (date(2026, 10, 17), False),
    ],
)
def test_announced_holidays(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2099, 10, 1), False),
        (date(2099, 5, 1), False),
        (date(2099, 6, 6), False),
        (date(2099, 6, 8), True),
    ],
)
def test_beyond_the_announced_years_weekends_and_fixed_holidays_stand_in(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_the_first_days_over_a_long_holiday() -> None:
    assert working_days(date(2026, 9, 30), 3) == [date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9)]
    assert working_days(date(2026, 10, 1), 1) == [date(2026, 10, 8)]
    assert working_days(date(2026, 10, 1), 0) == []


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 40))
def test_they_are_worked_rising_and_without_a_gap(start: date, count: int) -> None:
    found = working_days(start, count)
    assert len(found) == count and all(map(is_working_day, found))
    between = (start + timedelta(days=n) for n in range((found[-1] - start).days + 1))
    assert [day for day in between if is_working_day(day)] == found
