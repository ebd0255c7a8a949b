"""Which frame a list of positions is in."""

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from gridward.geo.frame_detection import detect_frame, locate, outline_frame
from gridward.geo.frames import Frame, from_wgs84
from gridward.geo.projection import Projection

# Nine districts of 5 km each, on the Yangtze.
_SIDE = 0.05
DISTRICTS = np.array(
    [
        shapely.box(120 + _SIDE * i, 31 + _SIDE * j, 120 + _SIDE * (i + 1), 31 + _SIDE * (j + 1))
        for i in range(3)
        for j in range(3)
    ]
)


def _places(count: int, seed: int = 5) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    lonlat = np.random.default_rng(seed).uniform((120, 31), (120.15, 31.15), (count, 2))
    return lonlat, locate(lonlat, DISTRICTS)


@pytest.mark.parametrize("frame", list(Frame))
def test_the_frame_shows_in_the_stated_districts(frame: Frame) -> None:
    lonlat, stated = _places(400)
    verdict = detect_frame(from_wgs84(lonlat, frame), stated, DISTRICTS)
    assert (verdict.best, verdict.determined) == (frame, True)
    assert verdict.evidence[0].in_stated_district == 1.0
    assert verdict.evidence[1].in_stated_district < 0.97


def test_some_wrong_districts_do_not_mislead() -> None:
    lonlat, stated = _places(1_000)
    stated[::10] = (stated[::10] + 1) % 9
    verdict = detect_frame(from_wgs84(lonlat, Frame.GCJ02), stated, DISTRICTS)
    assert (verdict.best, verdict.determined) == (Frame.GCJ02, True)


def test_without_stated_districts_the_city_and_its_water_tell() -> None:
    water = np.array([shapely.box(120.06, 31.05, 120.09, 31.09)])
    lonlat, _ = _places(4_000)
    lonlat = lonlat[locate(lonlat, water) < 0]
    nothing = np.full(len(lonlat), -1)
    verdict = detect_frame(from_wgs84(lonlat, Frame.BD09), nothing, DISTRICTS, water)
    assert verdict.best is Frame.BD09 and np.isnan(verdict.evidence[0].in_stated_district)


def test_a_few_places_in_the_middle_prove_nothing() -> None:
    lonlat = np.array([[120.075, 31.075], [120.074, 31.076]])
    verdict = detect_frame(lonlat, locate(lonlat, DISTRICTS), DISTRICTS)
    assert not verdict.determined


def test_no_places_prove_nothing() -> None:
    verdict = detect_frame(np.empty((0, 2)), np.empty(0, np.int64), DISTRICTS)
    assert not verdict.determined


def test_a_place_on_a_border_has_one_district() -> None:
    assert locate(np.array([[120.05, 31.02], [119.0, 31.0]]), DISTRICTS).tolist() == [0, -1]


UTM = Projection(32651)
LAND = UTM.project_geometry(shapely.union_all(DISTRICTS))


def _shifted(areas: NDArray[np.object_], frame: Frame) -> NDArray[np.object_]:
    moved = shapely.transform(areas, lambda lonlat: from_wgs84(lonlat, frame))
    return np.asarray(moved, dtype=object)


@pytest.mark.parametrize("drawn", list(Frame))
@pytest.mark.parametrize("said", list(Frame))
def test_the_outline_of_areas_shows_their_frame(drawn: Frame, said: Frame) -> None:
    assert outline_frame(_shifted(DISTRICTS, drawn), said, LAND, UTM) is drawn
    # A third of them is missing.
    assert outline_frame(_shifted(DISTRICTS[:6], drawn), said, LAND, UTM) is drawn


def test_an_outline_far_from_the_border_proves_nothing() -> None:
    around = np.array([shapely.box(119.9, 30.9, 120.3, 31.3)], dtype=object)
    for frame in Frame:
        assert outline_frame(around, frame, LAND, UTM) is frame
