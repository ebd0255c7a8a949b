"""What other rooms may know of a city."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.geo.frame_detection import locate
from gridward.geo.projection import Projection
from gridward.kernel.errors import NotFound


@dataclass(frozen=True)
class CityFrame:
    """A city's geography as computing needs it. Districts are addressed by their index in `districts`."""

    id: int
    code: str
    name: str
    projection: Projection
    district_ids: NDArray[np.int64]
    districts: tuple[str, ...]
    polygons: NDArray[np.object_]
    """The districts' areas in WGS-84, invalid parts mended."""
    aliases: Mapping[str, int]
    """Other names of districts: short forms, and districts that were merged into them."""

    def district_index(self, stated: str) -> int:
        """The district that a text names exactly, in any of its forms; -1 where it names none."""
        return self.names.get(stated.strip(), -1)

    @cached_property
    def names(self) -> Mapping[str, int]:
        """Every name under which a district may be stated, with its index."""
        names: dict[str, int] = {}
        for index, full in enumerate(self.districts):
            for form in (full, *short_forms(full)):
                names.setdefault(form, index)
        return {**names, **self.aliases}

    def locate(self, lonlat: NDArray[np.float64]) -> NDArray[np.int64]:
        """The index of the district in which each position (n, 2) lies; -1 outside the city."""
        return locate(lonlat, self.polygons)

    @cached_property
    def land(self) -> shapely.Geometry:
        """The union of the districts, in metres."""
        return shapely.union_all(self.projection.project_geometry(self.polygons))

    def short_name(self) -> str:
        """The city's name without its rank: 上海 for 上海市."""
        return self.name.removesuffix("市")


def short_forms(district: str) -> list[str]:
    """The names under which people state a district beside its own: 浦东新区 is also 浦东 and 浦东区."""
    for rank in ("新区", "区", "县", "市"):
        stem = district.removesuffix(rank)
        if stem != district and len(stem) >= 2:
            return [stem, *(stem + other for other in ("区", "县") if stem + other != district)]
    return []


def city_not_found(code: str) -> NotFound:
    """No such city, or not for this person."""
    return NotFound(
        "city.not_found",
        f"There is no city {code}.",
        "See `gridward city list`; add one with `gridward city add`.",
        city=code,
    )
