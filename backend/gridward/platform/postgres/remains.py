"""PostgreSQL's programs that go on in a folder though whoever started them was killed."""

import os
import signal
from pathlib import Path

_PROGRAMS = {"initdb", "postgres"}


def kill_remains(folder: Path) -> bool:
    """Kill those that work in a folder or were told to. Returns whether there was any: it may take a moment to be gone."""
    found = False
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "comm").read_text().strip() not in _PROGRAMS:
                continue
            told = bytes(folder) in (process / "cmdline").read_bytes().split(b"\0")
            if told or (process / "cwd").readlink() == folder:
                os.kill(int(process.name), signal.SIGKILL)
                found = True
        except OSError:
            continue  # gone meanwhile, or not ours to look at
    return found
