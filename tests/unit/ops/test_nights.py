"""Which night must have begun."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.kernel.clock import POLICY_ZONE
from gridward.ops.jobs.nights import night_before


@pytest.mark.parametrize(
    ("clock", "night"),
    [
        ("00:30", date(2026, 11, 23)),
        ("02:00", date(2026, 11, 23)),
        ("02:14", date(2026, 11, 23)),
        ("02:15", date(2026, 11, 24)),
        ("23:59", date(2026, 11, 24)),
    ],
)
def test_the_night_is_that_of_the_day_from_a_quarter_past_two_on(clock: str, night: date) -> None:
    found = night_before(datetime.fromisoformat(f"2026-11-24T{clock}").replace(tzinfo=POLICY_ZONE))
    assert (found.date(), found.hour) == (night, 2)


@given(st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)))
def test_it_has_begun_and_the_next_one_has_not(moment: datetime) -> None:
    late = timedelta(minutes=15)
    assert night_before(moment) + late <= moment < night_before(moment) + timedelta(days=1) + late
