"""The file of a backup: a ZIP of the manifest and of what pg_dump wrote, each with its checksum."""

import contextlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from gridward.platform.backup.errors import damaged, exists, explained, foreign, missing, too_new
from gridward.platform.backup.manifest import FORMAT, Manifest

_MANIFEST = "gridward-backup/manifest.json"
_DUMP = "gridward-backup/database.dump"
_NAME_AT = 30
"""Where in a ZIP the first part's name stands: the file is known by it even when it was cut off."""


class Archive:
    """A backup that was read to its end and is whole."""

    def __init__(self, file: Path) -> None:
        """Raises `backup.missing`, `backup.foreign`, `backup.damaged`, `backup.too_new`."""
        self.file = file
        if not file.exists():
            raise missing(file)
        with explained(file):
            self.manifest = _read(file)

    @contextlib.contextmanager
    def dump(self) -> Iterator[IO[bytes]]:
        """What pg_dump wrote."""
        with explained(self.file), zipfile.ZipFile(self.file) as parts, parts.open(_DUMP) as content:
            yield content


def check_free(file: Path) -> None:
    """Raises `backup.exists`."""
    if file.exists():
        raise exists(file)


@contextlib.contextmanager
def writing(file: Path, manifest: Manifest) -> Iterator[IO[bytes]]:
    """Take the dump. The file is there, whole and readable for its owner only, after the block, or not at all.

    Raises `backup.exists`, `backup.no_space`, `backup.unusable_file`.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with explained(file):
        try:
            with open(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as target:
                with zipfile.ZipFile(target, "w") as parts:
                    parts.writestr(_MANIFEST, manifest.model_dump_json(indent=2))
                    with parts.open(_DUMP, "w", force_zip64=True) as content:
                        yield content
                target.flush()
                os.fsync(target.fileno())
            check_free(file)  # again: it may have come into being meanwhile
            draft.rename(file)
        finally:
            draft.unlink(missing_ok=True)


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    """All that is left of one stream into another."""
    shutil.copyfileobj(source, target, 2**20)


def _read(file: Path) -> Manifest:
    with file.open("rb") as start:
        ours = start.read(_NAME_AT + len(_MANIFEST))[_NAME_AT:] == _MANIFEST.encode()
    if not ours:
        raise foreign(file)
    try:
        with zipfile.ZipFile(file) as parts:
            if parts.testzip() is not None:
                raise damaged(file)
            text = parts.read(_MANIFEST)
            parts.getinfo(_DUMP)
        manifest = Manifest.model_validate_json(text)
    except (zipfile.BadZipFile, EOFError, KeyError, ValidationError) as error:
        raise damaged(file) from error
    if manifest.format > FORMAT:
        raise too_new(f"has format {manifest.format}")
    return manifest
