"""The tile source that maps show under the cells, as the administrator has set it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from gridward.geo.frames import Frame, parse_frame
from gridward.kernel.errors import Invalid
from gridward.platform.settings import Settings

_FRAMES = (Frame.WGS84, Frame.GCJ02)
"""Those whose tiles are cut as everybody's are; Baidu cuts its own way."""
_PARTS = ("{z}", "{x}", "{y}")


@dataclass(frozen=True)
class TileSource:
    """Pictures of a map in Web Mercator, 256 pixels wide, by zoom, column and row."""

    url: str
    frame: Frame
    credit: str
    most_zoom: int

    @property
    def origin(self) -> str:
        """The one host that a browser may ask for them."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def tile_source(settings: Settings) -> TileSource | None:
    """The source that is set; None without one. Raises `tiles.invalid`, and `frame.unknown`."""
    if not settings.tiles:
        return None
    parts = urlsplit(settings.tiles)
    frame = parse_frame(settings.tiles_frame)
    clean = not any(one in parts.netloc for one in "{};, '\"") and not any(
        one.isspace() for one in settings.tiles
    )
    whole = (
        parts.scheme in ("http", "https") and parts.netloc and all(one in settings.tiles for one in _PARTS)
    )
    if not (clean and whole and frame in _FRAMES):
        raise Invalid(
            "tiles.invalid",
            "GRIDWARD_TILES is no address of map tiles that can be shown.",
            "Give an address on one host with {z}, {x} and {y}, and WGS-84 or GCJ-02 as its frame.",
        )
    return TileSource(settings.tiles, frame, settings.tiles_credit, settings.tiles_zoom)
