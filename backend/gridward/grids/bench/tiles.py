"""Tiles of a made city's places, beside GeoJSON of the same rows and GDAL's tiles of the same places."""

import gzip
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.geo.projection import Projection
from gridward.grids.bench.city import EPSG, make_city
from gridward.grids.tiles.cutting import cut_tile
from gridward.grids.tiles.encoding import LAYER, encoded
from gridward.grids.tiles.places import LAST_ZOOM, PlanPlaces, places_at

FIRST_ZOOM = 8
"""At which a city is a spot."""
_CUSTOMERS_A_PLACE = 9.24
"""Of the cities that are made, as they come."""
_CELL_CUSTOMERS = 2_000
_KIB = 1024


@dataclass(frozen=True)
class Zoomed:
    """The tiles of a zoom."""

    zoom: int
    tiles: int
    ms: NDArray[np.float64]
    """Of each: cutting, encoding and packing, by the wall."""
    largest_kib: float
    """Packed."""
    most: int
    """Points in one."""


@dataclass(frozen=True)
class Peer:
    """Another way to bring the same places of a zoom to a map."""

    zoom: int
    ms: float
    """Of the whole zoom."""
    largest_kib: float
    """Of what is loaded for one tile, packed."""


@dataclass(frozen=True)
class TilesRun:
    """What was measured."""

    customers: int
    places: int
    single_from: int
    zooms: list[Zoomed]
    geojson: list[Peer]
    """Each tile's places one by one, as GeoJSON."""
    gdal: list[Peer]
    """GDAL's own vector tiles of the same places."""


def measure_tiles(customers: int, places: int, seed: int, each: int, peers: bool) -> TilesRun:
    """Cut up to `each` tiles of every zoom, those with the most places first."""
    lonlat, found = _made(customers, places, seed)
    zooms = [_zoom(found, zoom, each) for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1)]
    asked = (10, 12, 14) if peers else ()
    return TilesRun(
        int(found.customers.sum()),
        len(found.id),
        found.single_from,
        zooms,
        [_geojson(lonlat, found, zoom) for zoom in asked],
        [_gdal(lonlat, found, zoom) for zoom in asked],
    )


def _made(customers: int, places: int, seed: int) -> tuple[NDArray[np.float64], PlanPlaces]:
    """About so many places of a made city, with so many customers or, at the least, one each."""
    city = make_city(round(places * _CUSTOMERS_A_PLACE), seed)
    count = len(city.weight)
    rng = np.random.default_rng(seed)
    weight = 1 + rng.multinomial(max(0, customers - count), city.weight / city.weight.sum())
    lonlat = Projection(EPSG).unproject(city.xy)
    number = np.arange(count) % max(1, customers // _CELL_CUSTOMERS) + 1
    key = np.arange(count) + 10_000_000
    single = np.zeros(count, np.bool_)
    return lonlat, places_at(lonlat, weight, id=key, number=number, cell_id=number, single=single)


def _tiles(places: PlanPlaces, zoom: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns and rows (n, 2) of the tiles with places, the fullest first, and the tile of each place."""
    tiles, of_place, count = np.unique(
        np.floor(places.at * 2**zoom).astype(np.int64), axis=0, return_inverse=True, return_counts=True
    )
    order = np.argsort(-count, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return tiles[order], rank[of_place.ravel()]


def _zoom(places: PlanPlaces, zoom: int, each: int) -> Zoomed:
    tiles, _ = _tiles(places, zoom)
    spent, sizes, points = [], [0], [0]
    for column, row in tiles[:each].tolist():
        began = time.perf_counter()
        counts = cut_tile(places, None, zoom, column, row)
        assert counts is not None
        packed = gzip.compress(encoded(counts))
        spent.append((time.perf_counter() - began) * 1000)
        sizes.append(len(packed))
        points.append(len(counts.customers))
    return Zoomed(zoom, len(spent), np.array(spent), max(sizes) / _KIB, max(points))


def _geojson(lonlat: NDArray[np.float64], places: PlanPlaces, zoom: int) -> Peer:
    tiles, of_place = _tiles(places, zoom)
    began = time.perf_counter()
    sizes = [len(gzip.compress(one)) for one in _collections(lonlat, places, of_place, len(tiles))]
    return Peer(zoom, (time.perf_counter() - began) * 1000, max(sizes) / _KIB)


def _collections(
    lonlat: NDArray[np.float64], places: PlanPlaces, of_place: NDArray[np.int64], count: int
) -> Iterator[bytes]:
    order = np.argsort(of_place, kind="stable")
    for members in np.split(order, np.cumsum(np.bincount(of_place, minlength=count))[:-1]):
        features = [
            {
                "type": "Feature",
                "id": int(places.id[one]),
                "properties": {"customers": int(places.customers[one]), "cell": int(places.number[one])},
                "geometry": {"type": "Point", "coordinates": lonlat[one].round(6).tolist()},
            }
            for one in members
        ]
        yield json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")).encode()


def _gdal(lonlat: NDArray[np.float64], places: PlanPlaces, zoom: int) -> Peer:
    import geopandas  # noqa: PLC0415 - half a second that only this needs

    columns = {"customers": places.customers, "cell": places.number}
    frame = geopandas.GeoDataFrame(columns, geometry=shapely.points(lonlat), crs=4326)
    with TemporaryDirectory() as folder:
        began = time.perf_counter()
        path = Path(folder) / "tiles"
        frame.to_file(
            path, driver="MVT", layer=LAYER, MINZOOM=zoom, MAXZOOM=zoom, FORMAT="DIRECTORY", COMPRESS="YES"
        )
        spent = (time.perf_counter() - began) * 1000
        return Peer(zoom, spent, max(file.stat().st_size for file in path.rglob("*.pbf")) / _KIB)
