"""Addresses as branch offices key them in: the same home in many
spellings, and now and then no home at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grid_data.demo_city.calendar import Texts
from grid_data.demo_city.names import CITY, CITY_SHORT, DISTRICTS, MERGED_DISTRICT, OTHER_PROVINCES
from grid_data.demo_city.places import Communities

_FULL_WIDTH: Final = str.maketrans("0123456789-", "０１２３４５６７８９－")
_MISHEARD: Final = str.maketrans("苑园花新里湾名邸", "院圆华兴理弯明底")
_NUMERALS: Final = "零一二三四五六七八九"
_SUFFIXES: Final = ("小区", "公寓", "花园", "家园", "花苑", "新村")
_OLD_NAME_SHARE: Final = 0.45
_SPELLINGS: Final = (0.48, 0.13, 0.09, 0.10, 0.03, 0.05, 0.05, 0.055, 0.01, 0.005)
_ROAD_ONLY, _ELSEWHERE, _MISSING = 7, 8, 9


@dataclass(frozen=True)
class Home:
    """What an address is written from."""

    name: str
    district: str
    circle: str
    building: int
    room: int
    road: str
    number: int


@dataclass(frozen=True)
class Addresses:
    """Written addresses, and whether each names the community that is meant."""

    text: Texts
    named: NDArray[np.bool_]


def _short(district: str) -> str:
    return district.removesuffix("新区").removesuffix("区")


def _unit(home: Home) -> str:
    return f"{home.room}室" if home.name.endswith("号") else f"{home.building}号{home.room}室"


def _whereabouts(home: Home) -> str:
    """A road and a number, or only the neighbourhood."""
    if home.number % 4:
        return f"{home.road}{home.number}号{home.building}幢{home.room}室"
    return f"{home.circle}附近"


_WRITERS: Final[tuple[Callable[[Home], str], ...]] = (
    lambda h: f"{CITY.zh}{h.district}{h.name}{_unit(h)}",
    lambda h: f"{h.district}{h.name}{h.building}号楼{h.room}室",
    lambda h: f"{CITY_SHORT}{_short(h.district)}{h.name}{h.building}-{h.room}",
    lambda h: f"{CITY.zh}{h.district}{h.name}{h.building}幢{1 + h.room % 3}单元{h.room}室",
    lambda h: f"{CITY.zh}{CITY.zh}{h.district}{h.name}{_unit(h)}",
    lambda h: f"{CITY.zh}{h.district}{h.circle}{h.name}{h.building}号{h.room}",
    lambda h: f"{h.name}{_unit(h)}",
    lambda h: f"{CITY.zh}{h.district}{_whereabouts(h)}",
    lambda h: f"{OTHER_PROVINCES[h.number % len(OTHER_PROVINCES)]}{h.number}号",
    lambda h: "",
)  # fmt: skip


def write_addresses(
    places: Communities, community: NDArray[np.int64], building: NDArray[np.int64], room: NDArray[np.int64],
    roads: Texts, rng: np.random.Generator,
) -> Addresses:  # fmt: skip
    """One address for each home, with the share of errors that real books
    show. `roads` has each community's nearest road."""
    n = len(community)
    spelling = rng.choice(len(_SPELLINGS), n, p=_SPELLINGS)
    slip, old = rng.random(n).tolist(), rng.random(n) < _OLD_NAME_SHARE
    current = np.array([district.zh for district in DISTRICTS], dtype=object)[places.district[community]]
    district = np.where(old & merged(places)[community], MERGED_DISTRICT, current)
    columns = (places.names[community], district, places.circle[community], building, room, roads[community])
    homes = map(Home, *(column.tolist() for column in columns), rng.integers(1, 999, n).tolist())
    text = [
        _slip(_WRITERS[how](home), home, chance) if how < _ROAD_ONLY else _WRITERS[how](home)
        for home, how, chance in zip(homes, spelling.tolist(), slip, strict=True)
    ]
    return Addresses(np.array(text, dtype=object), spelling < _ROAD_ONLY)


def merged(places: Communities) -> NDArray[np.bool_]:
    """Which communities lie where the merged district was: the old town's west."""
    west: NDArray[np.bool_] = (places.district == 0) & (places.at[:, 0] < -0.4)
    return west


def _slip(text: str, home: Home, chance: float) -> str:
    """The text with the keying error that `chance` (0 to 1) stands for; mostly none."""
    if chance < 0.03:
        return text.translate(_FULL_WIDTH)
    if chance < 0.045:
        return text.replace(home.name, home.name.translate(_MISHEARD), 1)
    if chance < 0.075 and home.name[-2:] in _SUFFIXES and len(home.name) > 3:
        return text.replace(home.name, home.name[:-2], 1)
    if chance < 0.095:
        return text.replace(home.district, f"{home.district} ", 1)
    if chance < 0.105 and home.building < len(_NUMERALS):
        return text.replace(f"{home.building}号", f"{_NUMERALS[home.building]}号", 1)
    if chance < 0.112:
        return f"{text}({home.circle})"
    if chance < 0.117:
        return text.replace(home.name, home.name[1] + home.name[0] + home.name[2:], 1)
    return text
