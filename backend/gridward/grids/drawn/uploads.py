"""A file with drawn cells that arrives through the browser: it lies on the disk only while it is examined."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from fastapi import Request

from gridward.grids.drawn.reading import ENDINGS
from gridward.kernel.errors import Invalid, TooLarge

MOST_MB = 64


class Upload(Protocol):
    """A file as the web framework gives it."""

    filename: str | None
    size: int | None
    file: BinaryIO


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
    ending = Path(upload.filename or "").suffix.lower()
    if ending not in ENDINGS:
        raise Invalid(
            "drawn.kind",
            "The file is no GeoPackage and no GeoJSON.",
            "Save the cells as GeoPackage (.gpkg) or GeoJSON (.geojson).",
            file=upload.filename or "",
        )
    with tempfile.TemporaryDirectory(prefix="gridward-drawn-") as folder:
        path = Path(folder) / f"drawn{ending}"
        with path.open("xb") as target:
            shutil.copyfileobj(upload.file, target)
        yield path


def _too_large() -> TooLarge:
    return TooLarge(
        "drawn.too_large",
        f"The file is larger than {MOST_MB} MB.",
        "Save only the layer with the cells, or import it with `gridward grid import`.",
        limit_mb=MOST_MB,
    )
