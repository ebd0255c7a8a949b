"""Which frame is a list of positions in? Found by trying all of them against the districts that the list itself states.

The evidence is the share of positions that lie in their stated district (known to be right for nearly all), or, where no
district is stated, that lie in the city and not in its water. Shifts of 300 to 1,100 m move only positions near a border,
so the shares differ by a few per cent; the winner must be ahead by more than chance: the positions that change sides
between the two best frames are weighed by a sign test.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.special import betainc

from gridward.geo.frames import Frame, to_wgs84
from gridward.geo.projection import Projection

_SIGNIFICANT = 0.001
_SAMPLES = 1000
_BESIDE_M = 60.0
"""Much less than the frames are apart."""
_FITS = 0.3
_BETTER = 3


@dataclass(frozen=True)
class FrameEvidence:
    """How well a frame fits."""

    frame: Frame
    in_stated_district: float
    """Share of the positions with a known stated district that lie in it; NaN where none states one."""
    in_city: float


@dataclass(frozen=True)
class FrameVerdict:
    """The frames, the best first, and whether the best is certain."""

    evidence: tuple[FrameEvidence, ...]
    determined: bool
    p_value: float
    """Chance of so clear a lead if the two best frames fitted equally well."""

    @property
    def best(self) -> Frame:
        """The frame that fits best."""
        return self.evidence[0].frame


def locate(lonlat: NDArray[np.float64], districts: NDArray[np.object_]) -> NDArray[np.int64]:
    """The index of the district in which each position (WGS-84) lies, -1 where it lies in none."""
    found = np.full(len(lonlat), -1, np.int64)
    position, district = shapely.STRtree(districts).query(shapely.points(lonlat), predicate="intersects")
    # A position on a border gets the first of its districts.
    found[position[::-1]] = district[::-1]
    return found


def detect_frame(
    lonlat: NDArray[np.float64],
    stated: NDArray[np.int64],
    districts: NDArray[np.object_],
    water: NDArray[np.object_] | None = None,
) -> FrameVerdict:
    """Judge in which frame `lonlat` (n, 2) is.

    `stated` has for each position the index of its stated district, or -1; `districts` and `water` are polygons in WGS-84.
    Where no district is stated, a position fits that lies in the city and not in its water.
    """
    known = stated >= 0
    fits: dict[Frame, NDArray[np.bool_]] = {}
    evidence = []
    for frame in Frame:
        moved = to_wgs84(lonlat, frame)
        where = locate(moved, districts)
        fits[frame] = where[known] == stated[known] if known.any() else (where >= 0) & _is_dry(moved, water)
        share = float(fits[frame].mean()) if known.any() else float("nan")
        evidence.append(FrameEvidence(frame, share, float((where >= 0).mean()) if len(where) else 0.0))
    evidence.sort(key=lambda one: (-fits[one.frame].sum(), -one.in_city))
    best, second = fits[evidence[0].frame], fits[evidence[1].frame]
    better, worse = int((best & ~second).sum()), int((second & ~best).sum())
    # The upper tail of a fair coin: at least `better` heads in so many throws.
    p_value = float(betainc(better, worse + 1, 0.5)) if better else 1.0
    return FrameVerdict(tuple(evidence), p_value < _SIGNIFICANT, p_value)


def outline_frame(
    areas: NDArray[np.object_], frame: Frame, land: shapely.Geometry, projection: Projection
) -> Frame:
    """The frame that areas which tile a land are in: `frame`, as was said, unless another one fits much better.

    `areas` (k,) are valid, in degrees as they were read; `land` is in metres. What fits is the share of the land's border,
    its largest piece's, that has the outline of the areas beside it. A shifted outline meets the border here and there only;
    one that was drawn far from the border fits in no frame, and then it stays at what was said.
    """
    mainland = max(shapely.get_parts(land), key=lambda part: float(part.area))
    along = np.linspace(0, 1, _SAMPLES, endpoint=False)
    border = shapely.line_interpolate_point(shapely.get_exterior_ring(mainland), along, normalized=True)
    fits = {}
    for other in Frame:
        moved = shapely.transform(areas, lambda lonlat, other=other: to_wgs84(lonlat, other))
        outline = shapely.boundary(shapely.union_all(projection.project_geometry(moved)))
        shapely.prepare(outline)
        fits[other] = float(shapely.dwithin(outline, border, _BESIDE_M).mean())
    best = max(fits, key=lambda one: fits[one])
    return best if fits[best] >= _FITS and fits[best] >= _BETTER * fits[frame] else frame


def _is_dry(lonlat: NDArray[np.float64], water: NDArray[np.object_] | None) -> NDArray[np.bool_]:
    return np.ones(len(lonlat), bool) if water is None or not len(water) else locate(lonlat, water) < 0
