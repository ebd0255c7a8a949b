"""The handful of rows that arrive damaged: wrong in width, with impossible birthdays, or twice."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from grid_data.demo_city.write import Damage, Table, rows_of, size, stacked

_IMPOSSIBLE: Final = ("1985-02-30", "0000-00-00", "2086-01-01", "1900-13-01")
_LOST_COLUMNS: Final = 3


@dataclass(frozen=True)
class Damaged:
    """A table with damaged values, and rows to damage once they are text."""

    table: Table
    damage: Damage
    injected: dict[str, int]


def damage_customers(table: Table, customers: int, rng: np.random.Generator) -> Damaged:
    """One row in 20,000 of each kind, at least three; no row is damaged twice."""
    many = max(3, customers // 20_000)
    at = rng.choice(size(table), 4 * many, replace=False)
    births, twice, short, long = at.reshape(4, many)
    birthdays = table["出生日期"].copy()
    birthdays[births] = [_IMPOSSIBLE[turn % len(_IMPOSSIBLE)] for turn in range(many)]
    table = {**table, "出生日期": birthdays}
    again = rows_of(table, twice)
    phones = again["手机"].copy()
    phones[::2] = ""
    damage = [(int(row), _too_short) for row in short] + [(int(row), _too_long) for row in long]
    injected = {
        "impossible_birthdays": many,
        "repeated_customer_numbers": many,
        "rows_too_short": many,
        "rows_too_long": many,
    }
    return Damaged(stacked(table, {**again, "手机": phones}), damage, injected)


def _too_short(line: str) -> str:
    return ",".join(line.split(",")[:-_LOST_COLUMNS])


def _too_long(line: str) -> str:
    """A comma inside an address that nobody quoted, or two at the end."""
    return line.replace("室", "室,", 1) if "室" in line else f"{line},,"
