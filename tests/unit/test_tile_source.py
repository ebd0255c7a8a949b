"""The tile source that an administrator may set for maps."""

from typing import Any

import pytest

from gridward.app import _HEADERS, _headers
from gridward.city.public import tile_source
from gridward.geo.frames import Frame
from gridward.kernel.errors import Invalid
from gridward.platform.settings import Settings

_AMAP = "https://webrd01.is.autonavi.com/appmaptile?style=8&x={x}&y={y}&z={z}"


def _set(**more: Any) -> Any:
    return tile_source(Settings(**{"tiles": _AMAP, "tiles_frame": "高德", **more}))


def test_without_one_nothing_else_may_be_asked() -> None:
    assert tile_source(Settings(tiles=None)) is None
    assert _headers(None) == _HEADERS


def test_a_browser_may_ask_its_host_and_no_other() -> None:
    found = _set(tiles_credit="高德地图")
    assert (found.frame, found.origin) == (Frame.GCJ02, "https://webrd01.is.autonavi.com")
    policy = _headers(found)["Content-Security-Policy"]
    assert "connect-src 'self' https://webrd01.is.autonavi.com;" in policy
    assert policy.replace(" https://webrd01.is.autonavi.com", "") == _HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "more",
    [
        {"tiles": "https://tiles.example/{z}/{x}.png"},
        {"tiles": "file:///{z}/{x}/{y}"},
        {"tiles": "https://{z}.tiles.example/{x}/{y}"},
        {"tiles": "https://a.example; script-src *{z}{x}{y}"},
        {"tiles_frame": "BD-09"},
    ],
)
def test_what_cannot_be_shown_is_said_at_the_start(more: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        _set(**more)
    assert refused.value.code == "tiles.invalid"
