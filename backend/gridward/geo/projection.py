"""A city's own frame in metres."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

_WGS84 = 4326

Shape = TypeVar("Shape", shapely.Geometry, NDArray[np.object_])


def utm_zone(lon: float, lat: float) -> int:
    """The EPSG code of the UTM zone of a position: its scale is within 4 parts in 10,000 over any city."""
    zone = int((lon + 180.0) // 6.0) % 60 + 1
    return (32600 if lat >= 0 else 32700) + zone


@dataclass(frozen=True)
class Projection:
    """Between WGS-84 degrees and the metres of the frame `epsg`."""

    epsg: int

    @cached_property
    def _forward(self) -> Transformer:
        return Transformer.from_crs(_WGS84, self.epsg, always_xy=True)

    def project(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 2) degrees to (n, 2) metres."""
        return np.column_stack(self._forward.transform(lonlat[:, 0], lonlat[:, 1]))

    def unproject(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n, 2) metres to (n, 2) degrees."""
        return np.column_stack(self._forward.transform(xy[:, 0], xy[:, 1], direction="INVERSE"))

    def project_geometry(self, geometry: Shape) -> Shape:
        """A geometry, or an array of them, from degrees to metres."""
        return shapely.transform(geometry, self.project)  # type: ignore[no-any-return]

    def unproject_geometry(self, geometry: Shape) -> Shape:
        """A geometry, or an array of them, from metres to degrees."""
        return shapely.transform(geometry, self.unproject)  # type: ignore[no-any-return]
