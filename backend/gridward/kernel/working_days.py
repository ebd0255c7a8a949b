"""Working days in mainland China: public holidays and the Saturdays and Sundays that are worked instead.

The State Council announces each year in the autumn before it. Beyond the years that are known, weekends and the holidays
with a fixed date stand in: such a day is provisional, and may turn out otherwise.
"""

from datetime import date, timedelta

from chinese_calendar import is_workday

_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the holidays that do not follow the moon (Regulation on Holidays, as of 2025)."""


def is_working_day(day: date) -> bool:
    """Whether people work on a day."""
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5 and (day.month, day.day) not in _FIXED_HOLIDAYS


def working_days(start: date, count: int) -> list[date]:
    """The first `count` working days from `start` on, which is one of them if it is worked."""
    found: list[date] = []
    day = start
    while len(found) < count:
        if is_working_day(day):
            found.append(day)
        day += timedelta(days=1)
    return found
