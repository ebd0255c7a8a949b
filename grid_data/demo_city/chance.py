"""Drawing texts and numbers at random."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.calendar import Days, Texts
from grid_data.demo_city.names import (
    GIVEN_ELDER_MEN,
    GIVEN_ELDER_WOMEN,
    GIVEN_YOUNG_MEN,
    GIVEN_YOUNG_WOMEN,
    OUTSIDE_GBK,
    SURNAMES,
)

MOBILE_BLOCKS = ("154", "160", "161", "163", "164", "168", "169", "179")
"""Blocks of mobile numbers without subscribers, to our knowledge."""
_BORN_YOUNG = 730
"""From 1972 on parents chose other characters."""
_CHECK_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])


def pick(
    rng: np.random.Generator, options: Sequence[str], n: int, weights: Sequence[float] | None = None
) -> Texts:
    """`n` of the options, by weight if given."""
    p = None if weights is None else np.array(weights) / np.sum(weights)
    chosen: Texts = np.array(list(options), dtype=object)[rng.choice(len(options), n, p=p)]
    return chosen


def digits(numbers: NDArray[np.int64], width: int) -> Texts:
    """Numbers with leading zeros."""
    texts: Texts = np.char.zfill(np.asarray(numbers).astype(str), width).astype(object)
    return texts


def distinct(rng: np.random.Generator, low: int, high: int, n: int) -> NDArray[np.int64]:
    """`n` different whole numbers from `low` up to, not including, `high`."""
    return low + rng.choice(high - low, n, replace=False)


def mobiles(rng: np.random.Generator, n: int) -> Texts:
    """Mobile numbers in blocks that nobody has."""
    numbers: Texts = pick(rng, MOBILE_BLOCKS, n) + digits(rng.integers(0, 10**8, n), 8)
    return numbers


def person_names(rng: np.random.Generator, woman: NDArray[np.bool_], born: Days) -> tuple[Texts, Texts]:
    """Surnames and given names that go with sex and time of birth; a few have characters outside GBK."""
    n = len(woman)
    surname = pick(
        rng, SURNAMES, n, [1 / (rank + 6) if len(name) == 1 else 0.002 for rank, name in enumerate(SURNAMES)]
    )
    young = born > _BORN_YOUNG
    given = np.full(n, "", dtype=object)
    for women, youth, pool in (
        (False, False, GIVEN_ELDER_MEN),
        (False, True, GIVEN_YOUNG_MEN),
        (True, False, GIVEN_ELDER_WOMEN),
        (True, True, GIVEN_YOUNG_WOMEN),
    ):
        those = np.flatnonzero((woman == women) & (young == youth))
        second = np.where(rng.random(len(those)) < 0.16, "", pick(rng, pool, len(those)))
        given[those] = pick(rng, pool, len(those)) + second
    rare = np.flatnonzero(rng.random(n) < 0.0003)
    given[rare] = pick(rng, OUTSIDE_GBK, len(rare))
    return surname, given


def with_check_digit(numbers: Texts) -> Texts:
    """Identity numbers: 17 digits and their check character (GB 11643)."""
    table = np.array(numbers.tolist(), dtype="U17").view("U1").reshape(-1, 17).astype(int)
    check = np.array(list("10X98765432"), dtype=object)[table @ _CHECK_WEIGHTS % 11]
    whole: Texts = numbers + check
    return whole


def money(amounts: NDArray[np.float64]) -> Texts:
    """Amounts with two decimals."""
    return np.array([f"{amount:.2f}" for amount in amounts.tolist()], dtype=object)
