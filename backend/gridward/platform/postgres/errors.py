"""What can be wrong with the embedded server, and what to do about it."""

import contextlib
import errno
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from gridward.kernel.errors import Unavailable
from gridward.platform.disk import is_full

_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR}
_INSTALL = shlex.join([sys.executable, "-m", "pip", "install", "gridward[db]"])
"""Into the environment that runs this, whichever `pip` the shell would find."""


def no_binaries(named: str | None) -> Unavailable:
    """There is no PostgreSQL on this machine, or not where `GRIDWARD_PG_BIN` says."""
    if named:
        return Unavailable(
            "db.no_binaries",
            f"There is no PostgreSQL of version 15 or newer in {named}.",
            "Let GRIDWARD_PG_BIN name the folder that holds initdb and postgres, or unset it.",
        )
    return Unavailable(
        "db.no_binaries",
        "No PostgreSQL of version 15 or newer was found on this machine.",
        f"Install one (Debian: apt-get install postgresql), or set DATABASE_URL, or run: {_INSTALL}",
    )


def other_major(folder: Path, wanted: int, found: list[int]) -> Unavailable:
    """The data was written by another major version, which cannot read each other's files."""
    here = ", ".join(str(major) for major in found)
    return Unavailable(
        "db.other_major",
        f"The database in {folder} was made by PostgreSQL {wanted}; here there is {here}.",
        f"Install PostgreSQL {wanted}, name its bin folder with GRIDWARD_PG_BIN, or choose another GRIDWARD_DATA_DIR.",
        wanted=wanted,
        found=found,
    )


def no_client(named: str | None, server: int) -> Unavailable:
    """The programs that write and read a backup are not on this machine, or not where `GRIDWARD_PG_BIN` says."""
    where = f"in {named}" if named else "on this machine"
    return Unavailable(
        "db.no_client",
        f"pg_dump, pg_restore and psql were not found {where}.",
        f"{_install_client(server)} Or let GRIDWARD_PG_BIN name the folder that holds them.",
    )


def old_client(server: int, found: list[int]) -> Unavailable:
    """A server is only dumped, and a dump only read, by programs that are at least as new as it is."""
    here = ", ".join(str(major) for major in found)
    return Unavailable(
        "db.old_client",
        f"The programs of PostgreSQL {server} or newer are needed; pg_dump here is of version {here}.",
        f"{_install_client(server)} Or let GRIDWARD_PG_BIN name a folder with newer ones.",
        server=server,
        found=found,
    )


def _install_client(server: int) -> str:
    return f"Install them (Debian: apt-get install postgresql-client-{server}; anywhere: {_INSTALL})."


def unreachable_folder(folder: Path, user: str) -> Unavailable:
    """The user as whom PostgreSQL runs (never root) cannot get at its data."""
    return Unavailable(
        "db.folder_unreachable",
        f"The user {user}, as whom PostgreSQL runs, cannot use the folder {folder}.",
        "Choose one that this user may enter with GRIDWARD_DATA_DIR (the default for root is /var/lib/gridward).",
        folder=str(folder),
    )


def no_space(folder: Path) -> Unavailable:
    """The disk is full."""
    return Unavailable(
        "db.no_space",
        f"There is no space left for the database in {folder}.",
        "Free some, or choose a folder on another disk with GRIDWARD_DATA_DIR.",
        folder=str(folder),
    )


def did_not_start(folder: Path, log: Path, said: str) -> Unavailable:
    """The server ended, or does not answer; `said` is the end of what it wrote."""
    if "No space left" in said:
        return no_space(folder)
    last = " / ".join(said.strip().splitlines()[-3:]) or "it wrote nothing to its log."
    return Unavailable(
        "db.did_not_start", f"The embedded PostgreSQL did not start: {last}", f"The whole log is {log}."
    )


@contextlib.contextmanager
def explained(folder: Path, user: str) -> Iterator[None]:
    """Turn what the file system refuses into an error that says what to do."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise no_space(folder) from error
        if error.errno in _CLOSED:
            raise unreachable_folder(folder, user) from error
        raise
