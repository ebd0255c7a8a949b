"""A small city that nobody lives in, with its book: 600 customers, 60 communities."""

from datetime import date
from pathlib import Path

from grid_data.demo_city import build
from gridward.city.public import CityFiles, add_city
from gridward.platform.db import connect
from support.extract import Extract, import_extract

CODE = "tinglan"
AS_OF = date(2026, 11, 1)
DELTA_DAYS = 10
CUSTOMERS = 600


def make(folder: Path) -> Path:
    """Write the city's files into a folder."""
    build(folder, CUSTOMERS, as_of=AS_OF, days=DELTA_DAYS)
    return folder


def files(folder: Path) -> CityFiles:
    """The city's vector files."""
    stems = {"water": "water", "road": "roads", "park": "parks", "station": "stations"}
    return CityFiles(
        folder / "districts.geojson", {kind: folder / f"{stem}.geojson" for kind, stem in stems.items()}
    )


def add(url: str, folder: Path) -> int:
    """Add the city to a database; returns its number."""
    with connect(url, "test") as connection:
        return add_city(connection, CODE, "汀澜市", "Tinglan", files(folder)).city.id


def load(url: str, folder: Path) -> None:
    """Import the city's book into a database that has the city."""
    import_extract(url, Extract(folder / "extract"))
