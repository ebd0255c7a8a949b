"""Files with drawn cells: a GeoPackage or GeoJSON, as QGIS saves it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.geo.frames import Frame
from gridward.geo.vectors import is_plain_vector, read_features
from gridward.kernel.errors import Invalid

ENDINGS = (".gpkg", ".geojson", ".json")
MOST_CELLS = 10_000
_AREAS = {"Polygon", "MultiPolygon", "Unknown", "GeometryCollection"}
_NAMES = ("name", "名称", "网格", "网格名称", "cell_name")


@dataclass(frozen=True)
class DrawnCells:
    """What a file holds, one entry a cell, in the order of the file."""

    shapes: NDArray[np.object_]
    """Degrees, in the frame in which they were drawn, as they were drawn: they may be invalid."""
    names: list[str] | None
    """None where not every cell has one of its own."""

    def label(self, cell: int) -> str:
        """What a person calls a cell: by its name, or by its place in the file."""
        return self.names[cell] if self.names is not None else f"#{cell + 1}"


def read_drawn(path: Path) -> DrawnCells:
    """Read drawn cells; another projection than degrees is transformed. Raises `drawn.kind` and `drawn.no_cells`."""
    _check_kind(path)
    try:
        # In its own frame: which one that is has still to be found out.
        found = read_features(path, frame=Frame.WGS84, layer=_layer(path), mend=False)
    except Invalid as error:
        raise _no_cells(path, error.detail) from error
    is_area = np.isin(shapely.get_type_id(found.geometry), (3, 6))
    if not is_area.all() or len(found) > MOST_CELLS:
        raise _no_cells(path, f"{path.name} holds {int((~is_area).sum())} shapes that are no areas.")
    names = found.text(_NAMES)
    usable = all(names) and len(set(names)) == len(names)
    return DrawnCells(found.geometry, names if usable else None)


def _check_kind(path: Path) -> None:
    if is_plain_vector(path):
        return
    raise Invalid(
        "drawn.kind",
        f"{path.name} is no GeoPackage and no GeoJSON.",
        "Save the cells as GeoPackage (.gpkg) or GeoJSON (.geojson).",
        file=path.name,
    )


def _layer(path: Path) -> str:
    """The layer with the cells: the only one with areas, or the one that is named so."""
    import pyogrio  # noqa: PLC0415 - half a second that only the reading of vector files needs

    try:
        layers = pyogrio.list_layers(path)
    except pyogrio.errors.DataSourceError as error:
        raise _no_cells(path, f"{path.name} cannot be read.") from error
    areas = [str(name) for name, kind in layers if kind is not None and str(kind).split()[0] in _AREAS]
    if len(areas) == 1:
        return areas[0]
    if "cells" in areas:
        return "cells"
    raise _no_cells(path, f"{path.name} has {len(areas)} layers with areas.")


def _no_cells(path: Path, detail: str) -> Invalid:
    return Invalid(
        "drawn.no_cells",
        detail,
        f"Save one layer in which each feature is one cell, {MOST_CELLS:,} at most; of several layers name it 'cells'.",
        file=path.name,
    )
