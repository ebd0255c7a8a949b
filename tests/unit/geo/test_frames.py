"""The three frames of Chinese maps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.geo.frames import Frame, from_wgs84, parse_frame, to_wgs84
from gridward.kernel.errors import Invalid

MAINLAND = st.tuples(st.floats(75, 134), st.floats(26, 53))


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_known_pairs_of_wgs84_and_gcj02(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert from_wgs84(np.array([wgs]), Frame.GCJ02)[0] == pytest.approx(gcj, abs=1e-6)
    assert to_wgs84(np.array([gcj]), Frame.GCJ02)[0] == pytest.approx(wgs, abs=1e-6)


@given(MAINLAND)
def test_bd09_is_gcj02_turned_and_moved(place: tuple[float, float]) -> None:
    """The way back that is commonly published, good to a metre or two."""
    there = np.array([place])
    x, y = (from_wgs84(there, Frame.BD09)[0] - (0.0065, 0.006)).tolist()
    period = np.pi * 3000 / 180
    radius = np.hypot(x, y) - 0.00002 * np.sin(y * period)
    angle = np.arctan2(y, x) - 0.000003 * np.cos(x * period)
    back = radius * np.cos(angle), radius * np.sin(angle)
    assert from_wgs84(there, Frame.GCJ02)[0] == pytest.approx(back, abs=2e-5)


@given(MAINLAND, st.sampled_from(Frame))
def test_there_and_back_is_a_millimetre(place: tuple[float, float], frame: Frame) -> None:
    there = np.array([place])
    back = to_wgs84(from_wgs84(there, frame), frame)
    assert np.abs(back - there).max() < 1e-8


@pytest.mark.parametrize("place", [(114.17, 22.30), (121.56, 25.04), (2.35, 48.86)])
def test_hong_kong_taiwan_and_abroad_are_not_shifted(place: tuple[float, float]) -> None:
    there = np.array([place])
    assert from_wgs84(there, Frame.GCJ02).tolist() == there.tolist()


def test_no_positions_stay_no_positions() -> None:
    assert to_wgs84(np.empty((0, 2)), Frame.BD09).shape == (0, 2)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("WGS84", Frame.WGS84),
        ("wgs-84", Frame.WGS84),
        ("EPSG:4326", Frame.WGS84),
        ("CGCS2000", Frame.WGS84),
        ("GCJ-02", Frame.GCJ02),
        ("gcj02", Frame.GCJ02),
        ("GCJ_02", Frame.GCJ02),
        ("火星", Frame.GCJ02),
        ("火星坐标系", Frame.GCJ02),
        ("高德坐标", Frame.GCJ02),
        ("BD-09", Frame.BD09),
        ("bd09", Frame.BD09),
        ("BD09LL", Frame.BD09),
        ("ＢＤ－０９", Frame.BD09),
        (" 百度坐标系 ", Frame.BD09),
    ],
)
def test_the_usual_spellings(text: str, frame: Frame) -> None:
    assert parse_frame(text) is frame


@pytest.mark.parametrize("text", ["", "UTM", "北京54", "0"])
def test_an_unknown_frame_says_which_are_known(text: str) -> None:
    with pytest.raises(Invalid, match="BD-09") as caught:
        parse_frame(text)
    assert caught.value.code == "frame.unknown"
