"""The land of the demo city: coast, river, lake, islands and districts.

The city lies in the open East China Sea, about 170 km from the nearest land, where nothing real can be
mistaken for it; yet inside the frame in which GCJ-02 and BD-09 shift positions, so that its data need the
same care as a real city's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from grid_data.demo_city.names import DISTRICTS, Name

ORIGIN: Final = (124.42, 28.86)
"""Longitude and latitude (WGS-84) of the middle of the plane, which
is in kilometres, x to the east, y to the north."""
_KM_PER_DEGREE: Final = 111.32
_KM_PER_LONGITUDE: Final = _KM_PER_DEGREE * float(np.cos(np.radians(ORIGIN[1])))

Points = NDArray[np.float64]

_INLAND: Final = (
    (10, -14.6),
    (3, -16.4),
    (-6, -15.8),
    (-13.5, -12),
    (-18, -5),
    (-18.6, 5),
    (-15, 12.6),
    (-7, 16.6),
)
_COAST: Final = (
    *((4, 18), (13, 16.6), (14.4, 12), (16.2, 8), (17, 4), (16.4, 0.4), (14, -3)),
    *((11.4, -5.4), (10.6, -7.6), (12.2, -10), (12, -12.6), (10, -14.6)),
)
_RIVER: Final = (
    *((-22, 9), (-15.5, 6.6), (-11, 9.2), (-7.4, 6.4), (-4.6, 2), (-0.6, 0.4)),
    *((2.6, 3.4), (6.2, 3.0), (8.6, -0.8), (12.2, -0.6), (17, 1.4), (20, 2.4)),
)
_RIVER_WIDTHS: Final = ((0, 0.3, 0.55, 0.8, 1), (0.22, 0.34, 0.46, 0.62, 1.3))
"""Share of its length and width in km."""
_CREEK: Final = ((-9, -7.4), (-8, -4.8), (-5.8, -3.4), (-5.2, -0.6), (-3.9, 1.6))
_CANAL: Final = ((-3.4, 17.8), (-2, 12), (-2.8, 7.4), (0.4, 4.4), (1.2, 2))
_LAKE: Final = ((-11.2, -8.6), (-10, -7), (-8.4, -7.2), (-7.6, -8.8), (-8.8, -10), (-10.4, -10.2))
_ISLAND: Final = ((18.4, 7.2), (19.6, 8.4), (20.4, 7.6), (19.8, 6), (18.8, 5.8))

_FAR_EAST: Final = ((45, 30), (45, -30))

_DISTRICT_LINES: Final = (
    ((-9, -7.4), (-8, -4.8), (-5.8, -3.4), (-5.2, -0.6), (-3.9, 1.6), (-3.3, 3.2)),
    ((-5.8, -3.4), (-2, -4.9), (2.8, -5.2), (6, -3.2), (8, -0.4), (8.8, 1.6)),
    ((0.6, -4.2), (2, -10), (0.8, -19)),
    ((-9, -7.4), (-12, -9.4), (-18, -14)),
    ((5, -2.6), (9.6, -4.6), (15, -4.4)),
    ((-11.3, 8.2), (-10.4, 9.8), (-6, 10.4), (-0.4, 9.2), (5.6, 8.8), (10.2, 7.2), (12.4, 4.4), (13.2, -1.6)),
    ((-2.4, 8.6), (-2, 12), (-3.4, 20)),
)
"""Each begins and ends beyond what it meets, so that the faces close however rough the lines become."""
_DISTRICT_SEEDS: Final = (
    (0, -2.4),
    (3, 6.2),
    (-9, 13),
    (8, 13),
    (-12, -1),
    (-4, -11),
    (11.4, -2.6),
    (6, -10),
)
"""A point of each district, in the order of `DISTRICTS`."""


@dataclass(frozen=True)
class Geography:
    """Shapes in the plane (km). The districts tile `land`; rivers
    and the lake lie inside it, the sea outside."""

    land: BaseGeometry
    districts: tuple[BaseGeometry, ...]
    river: BaseGeometry
    creek: BaseGeometry
    canal: BaseGeometry
    lake: BaseGeometry
    sea: BaseGeometry
    islet: BaseGeometry
    island: BaseGeometry

    @property
    def water(self) -> BaseGeometry:
        """All inland water."""
        return shapely.union_all([self.river, self.creek, self.canal, self.lake])

    @property
    def wide_water(self) -> BaseGeometry:
        """The water that only main roads cross."""
        return shapely.union_all([self.river, self.lake])

    def district_of(self, points: Points) -> NDArray[np.int64]:
        """The index in `DISTRICTS` of the district of each point (n, 2); -1 outside."""
        found = np.full(len(points), -1)
        for at, shape in enumerate(self.districts):
            found[shapely.contains_xy(shape, points[:, 0], points[:, 1])] = at
        return found


def lay_out(rng: np.random.Generator) -> Geography:
    """The land, its waters and districts."""
    coast = roughen(np.array((_INLAND[-1], *_COAST)), rng, 0.13, 5)
    inland = roughen(np.array(_INLAND), rng, 0.10, 5)
    mainland = Polygon(np.vstack([inland[:-1], coast[:-1]]))
    island = Polygon(roughen(np.array((*_ISLAND, _ISLAND[0])), rng, 0.12, 4))
    course = smooth(np.array(_RIVER))
    islet = _ellipse((4.4, 3.38), 1.0, 0.2, angle=0.0)
    river = shapely.intersection(_river(course, islet), mainland)
    land = MultiPolygon([mainland, island])
    return Geography(
        land=land,
        districts=_districts(mainland, island, course, rng),
        river=shapely.difference(river, islet),
        creek=shapely.difference(_stream(_CREEK, 0.075), river),
        canal=shapely.intersection(shapely.difference(_stream(_CANAL, 0.045), river), mainland),
        lake=Polygon(roughen(smooth(np.array((*_LAKE, _LAKE[0]))), rng, 0.05, 2)),
        sea=_sea(land, rng),
        islet=islet,
        island=island,
    )


def to_wgs84(shapes: NDArray[np.object_] | BaseGeometry) -> NDArray[np.object_] | BaseGeometry:
    """Shapes of the plane in WGS-84 degrees, rounded to about a decimetre."""
    return shapely.transform(shapes, degrees)


def degrees(points: Points) -> Points:
    """Points of the plane (n, 2; km) as longitude and latitude in WGS-84, six decimals."""
    scale = (_KM_PER_LONGITUDE, _KM_PER_DEGREE)
    rounded: Points = np.round(np.asarray(points) / scale + ORIGIN, 6)
    return rounded


def roughen(line: Points, rng: np.random.Generator, roughness: float, steps: int) -> Points:
    """A line as nature draws it: each step halves the segments and moves
    the middles sideways by a share of their length."""
    for _ in range(steps):
        start, along = line[:-1], np.diff(line, axis=0)
        sideways = np.column_stack([-along[:, 1], along[:, 0]])
        middle = start + along / 2 + sideways * (rng.normal(0, roughness, (len(along), 1))).clip(-0.3, 0.3)
        line = np.vstack([np.stack([start, middle], axis=1).reshape(-1, 2), line[-1:]])
    return line


def smooth(line: Points, steps: int = 4) -> Points:
    """A line with its corners cut off again and again (Chaikin), its ends kept."""
    for _ in range(steps):
        first, second = line[:-1] * 0.75 + line[1:] * 0.25, line[:-1] * 0.25 + line[1:] * 0.75
        line = np.vstack([line[:1], np.stack([first, second], axis=1).reshape(-1, 2), line[-1:]])
    return line


def _river(course: Points, islet: BaseGeometry) -> BaseGeometry:
    """The river's bed: as wide as it should be at each part of its course, and wider around the islet."""
    run = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(course, axis=0).T))])
    widths = np.interp((run[:-1] + run[1:]) / 2 / run[-1], *_RIVER_WIDTHS)
    pieces = [LineString(pair) for pair in pairwise(course)]
    bed = shapely.union_all(shapely.buffer(np.array(pieces), widths / 2, quad_segs=6))
    return shapely.union(bed, shapely.buffer(islet, 0.2))


def _stream(points: Sequence[tuple[float, float]], width: float) -> BaseGeometry:
    return shapely.buffer(LineString(smooth(np.array(points))), width / 2, cap_style="flat")


def _ellipse(centre: tuple[float, float], long: float, short: float, angle: float) -> BaseGeometry:
    turn = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    x, y = long * np.cos(turn), short * np.sin(turn) * (1 + 0.25 * np.cos(turn))
    cos, sin = np.cos(angle), np.sin(angle)
    return Polygon(np.column_stack([centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos]))


def _sea(land: BaseGeometry, rng: np.random.Generator) -> BaseGeometry:
    """The water off the coast as far as the map reaches; what lies
    beyond the inland border isn't ours to draw."""
    north = roughen(np.array([(4, 18), (5.5, 23), (3, 30)]), rng, 0.12, 4)
    south = roughen(np.array([(11, -30), (8, -20), (10, -14.6)]), rng, 0.12, 4)
    behind_the_coast = [(8, -8), (10, 0), (10, 10)]
    reach = Polygon(np.vstack([south, behind_the_coast, north, _FAR_EAST]))
    return shapely.difference(shapely.intersection(reach, shapely.buffer(land, 25)), land)


def _districts(
    mainland: BaseGeometry, island: BaseGeometry, course: Points, rng: np.random.Generator
) -> tuple[BaseGeometry, ...]:
    """The faces between the borders and the river's middle; a face
    without a seed goes to its longest neighbour."""
    lines = [shapely.boundary(mainland), LineString(course)]
    lines += [LineString(roughen(np.array(line), rng, 0.07, 4)) for line in _DISTRICT_LINES]
    noded = shapely.union_all(np.array(lines))
    faces = [
        face
        for face in shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
        if mainland.contains(face.representative_point())
    ]
    seeds = [Point(seed) for seed in _DISTRICT_SEEDS]
    held: dict[int, list[BaseGeometry]] = {at: [] for at in range(len(DISTRICTS))}
    loose: list[BaseGeometry] = []
    for face in faces:
        owners = [at for at, seed in enumerate(seeds) if face.contains(seed)]
        (held[owners[0]] if owners else loose).append(face)
    while loose:
        shared = [[_common(face, parts) for parts in held.values()] for face in loose]
        at = max(range(len(loose)), key=lambda which: max(shared[which]))
        held[int(np.argmax(shared[at]))].append(loose.pop(at))
    held[_index("汐云区")].append(island)
    return tuple(shapely.union_all(np.array(parts)) for parts in held.values())


def _common(face: BaseGeometry, parts: list[BaseGeometry]) -> float:
    return float(sum(shapely.intersection(face, part).length for part in parts))


def _index(name: str) -> int:
    return next(at for at, district in enumerate(DISTRICTS) if district.zh == name)


def named(name: Name, **more: object) -> dict[str, object]:
    """The properties of a named thing on the map."""
    return {"name": name.zh, "name_en": name.en, **more}
