"""Where the databases of tests live."""

import os
import shutil
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 4 * 2**30
"""Bytes; a run needs a quarter of it."""


def new_folder(prefix: str) -> Path:
    """A new folder that the server's user can enter: in memory where there is room, else among temporary files.

    Each test makes a thousand files and removes them. Before it gives a new file a number, ext4 goes through all that were
    given back in the last minutes: half a second for a database that memory copies in a tenth of it.
    """
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=_MEMORY if _has_room() else None))
    made.chmod(0o755)  # the server runs as another user where the tests run as root
    return made


def _has_room() -> bool:
    if not os.access(_MEMORY, os.W_OK):
        return False
    # Where the wheel's programs cannot be reached by that user, they are copied here, and run from here.
    may_run = not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    return may_run and shutil.disk_usage(_MEMORY).free > _ROOM
