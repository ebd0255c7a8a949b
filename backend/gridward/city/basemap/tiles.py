"""Cutting layers into tiles: web mercator, simplified once per zoom, then clipped by columns and by rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.city.basemap.schema import Bounds, Feature, Properties, first_zoom
from gridward.geo.mercator import mercator

EXTENT = 4096
BUFFER = 64
"""How far geometry reaches beyond its tile, in units of which a tile
is `EXTENT` wide: outlines are drawn without seams."""
_SIMPLIFY_UNITS = 5.0
"""A shift of a third of a pixel of a tile drawn 256 pixels wide."""
_LEAST_AREA_UNITS = 4000.0
"""Polygons smaller than about 16 square pixels aren't drawn."""

Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Layer:
    """A layer in web mercator: shapes in units of the world's width (y
    downwards), their properties and first zooms."""

    name: str
    shapes: Shapes
    properties: Sequence[Properties]
    zooms: NDArray[np.int64]


def project(name: str, features: Sequence[Feature]) -> Layer:
    """A layer of WGS-84 features in web mercator."""
    shapes = np.array([shape for shape, _ in features], dtype=object)
    properties = [known for _, known in features]
    zooms = np.array([first_zoom(name, known) for known in properties], dtype=np.int64)
    return Layer(name, shapely.transform(shapes, mercator), properties, zooms)


def widened(bounds: Bounds) -> Bounds:
    """Bounds with a margin of half of their larger side: the sea and the neighbours belong to a city's picture, also where
    a map is much taller than the city."""
    west, south, east, north = bounds
    margin = max(east - west, north - south) / 2
    return west - margin, south - margin, east + margin, north + margin


def tile_range(bounds: Bounds, zoom: int) -> tuple[range, range]:
    """The columns and the rows of the tiles of `zoom` that `bounds` (WGS-84) touches."""
    west, south, east, north = bounds
    corners = mercator(np.array([[west, north], [east, south]])) * 2**zoom
    (left, top), (right, bottom) = np.clip(np.floor(corners), 0, 2**zoom - 1).astype(int)
    return range(int(left), int(right) + 1), range(int(top), int(bottom) + 1)


def cut(layer: Layer, zoom: int, columns: range, rows: range) -> Iterator[tuple[int, int, list[Feature]]]:
    """The parts of a layer that lie in each tile, in whole units from the
    tile's upper left corner; empty tiles are left out."""
    shapes, members = _at_zoom(layer, zoom)
    if not len(shapes):
        return
    tree = shapely.STRtree(shapes)
    for column in columns:
        left, right = column * EXTENT - BUFFER, (column + 1) * EXTENT + BUFFER
        found = np.sort(
            tree.query(shapely.box(left, rows.start * EXTENT - BUFFER, right, rows.stop * EXTENT + BUFFER))
        )
        strip, strip_members = _clipped(shapes[found], members[found], (left, -np.inf, right, np.inf))
        if not len(strip):
            continue
        reach = shapely.bounds(strip)
        for row in rows:
            top, bottom = row * EXTENT - BUFFER, (row + 1) * EXTENT + BUFFER
            inside = (reach[:, 1] <= bottom) & (reach[:, 3] >= top)
            parts, owners = _clipped(strip[inside], strip_members[inside], (left, top, right, bottom))
            if len(parts):
                local = shapely.transform(
                    parts, lambda at, c=column, r=row: np.rint(at - (c * EXTENT, r * EXTENT))
                )
                yield (
                    column,
                    row,
                    [(shape, layer.properties[owner]) for shape, owner in zip(local, owners, strict=True)],
                )


def _at_zoom(layer: Layer, zoom: int) -> tuple[Shapes, NDArray[np.int64]]:
    """The shapes that are drawn at a zoom, in its units and no finer
    than can be seen, with their places in the layer."""
    members = np.flatnonzero(layer.zooms <= zoom)
    scaled = shapely.transform(layer.shapes[members], lambda at: at * (2.0**zoom * EXTENT))
    drawn = shapely.simplify(scaled, _SIMPLIFY_UNITS)
    polygonal = shapely.get_dimensions(drawn) == 2
    keep = ~shapely.is_empty(drawn) & (~polygonal | (shapely.area(drawn) >= _LEAST_AREA_UNITS))
    return drawn[keep], members[keep]


def _clipped(
    shapes: Shapes, members: NDArray[np.int64], window: tuple[float, float, float, float]
) -> tuple[Shapes, NDArray[np.int64]]:
    """The parts of shapes inside a rectangle. What lies inside wholly
    is passed on untouched, which is most of it."""
    bounds = shapely.bounds(shapes)
    whole = (bounds[:, :2] >= window[:2]).all(axis=1) & (bounds[:, 2:] <= window[2:]).all(axis=1)
    parts = shapes.copy()
    if not whole.all():
        limits = np.nan_to_num(np.array(window), posinf=1e12, neginf=-1e12)
        parts[~whole] = shapely.clip_by_rect(shapes[~whole], *limits)
    kept = ~shapely.is_empty(parts) & (shapely.get_dimensions(parts) == shapely.get_dimensions(shapes))
    return parts[kept], members[kept]
