"""When a seat calls again whom nobody reached."""

from datetime import datetime

import pytest

from gridward.kernel.clock import POLICY_ZONE
from gridward.seats.rules import next_try, seat_rules


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=POLICY_ZONE)


@pytest.mark.parametrize(
    ("moment", "tries", "again"),
    [
        (_at(2, 10), 1, _at(2, 12)),
        (_at(2, 12), 2, _at(2, 14)),
        (_at(2, 14), 3, _at(3, 9)),  # often enough for one day
        (_at(2, 17, 59), 1, _at(2, 19, 59)),
        (_at(2, 18), 1, _at(3, 9)),  # nobody is called in the evening
        (_at(2, 22, 30), 1, _at(3, 9)),  # two hours later it is the next day
        (_at(30, 19), 1, datetime(2026, 12, 1, 9, tzinfo=POLICY_ZONE)),
    ],
)
def test_a_try_in_vain_is_repeated_later_the_same_day_but_not_too_often_nor_too_late(
    moment: datetime, tries: int, again: datetime
) -> None:
    assert next_try(moment, tries, seat_rules().retry) == again
