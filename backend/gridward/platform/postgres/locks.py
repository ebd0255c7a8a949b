"""Locks on files between processes. The kernel drops a process's locks when it dies, however it dies."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Be the only one in this block; wait for those who came before."""
    with opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def opened(path: Path) -> IO[bytes]:
    """A file to lock, which exists. Every opening locks for itself, in one process too."""
    return open(os.open(path, os.O_RDWR | os.O_CLOEXEC), "r+b")


def share(file: IO[bytes]) -> None:
    """Hold a lock together with others, until the file is closed."""
    fcntl.flock(file, fcntl.LOCK_SH)


def take(file: IO[bytes]) -> bool:
    """Try to hold a lock alone. Where that fails, a lock that was shared before is lost."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_free(path: Path) -> bool:
    """Whether nobody holds a lock on the file."""
    with opened(path) as file:
        return take(file)
