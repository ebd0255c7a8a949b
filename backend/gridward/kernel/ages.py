"""Years of age."""

from datetime import date


def age_on(born_on: date, day: date) -> int:
    """Completed years of age on a day (周岁); who was born on 29 February completes one on 1 March of other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
