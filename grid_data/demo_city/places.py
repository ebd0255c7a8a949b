"""Where people live and stop: parks, communities with their households, and the stations of the metro."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from grid_data.demo_city.geography import Geography, Points, roughen, smooth
from grid_data.demo_city.names import FOREST, ISLAND, ISLET, Name
from grid_data.demo_city.streets import Block, Road, density

_FOREST: Final = ((-15, -3.5), (-13, -1.6), (-12.4, -4.2), (-13.2, -6.6), (-15.2, -6.4), (-15, -3.5))
_PARKS: Final = 34
_HOUSEHOLDS: Final = (
    (0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.99, 1),
    (3, 8, 24, 114, 323, 780, 1480, 3303, 9000),
)
"""Quantiles of households per community, as measured in a large Chinese city."""
_SUFFIXES: Final = (
    "花园",
    "小区",
    "公寓",
    "新村",
    "苑",
    "家园",
    "名邸",
    "府",
    "花苑",
    "雅居",
    "大厦",
    "里",
    "城",
)
_SUFFIX_WEIGHTS: Final = (14, 16, 6, 10, 14, 11, 5, 5, 7, 3, 4, 4, 2)
_METRO: Final = (
    (
        "1号线",
        "Line 1",
        "#d6453d",
        ((-4, 15.6), (-2.4, 10), (0.2, 5.6), (0.4, -0.6), (1.6, -5), (0.4, -10), (1.2, -14.6)),
    ),
    (
        "2号线",
        "Line 2",
        "#2f9e5b",
        ((-16, 2.4), (-10.6, -0.6), (-4.6, -1.6), (0.6, -1), (5.8, 0.4), (10.4, -2.2), (13.4, -2.4)),
    ),
    (
        "3号线",
        "Line 3",
        "#e0a526",
        ((-13, 11.6), (-8.6, 11.4), (-3.8, 8), (0.6, 6.2), (4.8, 5.8), (9, 8.6), (9.4, 14.8)),
    ),
    (
        "4号线",
        "Line 4",
        "#7a4fb3",
        ((-8.4, -9.8), (-4, -7.4), (-1.4, -2.6), (1.8, 0.4), (4.8, 5.4), (6.8, 10), (11.8, 12.4)),
    ),
)
_STATION_KM: Final = 2.7
_INTERCHANGE_KM: Final = 1.0


@dataclass(frozen=True)
class Park:
    """A park in the plane (km)."""

    shape: BaseGeometry
    name: Name
    kind: str


@dataclass(frozen=True)
class Communities:
    """Residential communities, one entry each; `at` (n, 2) is in km."""

    ids: NDArray[np.object_]
    names: NDArray[np.object_]
    at: Points
    district: NDArray[np.int64]
    circle: NDArray[np.object_]
    households: NDArray[np.int64]
    buildings: NDArray[np.int64]
    price: NDArray[np.float64]
    """Relative to the city's median."""

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Station:
    """A metro station in the plane (km) with the lines that stop there."""

    name: Name
    at: tuple[float, float]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class MetroLine:
    """A metro line in the plane (km)."""

    name: Name
    colour: str
    line: BaseGeometry


def parks(
    blocks: list[Block], land: Geography, words: Iterator[Name], rng: np.random.Generator
) -> list[Park]:
    """Whole blocks turned into parks, a forest in the hills, and both islands."""
    forest = shapely.buffer(LineString(roughen(smooth(np.array(_FOREST), 2), rng, 0.12, 2)), 0.05)
    hills = max(
        (shapely.Polygon(ring) for part in shapely.get_parts(forest) for ring in part.interiors),
        key=lambda p: p.area,
    )
    areas = np.array([block.shape.area for block in blocks])
    weight = np.where((areas > 0.12) & (areas < 1.1), [min(block.density, 0.8) + 0.05 for block in blocks], 0)
    chosen = np.sort(rng.choice(len(blocks), _PARKS, replace=False, p=weight / weight.sum()))
    made = [_city_park(blocks[at], next(words)) for at in chosen]
    islands = [
        Park(shapely.buffer(shape, -0.04), name, "island")
        for shape, name in ((land.islet, ISLET), (land.island, ISLAND))
    ]
    return [Park(shapely.difference(hills, land.water), FOREST, "forest"), *made, *islands]


def _city_park(block: Block, word: Name) -> Park:
    shape = shapely.buffer(shapely.buffer(block.shape, -0.09), 0.05)
    return Park(shape, Name(f"{word.zh}公园", f"{word.en} Park"), "park")


def streets(blocks: list[Block], parks: list[Park], words: Iterator[Name]) -> list[Road]:
    """The inner streets of all blocks that aren't parks; those of a block share a word."""
    green = shapely.union_all(np.array([park.shape for park in parks]))
    roads = []
    for block in blocks:
        if block.streets and not green.intersects(block.shape.representative_point()):
            word = next(words)
            kinds = (Name(f"{word.zh}街", f"{word.en} Street"), Name(f"{word.zh}巷", f"{word.en} Lane"))
            roads += [Road(line, "street", kinds[at % 2]) for at, line in enumerate(block.streets)]
    return roads


def communities(
    count: int, blocks: list[Block], parks: list[Park], roads: list[Road], land: Geography,
    words: Iterator[Name], rng: np.random.Generator,
) -> Communities:  # fmt: skip
    """`count` communities on sites between streets, named after a word
    or their road, most of them where people live."""
    sites = np.vstack([block.sites for block in blocks])
    green = shapely.union_all(np.array([park.shape for park in parks] + [land.water]))
    sites = sites[~shapely.contains_xy(shapely.buffer(green, 0.04), sites[:, 0], sites[:, 1])]
    busy = density(sites)
    weight = busy * rng.gamma(2.0, 0.5, len(sites)) + 0.004
    at = sites[
        np.sort(rng.choice(len(sites), min(count, len(sites)), replace=False, p=weight / weight.sum()))
    ]
    n = len(at)
    at = at + rng.normal(0, 0.02, (n, 2))
    district = land.district_of(at)
    at, district, n = at[district >= 0], district[district >= 0], int((district >= 0).sum())
    households = (
        np.exp(np.interp(rng.random(n), _HOUSEHOLDS[0], np.log(_HOUSEHOLDS[1]))).round().astype(np.int64)
    )
    price = np.exp(rng.normal(0, 0.25, n)) * (0.55 + 0.75 * density(at))
    circles = [next(words).zh for _ in range(64)]
    anchors = at[rng.choice(n, min(64, n), replace=False)]
    nearest = ((at[:, None, :] - anchors[None]) ** 2).sum(axis=2).argmin(axis=1)
    return Communities(
        ids=np.array([f"9901{number:06d}" for number in rng.permutation(n)], dtype=object),
        names=_community_names(at, roads, words, rng),
        at=at,
        district=district,
        circle=np.array(circles, dtype=object)[nearest],
        households=households,
        buildings=np.maximum(households / rng.uniform(25, 70, n), 1).round().astype(np.int64),
        price=price / np.median(price),
    )


def _community_names(
    at: Points, roads: list[Road], words: Iterator[Name], rng: np.random.Generator
) -> NDArray[np.object_]:
    """Words with a suffix, phases of one estate, and about one in six
    only a number on its road. No name occurs twice."""
    n = len(at)
    tree = shapely.STRtree([road.line for road in roads])
    beside = tree.nearest(shapely.points(at))
    suffix = rng.choice(
        np.array(_SUFFIXES, dtype=object), n, p=np.array(_SUFFIX_WEIGHTS) / sum(_SUFFIX_WEIGHTS)
    )
    style, numbers = rng.random(n), rng.integers(3, 1200, n)
    estate, phase, names, taken = "", 0, [], set[str]()
    for at_site in range(n):
        road = roads[beside[at_site]].name.zh
        if style[at_site] < 0.12:
            name = f"{road}{numbers[at_site]}弄"
        elif style[at_site] < 0.16:
            name = f"{road}{numbers[at_site]}-{numbers[at_site] + 8}号"
        elif style[at_site] < 0.26 and estate and phase < 4:
            phase += 1
            name = estate + (f"{'一二三四'[phase - 1]}期" if phase % 2 else f"({'东西南北'[phase - 1]}区)")
        else:
            estate, phase = next(words).zh + suffix[at_site], 0
            name = estate
        while name in taken:
            name = next(words).zh + suffix[at_site]
        taken.add(name)
        names.append(name)
    return np.array(names, dtype=object)


def metro(words: Iterator[Name]) -> tuple[list[MetroLine], list[Station]]:
    """Four lines with a station about every two kilometres;
    stations of two lines close to each other are one."""
    lines, stops = [], list[tuple[Points, list[str]]]()
    for zh, en, colour, points in _METRO:
        line = LineString(smooth(np.array(points)))
        lines.append(MetroLine(Name(zh, en), colour, line))
        count = round(line.length / _STATION_KM)
        for stop in shapely.get_coordinates(
            shapely.line_interpolate_point(line, np.linspace(0, line.length, count + 1))
        ):
            near = [
                lines_here
                for at, lines_here in stops
                if np.hypot(*(at - stop)) < _INTERCHANGE_KM and zh not in lines_here
            ]
            if near:
                near[0].append(zh)
            else:
                stops.append((stop, [zh]))
    return lines, [Station(next(words), (float(at[0]), float(at[1])), tuple(served)) for at, served in stops]
