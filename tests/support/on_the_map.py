"""Where a position lies on a map that shows the whole city, as it does when it opens."""

from dataclasses import dataclass
from math import asinh, pi, radians, tan

from playwright.sync_api import Page

_PADDING_PX = 24


@dataclass(frozen=True)
class CityOnTheMap:
    """The city's box in degrees (west, south, east, north), fitted into the page's map."""

    page: Page
    bbox: list[float]

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """The position on the page, in pixels."""
        box = self.page.locator(".map-canvas").bounding_box()
        assert box is not None
        west, south = _mercator(*self.bbox[:2])
        east, north = _mercator(*self.bbox[2:])
        scale = min(
            (box["width"] - 2 * _PADDING_PX) / (east - west),
            (box["height"] - 2 * _PADDING_PX) / (north - south),
        )
        x, y = _mercator(lon, lat)
        return (
            box["x"] + box["width"] / 2 + scale * (x - (west + east) / 2),
            box["y"] + box["height"] / 2 - scale * (y - (south + north) / 2),
        )

    def press(self, lon: float, lat: float) -> None:
        """Click there."""
        self.page.mouse.click(*self.at(lon, lat))

    def brush(self, lon: float, lat: float) -> None:
        """Draw a short stroke over it."""
        x, y = self.at(lon, lat)
        self.page.mouse.move(x - 6, y)
        self.page.mouse.down()
        self.page.mouse.move(x, y)
        self.page.mouse.move(x + 6, y)
        self.page.mouse.up()


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    return radians(lon) / pi, asinh(tan(radians(lat))) / pi
