"""Files that belong to rows of the database, each under a key: behind a port, so that they need not lie on this machine."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Protocol

from gridward.kernel.ids import new_id
from gridward.platform.settings import settings


class Objects(Protocol):
    """Where they are kept. A key is words with `/` between them, made by the program."""

    def put(self, key: str, content: bytes) -> None:
        """Keep it, whole or not at all, in place of what the key had."""
        ...

    def get(self, key: str) -> bytes:
        """What a key has. Raises `FileNotFoundError`."""
        ...

    def drop(self, key: str) -> None:
        """Forget what a key has, if it has anything."""
        ...


class LocalObjects:
    """In a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, content: bytes) -> None:
        path = self.folder / key
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{new_id()}")
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                # What is acknowledged is not sent again: it must outlive the machine's next fall.
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        return (self.folder / key).read_bytes()

    def drop(self, key: str) -> None:
        (self.folder / key).unlink(missing_ok=True)


class BucketObjects:
    """In a bucket, as of S3 (extra `s3`). What is there is sealed already where it has to be."""

    def __init__(self, address: str) -> None:
        # Keys, region and another address than Amazon's come from the environment, as AWS_ENDPOINT.
        from obstore.store import from_url  # noqa: PLC0415 - of the extra `s3`

        self._store = from_url(address)

    def put(self, key: str, content: bytes) -> None:
        # In one request: a bucket shows what it acknowledges whole, or not at all.
        self._store.put(key, content, use_multipart=False)

    def get(self, key: str) -> bytes:
        return bytes(self._store.get(key).bytes())

    def drop(self, key: str) -> None:
        with suppress(FileNotFoundError):
            self._store.delete(key)


@cache
def _bucket(address: str) -> BucketObjects:
    return BucketObjects(address)


def objects() -> Objects:
    """Those of this installation."""
    chosen = settings().objects
    return _bucket(chosen) if chosen else LocalObjects(settings().files_dir / "objects")
