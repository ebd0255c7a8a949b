"""A file with drawn cells that arrives through the browser: it lies on the disk only while it is examined."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import Request

from gridward.grids.drawn.reading import ENDINGS
from gridward.kernel.errors import Invalid, TooLarge
from gridward.platform.intake import Upload, ending_of, on_disk

MOST_MB = 64


async def within_limit(request: Request) -> None:
    """Refuse a file that says it is too large before it is received. Raises `drawn.too_large`."""
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > MOST_MB << 20:
        raise _too_large()


@contextmanager
def received(upload: Upload) -> Iterator[Path]:
    """The uploaded file under a name of ours, for as long as it is examined. Raises `drawn.kind` and `drawn.too_large`."""
    if (upload.size or 0) > MOST_MB << 20:
        raise _too_large()
    if ending_of(upload) not in ENDINGS:
        raise Invalid(
            "drawn.kind",
            "The file is no GeoPackage and no GeoJSON.",
            "Save the cells as GeoPackage (.gpkg) or GeoJSON (.geojson).",
            file=upload.filename or "",
        )
    with on_disk(upload, "drawn") as path:
        yield path


def _too_large() -> TooLarge:
    return TooLarge(
        "drawn.too_large",
        f"The file is larger than {MOST_MB} MB.",
        "Save only the layer with the cells, or import it with `gridward grid import`.",
        limit_mb=MOST_MB,
    )
