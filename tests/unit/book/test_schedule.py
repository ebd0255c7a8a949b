"""When premiums fall due, and when grace and the two years end."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.book.schedule import (
    MONTHS_BETWEEN,
    add_months,
    due_date,
    grace_ends,
    instalments,
    insurer_decides,
    number_due,
    reinstatable_to,
    reinstated_from,
    suspended_from,
    suspended_on,
)
from gridward.kernel.clock import POLICY_ZONE

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("effective_on", "mode", "number", "due_on"),
    [
        (date(2024, 5, 17), "yearly", 1, date(2024, 5, 17)),
        (date(2024, 5, 17), "yearly", 3, date(2026, 5, 17)),
        # 29 February comes back in leap years.
        (date(2024, 2, 29), "yearly", 2, date(2025, 2, 28)),
        (date(2024, 2, 29), "yearly", 5, date(2028, 2, 29)),
        (date(2024, 2, 29), "monthly", 13, date(2025, 2, 28)),
        (date(2024, 2, 29), "monthly", 2, date(2024, 3, 29)),
        # What begins on the 31st falls due on the last day of each month.
        (date(2024, 1, 31), "monthly", 2, date(2024, 2, 29)),
        (date(2024, 1, 31), "monthly", 3, date(2024, 3, 31)),
        (date(2024, 1, 31), "monthly", 4, date(2024, 4, 30)),
        (date(2024, 8, 31), "half_yearly", 2, date(2025, 2, 28)),
        (date(2024, 8, 31), "half_yearly", 3, date(2025, 8, 31)),
        (date(2024, 11, 30), "quarterly", 2, date(2025, 2, 28)),
    ],
)
def test_the_due_date(effective_on: date, mode: str, number: int, due_on: date) -> None:
    assert due_date(effective_on, mode, number) == due_on


@given(DAYS, st.sampled_from(sorted(MONTHS_BETWEEN)), st.integers(1, 120))
def test_the_number_is_found_again_by_the_due_date(effective_on: date, mode: str, number: int) -> None:
    due_on = due_date(effective_on, mode, number)
    assert number_due(effective_on, mode, due_on) == number
    assert number_due(effective_on, mode, due_on - timedelta(days=1)) == number - 1
    assert due_on < due_date(effective_on, mode, number + 1)


@pytest.mark.parametrize(
    ("mode", "years", "many"),
    [("yearly", 10, 10), ("half_yearly", 5, 10), ("quarterly", 3, 12), ("monthly", 20, 240), ("single", 1, 1),
     ("yearly", None, None)],
)  # fmt: skip
def test_how_many_premiums_there_are(mode: str, years: int | None, many: int | None) -> None:
    assert instalments(mode, years) == many


@given(DAYS)
def test_grace_has_sixty_days_and_suspension_begins_at_midnight_of_the_next(due_on: date) -> None:
    assert (grace_ends(due_on) - due_on).days == 60
    assert suspended_on(due_on) == grace_ends(due_on) + timedelta(days=1)
    moment = suspended_from(due_on)
    assert (moment.date(), moment.hour, moment.minute, moment.tzinfo) == (
        suspended_on(due_on), 0, 0, POLICY_ZONE,
    )  # fmt: skip


def test_the_moment_of_suspension_is_one_of_the_policies_time_zone() -> None:
    assert suspended_from(date(2026, 1, 1)) == datetime.fromisoformat("2026-03-03T00:00:00+08:00")
    assert reinstated_from(date(2026, 5, 4)) == datetime.fromisoformat("2026-05-05T00:00:00+08:00")


@pytest.mark.parametrize(
    ("suspended", "last", "days"),
    [
        (date(2024, 3, 1), date(2026, 3, 1), 730),
        (date(2023, 3, 1), date(2025, 3, 1), 731),
        (date(2024, 2, 29), date(2026, 2, 28), 730),
        (date(2022, 2, 28), date(2024, 2, 28), 730),
    ],
)
def test_the_two_years_are_calendar_years(suspended: date, last: date, days: int) -> None:
    assert reinstatable_to(suspended) == last
    assert (last - suspended).days == days
    assert not insurer_decides(suspended, last)
    assert insurer_decides(suspended, last + timedelta(days=1))


@given(DAYS, st.integers(-600, 600))
def test_months_are_added_without_passing_over_one(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day
