"""A file that arrives through the browser lies on the disk only while it is examined."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol


class Upload(Protocol):
    """A file as the web framework gives it."""

    filename: str | None
    size: int | None
    file: BinaryIO


def ending_of(upload: Upload) -> str:
    """The ending of its name, with the dot, in small letters."""
    return Path(upload.filename or "").suffix.lower()


@contextmanager
def on_disk(upload: Upload, name: str) -> Iterator[Path]:
    """The uploaded file under a name of ours, for as long as the block takes."""
    with tempfile.TemporaryDirectory(prefix="gridward-upload-") as folder:
        path = Path(folder) / f"{name}{ending_of(upload)}"
        with path.open("xb") as target:
            shutil.copyfileobj(upload.file, target)
        yield path
