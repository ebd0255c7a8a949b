"""WGS-84, GCJ-02 and BD-09, and the way between them.

Chinese maps are published in shifted frames: GCJ-02 (AMap, Tencent) moves a point by some 300 to 600 m, BD-09 (Baidu) adds
another 700 m. The forward formulas are the publicly known ones; the inverses are found by fixed-point iteration, because
the shift changes slowly: it contracts by about 1e-3 a round, so eight rounds reach 1e-9 m. The shift applies on the
mainland only; Hong Kong, Macao, Taiwan and everything outside the bounding box are left alone.

All functions take and give arrays of shape (n, 2), longitude and latitude in degrees.
"""

import unicodedata
from collections.abc import Callable
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from gridward.kernel.errors import Invalid

LonLat = NDArray[np.float64]

_ROUNDS = 8
# The ellipsoid of Krasovsky, on which GCJ-02 was defined.
_AXIS = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BAIDU_PERIOD = np.pi * 3000.0 / 180.0
_MAINLAND = (72.004, 0.8293, 137.8347, 55.8271)
_LEFT_ALONE = (
    (113.76, 22.14, 114.51, 22.50),  # Hong Kong: south of the Shenzhen river, roughly
    (113.52, 22.10, 113.61, 22.217),  # Macao
    (119.9, 21.8, 122.1, 25.35),  # Taiwan
)


class Frame(StrEnum):
    """A frame of reference for positions."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


_SPELLINGS = {
    Frame.WGS84: "wgs84 wgs1984 wgs epsg4326 crs84 cgcs2000 epsg4490 gps 天地图 国际 地球 大地 标准",
    Frame.GCJ02: "gcj02 gcj gcj2 mars 火星 高德 amap autonavi 腾讯 tencent 国测局 国测",
    Frame.BD09: "bd09 bd9 bd bd09ll bdll 百度 baidu 百度经纬度",
}
_FRAME_OF = {spelling: frame for frame, spellings in _SPELLINGS.items() for spelling in spellings.split()}


def parse_frame(text: str) -> Frame:
    """The frame that a text names, in any of the usual spellings: `BD-09`, `bd09ll`, `火星坐标系`, `EPSG:4326` ...

    Raises `frame.unknown`.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = "".join(character for character in plain if character.isalnum())
    for ending in ("坐标系", "坐标", "系"):
        plain = plain.removesuffix(ending)
    try:
        return _FRAME_OF[plain]
    except KeyError:
        raise Invalid(
            "frame.unknown",
            f"'{text}' names no frame that is known here.",
            "Use WGS-84, GCJ-02 (火星) or BD-09 (百度).",
            frame=text,
        ) from None


def to_wgs84(lonlat: LonLat, frame: Frame) -> LonLat:
    """Positions given in `frame`, in WGS-84."""
    if frame is Frame.BD09:
        return _invert(_gcj_forward, _invert(_bd_forward, lonlat))
    if frame is Frame.GCJ02:
        return _invert(_gcj_forward, lonlat)
    return np.array(lonlat, np.float64)


def from_wgs84(lonlat: LonLat, frame: Frame) -> LonLat:
    """Positions given in WGS-84, in `frame`."""
    if frame is Frame.WGS84:
        return np.array(lonlat, np.float64)
    gcj = _gcj_forward(np.asarray(lonlat, np.float64))
    return _bd_forward(gcj) if frame is Frame.BD09 else gcj


def _invert(forward: Callable[[LonLat], LonLat], shifted: LonLat) -> LonLat:
    guess = np.array(shifted, np.float64)
    for _ in range(_ROUNDS):
        guess += shifted - forward(guess)
    return guess


def _gcj_forward(wgs: LonLat) -> LonLat:
    """WGS-84 to GCJ-02."""
    lon, lat = wgs[:, 0], wgs[:, 1]
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    waves = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    phi = np.radians(lat)
    magic = 1.0 - _ECCENTRICITY_SQUARED * np.sin(phi) ** 2
    metres_north = np.radians(_AXIS * (1.0 - _ECCENTRICITY_SQUARED) / (magic * np.sqrt(magic)))
    metres_east = np.radians(_AXIS / np.sqrt(magic) * np.cos(phi))
    shift = np.column_stack([east / metres_east, north / metres_north])
    return wgs + np.where(_is_shifted(wgs)[:, None], shift, 0.0)


def _bd_forward(gcj: LonLat) -> LonLat:
    """GCJ-02 to BD-09."""
    lon, lat = gcj[:, 0], gcj[:, 1]
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BAIDU_PERIOD)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BAIDU_PERIOD)
    return np.column_stack([radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006])


def _is_shifted(lonlat: LonLat) -> NDArray[np.bool_]:
    shifted = _within(lonlat, _MAINLAND)
    for box in _LEFT_ALONE:
        shifted &= ~_within(lonlat, box)
    return shifted


def _within(lonlat: LonLat, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    west, south, east, north = box
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    return (lon > west) & (lon < east) & (lat > south) & (lat < north)
