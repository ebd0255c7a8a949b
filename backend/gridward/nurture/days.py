"""Which days of the year a stretch of days holds, and where a season stands in it. Pure."""

from calendar import isleap
from datetime import date, timedelta


def days_of_year(first: date, last: date) -> list[tuple[str, date]]:
    """The days from `first` to `last` as `MMDD`, each with the day on which it is kept.

    What began on 29 February is kept on the 28th in years without one, so that every date comes once a year.
    """
    found = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        found.append((f"{day:%m%d}", day))
        if (day.month, day.day) == (2, 28) and not isleap(day.year):
            found.append(("0229", day))
    return found


def season_before(starts: str, day: date) -> date:
    """The newest beginning of a season (`MM-DD`) that is not after a day."""
    begun = date.fromisoformat(f"{day.year}-{starts}")
    return begun if begun <= day else date.fromisoformat(f"{day.year - 1}-{starts}")


def turns(season: date, spread: int, first: date, last: date) -> tuple[int, int]:
    """The first and the last turn, from 0 on, within a stretch of days; none is where the last comes before the first."""
    return max((first - season).days, 0), min((last - season).days, spread - 1)


def stretch(day: date, first: int, last: int) -> tuple[date, date]:
    """The days that lie from `last` to `first` days before a day."""
    return day - timedelta(days=last), day - timedelta(days=first)
