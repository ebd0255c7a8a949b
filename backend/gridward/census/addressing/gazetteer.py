"""The communities of a city, ready to be found in addresses: exactly by a trie, inexactly by the ways names go wrong."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gridward.census.addressing.writing import SUFFIXES, alike, may_slip, normal_address
from gridward.kernel.places import normal_name

_END = ""
"""The trie's key under which a name's communities stand."""
_SHORTEST_SWAP = 3
_SHORTEST_WRONG = 5
_ONE_PLACE_M = 300.0


@dataclass(frozen=True)
class Gazetteer:
    """Communities by index; `district` is the index of the district of each, -1 where it is unknown."""

    city: str
    short_city: str
    districts: Mapping[str, int]
    """Every name of a district, former ones too."""
    district: Sequence[int]
    xy: Sequence[tuple[float, float]]
    """Metres."""
    circles: frozenset[str]
    """Names of business circles (商圈), which people write before the community's name."""
    _trie: dict[str, Any] = field(default_factory=dict)
    _inexact: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(
        cls,
        city: str,
        short_city: str,
        districts: Mapping[str, int],
        names: Sequence[str],
        district: Sequence[int],
        xy: Sequence[tuple[float, float]],
        circles: Sequence[str],
    ) -> "Gazetteer":
        """Build the search structures for named communities."""
        made = cls(
            city, short_city, districts, district, xy, frozenset(normal_address(c) for c in circles if c)
        )
        for index, name in enumerate(names):
            for form in {normal_address(name), normal_name(name)}:
                made._add(form, index)
        return made

    def _add(self, name: str, index: int) -> None:
        node = self._trie
        for character in name:
            node = node.setdefault(character, {})
        node.setdefault(_END, []).append(index)
        for variant in _variants(name):
            self._inexact[self.district[index], variant].add(index)

    def found_at(self, address: str, start: int) -> Iterator[tuple[int, list[int]]]:
        """The names that begin at `start`: where each ends, and its communities."""
        node = self._trie
        for position in range(start, len(address)):
            if address[position] not in node:
                return
            node = node[address[position]]
            if (communities := node.get(_END)) is not None:
                yield position + 1, communities

    def one_place(self, communities: set[int]) -> bool:
        """Whether communities of one name are so close together that they are one place, listed twice."""
        east, north = zip(*(self.xy[one] for one in communities), strict=True)
        return math.hypot(max(east) - min(east), max(north) - min(north)) <= _ONE_PLACE_M

    def nearly(self, name: str, district: int) -> set[int]:
        """Communities of a district whose name goes wrong into this one by a single slip."""
        if len(name) < 2:
            return set()
        plain = alike(name)
        found = self._inexact.get((district, plain))
        if found:
            return found
        if len(plain) < _SHORTEST_WRONG:
            return set()
        return set().union(*(self._inexact.get((district, wild), ()) for wild in _one_wrong(plain)))


def _variants(name: str) -> Iterator[str]:
    """What a name becomes by one slip: a character mistaken or wrong, two swapped, a suffix left out."""
    plain = alike(name)
    yield plain
    for suffix in SUFFIXES:
        stem = plain.removesuffix(alike(suffix))
        if stem != plain and len(stem) >= 2:
            yield stem
    if len(plain) >= _SHORTEST_SWAP:
        for i in range(len(plain) - 1):
            yield plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :]
    if len(plain) >= _SHORTEST_WRONG:
        yield from _one_wrong(plain)


def _one_wrong(name: str) -> Iterator[str]:
    return (f"{name[:i]}?{name[i + 1 :]}" for i, character in enumerate(name) if may_slip(character))
