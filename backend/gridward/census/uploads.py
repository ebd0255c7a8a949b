"""Deliveries that arrive through the browser: the files of an extract, or one zip file with them.

They hold personal data in the clear, so they lie in a folder that only this program may read, and only until they are
imported or discarded.
"""

import shutil
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, BinaryIO, Protocol
from uuid import UUID

import psycopg

from gridward.kernel.errors import GridwardError, Invalid
from gridward.kernel.ids import new_id
from gridward.platform.intake import TABLE_ENDINGS
from gridward.platform.settings import settings

_TAKEN = TABLE_ENDINGS | {".json"}
_MOST_FILES = 100
_CHUNK = 1 << 20
_UNKNOWN_KEPT_S = 86_400
_OVER = "SELECT folder FROM census.import_run WHERE status IN ('done', 'discarded')"


class Upload(Protocol):
    """A file as the web framework gives it."""

    filename: str | None
    file: BinaryIO


def receive(uploads: Sequence[Upload]) -> Path:
    """Write uploaded files into a folder of their own, zip files unpacked.

    Raises `upload.empty`, `upload.too_large`, `upload.too_many`, `upload.not_a_zip`, `upload.kind` and `upload.same_name`;
    nothing is left behind then.
    """
    folder = new_folder()
    try:
        left = settings().max_upload_mb << 20
        for upload in uploads:
            name = _plain(upload.filename or "")
            if name.lower().endswith(".zip"):
                left -= _unpack(upload.file, name, folder, left)
            else:
                left -= _write(upload.file, folder, name, left)
        if not any(folder.iterdir()):
            raise Invalid(
                "upload.empty",
                "There is no file in this delivery.",
                "Choose the extract's files, or a zip of them.",
            )
    except BaseException:
        shutil.rmtree(folder)
        raise
    return folder


def new_folder() -> Path:
    """An empty folder for a delivery, which only this program may read."""
    folder = _place() / str(new_id())
    folder.mkdir(parents=True, mode=0o700)
    return folder


def remove(folder: Path) -> None:
    """Remove a delivery that arrived through the browser; what lies elsewhere is somebody's own and stays."""
    if folder.parent == _place():
        shutil.rmtree(folder, ignore_errors=True)


def sweep_uploads(connection: psycopg.Connection) -> int:
    """Remove deliveries that were left behind: the program died before it could remove them. Returns how many.

    An import that may still begin keeps its files, and a folder that no import knows may be about to be registered: it stays
    for a day.
    """
    left = {Path(row[0]) for row in connection.execute(_OVER)}
    known = {Path(row[0]) for row in connection.execute("SELECT folder FROM census.import_run")}
    swept = 0
    for folder in _place().glob("*"):
        if folder in left or (folder not in known and time.time() - folder.stat().st_mtime > _UNKNOWN_KEPT_S):
            remove(folder)
            swept += 1
    return swept


def _place() -> Path:
    return (settings().files_dir / "imports").absolute()


def _unpack(file: BinaryIO, name: str, folder: Path, most: int) -> int:
    try:
        # Windows in China writes the names of entries in GBK without saying so.
        with zipfile.ZipFile(file, metadata_encoding="gb18030") as archive:
            entries = [one for one in archive.infolist() if not one.is_dir() and not _is_debris(one.filename)]
            if len(entries) > _MOST_FILES:
                raise Invalid(
                    "upload.too_many",
                    f"{name} holds {len(entries)} files.",
                    f"At most {_MOST_FILES} are taken.",
                    file=name,
                )
            written = 0
            for entry in entries:
                with archive.open(entry) as content:
                    written += _write(content, folder, _plain(entry.filename), most - written)
            return written
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, UnicodeDecodeError, EOFError) as error:
        raise Invalid(
            "upload.not_a_zip",
            f"{name} cannot be unpacked: it is damaged, has a password, or is no zip file.",
            "Pack it again without a password, or choose the files themselves.",
            file=name,
        ) from error


def _write(source: IO[bytes], folder: Path, name: str, most: int) -> int:
    if Path(name).suffix.lower() not in _TAKEN:
        raise Invalid(
            "upload.kind",
            f"{name} is not a file of an extract.",
            "An extract has .csv, .txt, .xlsx, .xls or .parquet files, and a manifest.json.",
            file=name,
        )
    path = folder / name
    if path.exists():
        raise Invalid(
            "upload.same_name",
            f"There are two files named {name}.",
            "Deliver one extract at a time.",
            file=name,
        )
    written = 0
    with path.open("xb") as target:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            # What a zip says of its size is not to be trusted, so it is counted while it is unpacked.
            if written > most:
                raise too_large()
            target.write(chunk)
    return written


def too_large() -> GridwardError:
    """A delivery beyond the limit."""
    limit = settings().max_upload_mb
    return Invalid(
        "upload.too_large",
        f"The delivery is larger than {limit} MB.",
        "Import it with `gridward import`, or deliver it in parts.",
        limit_mb=limit,
    )


def _plain(name: str) -> str:
    """The last part of a name, whichever system wrote it."""
    return name.replace("\\", "/").rpartition("/")[2]


def _is_debris(name: str) -> bool:
    """What file managers add to an archive."""
    return (
        name.startswith("__MACOSX/")
        or _plain(name).startswith(".")
        or _plain(name) in {"Thumbs.db", "desktop.ini"}
    )


def folder_of(import_id: UUID, stored: str) -> Path:
    """The folder of a registered delivery. Raises `import.files_gone`."""
    folder = Path(stored)
    if not folder.is_dir():
        raise Invalid(
            "import.files_gone",
            "The delivered files are not there any more.",
            "Deliver them again.",
            import_id=str(import_id),
        )
    return folder
