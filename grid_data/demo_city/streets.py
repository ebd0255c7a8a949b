"""The roads of the demo city: a ring, an expressway around it, radials,
bent arterials, and streets that divide the blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from grid_data.demo_city.geography import Geography, Points, roughen, smooth
from grid_data.demo_city.names import Name

CENTRE: Final = (0.8, -0.6)
_SUBCENTRES: Final = (
    ((0.8, -0.6), 1.0, 4.6),
    ((3.4, 6.2), 0.65, 3.4),
    ((6, -9), 0.5, 2.8),
    ((-8.5, 12), 0.42, 2.6),
)
_MORE_SUBCENTRES: Final = (
    ((-10.5, -1), 0.45, 3.0),
    ((9, 12.4), 0.4, 2.6),
    ((-4, -10.5), 0.42, 2.8),
    ((10.6, -2.4), 0.4, 2),
)
"""Where people live: a middle (km), its weight and its reach (km)."""

_PRIMARY_KM: Final = 2.3
_SECONDARY_KM: Final = 0.78
_LEAST_DENSITY: Final = {"primary": 0.012, "secondary": 0.14}
"""Arterials are built only where people live about so densely."""
_STREET_DENSITY: Final = 0.10
_LONGEST_BRIDGE_KM: Final = 1.9
_RADIALS: Final = (
    (2.75, "motorway"),
    (1.75, "trunk"),
    (1.16, "trunk"),
    (4.35, "motorway"),
    (3.55, "trunk"),
    (5.25, "trunk"),
)
"""Direction (radians from east, counter-clockwise) and class."""


@dataclass(frozen=True)
class Road:
    """A stretch of road in the plane (km)."""

    line: BaseGeometry
    kind: str
    name: Name
    bridge: bool = False


@dataclass(frozen=True)
class Block:
    """Land between roads, divided by its streets; `sites` (n, 2)
    are the middles of what lies between those."""

    shape: BaseGeometry
    density: float
    streets: tuple[BaseGeometry, ...]
    sites: Points


def density(points: Points) -> NDArray[np.float64]:
    """How densely people live at points (n, 2): about 1 in the old town, near 0 in the country."""
    centres = (*_SUBCENTRES, *_MORE_SUBCENTRES)
    parts = [w * np.exp(-((points - at) ** 2).sum(axis=1) / (2 * reach**2)) for at, w, reach in centres]
    total: NDArray[np.float64] = np.minimum(np.sum(parts, axis=0), 1.2)
    return total


def main_roads(land: Geography, words: Iterator[Name], rng: np.random.Generator) -> list[Road]:
    """Motorways to secondary roads, each with its name, cut where no
    road can be and marked where it is a bridge."""
    inner = _ring(land, 0.45, 4.9)
    ways = [(_ring(land, 0.8, 10.6), "motorway", Name("绕城高速", "Ring Expressway"))]
    ways.append((inner, "trunk", Name("内环高架路", "Inner Ring Road")))
    for angle, kind in _RADIALS:
        word, suffix = next(words), ("高速", "Expressway") if kind == "motorway" else ("大道", "Avenue")
        ways.append((_radial(land, inner, angle, rng), kind, _suffixed(word, *suffix)))
    for kind, spacing, shift in (
        ("primary", _PRIMARY_KM, 0.0),
        ("secondary", _SECONDARY_KM, _SECONDARY_KM / 2),
    ):
        for axis in (0, 1):
            for line in _bent_grid(spacing, shift, axis, rng):
                suffix = ("大道", "Avenue") if kind == "primary" and axis else ("路", "Road")
                ways.append((line, kind, _suffixed(next(words), *suffix)))
    roads = [road for line, kind, name in ways for road in _built(line, kind, name, land)]
    return [road for road in roads if road.line.length > 0.12]


def blocks(roads: list[Road], land: Geography, rng: np.random.Generator) -> list[Block]:
    """The faces between main roads, shores and coast, with their inner streets where people live."""
    lines = [road.line for road in roads] + [shapely.boundary(land.land), shapely.boundary(land.water)]
    noded = shapely.union_all(np.array(lines))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    middles = shapely.point_on_surface(faces)
    dry = (
        ~shapely.contains(land.water, middles)
        & shapely.contains(land.land, middles)
        & (shapely.area(faces) > 0.01)
    )
    dry &= ~shapely.contains(land.islet, middles)
    order = np.lexsort((shapely.get_y(middles), shapely.get_x(middles)))
    return [_block(faces[at], rng) for at in order if dry[at]]


def _suffixed(word: Name, zh: str, en: str) -> Name:
    return Name(word.zh + zh, f"{word.en} {en}")


def _ring(land: Geography, share: float, radius: float) -> BaseGeometry:
    """A closed road around the centre at `radius` km, or at a share
    of the way to the border where that is nearer."""
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ways = np.column_stack([np.cos(angles), np.sin(angles)])
    mainland = max(shapely.get_parts(land.land), key=lambda part: part.area)
    rays = shapely.linestrings(np.stack([np.tile(CENTRE, (24, 1)), CENTRE + ways * 40], axis=1))
    reach = shapely.length(shapely.intersection(rays, mainland))
    radii = np.minimum(radius * (1 + 0.06 * np.sin(3 * angles + 1)), share * reach)
    corners = CENTRE + ways * radii[:, None]
    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    return LineString(
        smooth(np.vstack([middles[-1:], np.stack([corners, middles], axis=1).reshape(-1, 2)]), 3)
    )


def _radial(land: Geography, ring: BaseGeometry, angle: float, rng: np.random.Generator) -> BaseGeometry:
    """A road from the inner ring out to the border."""
    way = np.array([np.cos(angle), np.sin(angle)])
    line = smooth(roughen(np.array([CENTRE, CENTRE + way * 14, CENTRE + way * 30]), rng, 0.05, 3), 2)
    outside = shapely.difference(LineString(line), shapely.polygons(shapely.get_coordinates(ring)))
    return shapely.intersection(outside, max(shapely.get_parts(land.land), key=lambda part: part.area))


def _bent_grid(spacing: float, shift: float, axis: int, rng: np.random.Generator) -> list[BaseGeometry]:
    """Parallel lines every `spacing` km, bent as if the city had grown along its river."""
    along = np.arange(-24, 24.01, 0.25)
    lines = []
    starts = np.arange(-22, 22.01, spacing) + shift
    for at in starts + rng.normal(0, 0.1 * spacing, len(starts)):
        u, v = (np.full_like(along, at), along) if axis == 0 else (along, np.full_like(along, at))
        x = u + 1.3 * np.sin(v / 4.7 + 0.6) + 0.45 * np.sin(u / 2.9 + v / 9) + 0.05 * v
        y = v + 1.5 * np.sin(u / 5.6 - 0.4) + 0.40 * np.sin(v / 3.3 - u / 8 + 1)
        lines.append(LineString(np.column_stack([x, y])))
    return lines


def _built(line: BaseGeometry, kind: str, name: Name, land: Geography) -> Iterator[Road]:
    """The parts of a planned line that exist: on land, in town if it is a
    lesser road, over water only where that is short."""
    kept = shapely.intersection(line, land.land)
    if kind in _LEAST_DENSITY:
        kept = _where_dense(kept, _LEAST_DENSITY[kind])
    dry = shapely.difference(kept, land.water)
    barrier = land.water if kind != "secondary" else shapely.union(land.creek, land.canal)
    wet = [
        part
        for part in shapely.get_parts(shapely.intersection(kept, barrier))
        if part.length < _LONGEST_BRIDGE_KM
    ]
    wet = [part for part in wet if not shapely.intersects(part, land.lake)]
    for bridge, parts in ((False, shapely.get_parts(shapely.line_merge(dry))), (True, wet)):
        for part in parts:
            if part.geom_type == "LineString":
                yield Road(part, kind, name, bridge)


def _where_dense(line: BaseGeometry, least: float) -> BaseGeometry:
    """The pieces of a line, cut every 250 m, whose middles lie where people live."""
    pieces = []
    for part in shapely.get_parts(line):
        points = shapely.get_coordinates(part)
        busy = density((points[:-1] + points[1:]) / 2) >= least
        pieces += [LineString(points[at : at + 2]) for at in np.flatnonzero(busy)]
    return shapely.line_merge(shapely.multilinestrings(pieces)) if pieces else LineString()


def _block(shape: BaseGeometry, rng: np.random.Generator) -> Block:
    """A block cut by a small grid along its longer side: the closer the streets, the denser people live."""
    middle = shapely.get_coordinates(shape.representative_point())
    busy = float(density(middle)[0])
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))
    if busy < _STREET_DENSITY or len(corners) < 4:
        return Block(shape, busy, (), middle)
    sides = corners[1:3] - corners[:2]
    size = np.hypot(*sides.T)
    count = np.maximum(np.round(size / (0.34 - 0.16 * min(busy, 1)) * rng.uniform(0.85, 1.15, 2)), 1).astype(
        int
    )
    cuts = [corners[0] + sides[0] * k / count[0] for k in range(1, count[0])]
    lines = [LineString([start, start + sides[1]]) for start in cuts]
    cuts = [corners[0] + sides[1] * k / count[1] for k in range(1, count[1])]
    lines += [LineString([start, start + sides[0]]) for start in cuts]
    kept = np.array(lines, dtype=object)[rng.random(len(lines)) < 0.85]
    streets = [part for part in shapely.get_parts(shapely.intersection(kept, shape)) if part.length > 0.06]
    at = np.stack(
        np.meshgrid((np.arange(count[0]) + 0.5) / count[0], (np.arange(count[1]) + 0.5) / count[1]), -1
    )
    sites = corners[0] + at.reshape(-1, 2) @ sides
    inner = shapely.buffer(shape, -0.035)
    return Block(shape, busy, tuple(streets), sites[shapely.contains_xy(inner, sites[:, 0], sites[:, 1])])
