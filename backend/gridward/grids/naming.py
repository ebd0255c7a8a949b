"""How cells are numbered and named, so that the same cells always get the same names."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_SUFFIXES = ("新区", "区", "县", "市")


def short_district(name: str) -> str:
    """A district's name as people say it: 浦东新区 is 浦东, 徐汇区 is 徐汇. Names of two characters stay whole."""
    for suffix in _SUFFIXES:
        stem = name.removesuffix(suffix)
        if stem != name and len(stem) >= 2:
            return stem
    return name


def number_cells(centres: NDArray[np.float64], districts: Sequence[str]) -> NDArray[np.int64]:
    """The order in which cells are numbered: district by district, within one from north to south.

    `centres` is (k, 2) in metres, `districts` the district that holds most of each cell's customers. Returns the number
    of each cell, 1 to k.
    """
    southward = sorted(range(len(districts)), key=lambda c: (districts[c], -centres[c, 1], centres[c, 0]))
    numbers = np.empty(len(districts), np.int64)
    numbers[southward] = np.arange(1, len(districts) + 1)
    return numbers


def name_cells(numbers: NDArray[np.int64], districts: Sequence[str]) -> list[str]:
    """`浦东 07` for the seventh cell of 浦东新区, in the order of the numbers."""
    seen: Counter[str] = Counter()
    names = [""] * len(districts)
    for cell in np.argsort(numbers):
        district = short_district(districts[cell])
        seen[district] += 1
        names[cell] = f"{district} {seen[district]:02d}"
    return names


def name_new_cells(taken: Sequence[str], districts: Sequence[str]) -> list[str]:
    """Names for cells that come to others, whose names are `taken`: each the next in its district."""
    last: Counter[str] = Counter()
    for name in taken:
        stem, _, number = name.rpartition(" ")
        if number.isdecimal():
            last[stem] = max(last[stem], int(number))
    names = []
    for district in map(short_district, districts):
        last[district] += 1
        names.append(f"{district} {last[district]:02d}")
    return names
