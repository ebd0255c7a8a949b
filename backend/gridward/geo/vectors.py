"""Vector files as geometries in WGS-84, whatever projection they came in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.geo.frames import Frame, to_wgs84
from gridward.kernel.errors import Invalid, NotFound

_GEOPACKAGE = b"SQLite format 3\0"


@dataclass(frozen=True)
class Features:
    """Geometries in WGS-84 with their attributes, one entry a feature."""

    geometry: NDArray[np.object_]
    attributes: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.geometry)

    def text(self, names: Sequence[str]) -> list[str]:
        """The first of the columns `names` (any case) that there is, as text; empty strings where there is none."""
        by_lower = {name.lower(): column for name, column in self.attributes.items()}
        for name in names:
            if (column := by_lower.get(name.lower())) is not None:
                return ["" if _is_missing(value) else str(value).strip() for value in column]
        return [""] * len(self)


def read_features(
    path: Path,
    *,
    frame: Frame = Frame.WGS84,
    epsg: int | None = None,
    layer: str | None = None,
    mend: bool = True,
) -> Features:
    """Read any vector file that GDAL knows (GeoJSON, GeoPackage, Shapefile, KML ...), or one layer of it.

    The projection is the file's own; `epsg` gives or overrides it. Degrees may be shifted: `frame` says how. Invalid
    polygons are mended, unless somebody wants to see them as they are. Raises `vectors.*`.
    """
    if not path.exists():
        raise NotFound("vectors.no_file", f"There is no file {path}.", "Check the path.", file=str(path))
    import geopandas  # noqa: PLC0415 - half a second that only the reading of vector files needs
    import pyogrio  # noqa: PLC0415

    try:
        table = pyogrio.read_dataframe(path, layer=layer)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise Invalid(
            "vectors.not_a_vector_file",
            f"{path.name} is no vector file that can be read: {error}",
            "Deliver GeoJSON, GeoPackage or Shapefile.",
            file=path.name,
        ) from error
    if not isinstance(table, geopandas.GeoDataFrame):
        raise Invalid(
            "vectors.no_geometry",
            f"{path.name} is a table without geometry.",
            "Deliver a vector file.",
            file=path.name,
        )
    table = table[table.geometry.notna() & ~table.geometry.is_empty]
    if table.empty:
        raise Invalid(
            "vectors.empty", f"{path.name} holds no feature.", "Deliver a file with features.", file=path.name
        )
    if epsg is not None:
        table = table.set_crs(epsg, allow_override=True)
    elif table.crs is None:
        table = table.set_crs(4326)
    table = table.to_crs(4326)
    geometry = shapely.force_2d(table.geometry.to_numpy())
    _check_degrees(path, geometry)
    if frame is not Frame.WGS84:
        geometry = shapely.transform(geometry, lambda lonlat: to_wgs84(lonlat, frame))
    columns = {str(name): list(table[name]) for name in table.columns if name != table.geometry.name}
    return Features(shapely.make_valid(geometry) if mend else geometry, columns)


def is_plain_vector(path: Path) -> bool:
    """Whether a file is a GeoPackage or a GeoJSON of features.

    GDAL knows many kinds of file, some of which open others: of what arrives only these two are given to it.
    """
    with path.open("rb") as file:
        start = file.read(len(_GEOPACKAGE))
    ending = path.suffix.lower()
    if ending == ".gpkg":
        return start == _GEOPACKAGE
    try:
        content = json.loads(path.read_bytes()) if ending in (".geojson", ".json") else None
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("type") == "FeatureCollection"


def _check_degrees(path: Path, geometry: NDArray[np.object_]) -> None:
    west, south, east, north = shapely.total_bounds(geometry)
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        raise Invalid(
            "vectors.not_degrees",
            f"{path.name} has positions that are no degrees (up to {max(abs(east), abs(north)):.0f}).",
            "Its projection is missing or wrong: give it with --crs EPSG.",
            file=path.name,
        )


def polygons(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Only the areas of each geometry: mending may leave lines and points beside them."""
    areas = [
        shapely.union_all([part for part in shapely.get_parts(shapely.get_parts(shape)) if part.area > 0])
        if shape.geom_type == "GeometryCollection"
        else shape
        for shape in geometry
    ]
    return np.array(areas, dtype=object)


def _is_missing(value: object) -> bool:
    return value is None or value != value
