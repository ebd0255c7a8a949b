"""What can be wrong with a backup, and what to do about it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from gridward.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from gridward.platform.disk import is_full

_NAMED = 10


def missing(file: Path) -> NotFound:
    """There is no such file."""
    return NotFound(
        "backup.missing", f"There is no file {file}.", "Name the file that gridward db backup wrote."
    )


def foreign(file: Path) -> Invalid:
    """Another program wrote the file."""
    return Invalid(
        "backup.foreign",
        f"{file} is not a backup of Gridward.",
        "Name a file that gridward db backup wrote.",
    )


def damaged(file: Path) -> Invalid:
    """The file was cut off, or its content changed."""
    return Invalid(
        "backup.damaged",
        f"The backup {file} was cut off or damaged; nothing was changed.",
        "Copy it again from where it is kept, or take an older one.",
    )


def too_new(what: str) -> Conflict:
    """The backup is of a newer program than this one."""
    return Conflict(
        "backup.too_new",
        f"The backup {what}, which this version of Gridward does not know yet; nothing was changed.",
        "Install the version that made the backup, or a newer one.",
    )


def older_server(made_by: int, server: int) -> Conflict:
    """PostgreSQL does not take back what a newer one wrote."""
    return Conflict(
        "backup.older_server",
        f"The backup comes from PostgreSQL {made_by}; this server is {server}. Nothing was changed.",
        f"Restore it on PostgreSQL {made_by} or newer.",
    )


def exists(file: Path) -> Conflict:
    """A backup is not written over another file."""
    return Conflict("backup.exists", f"{file} exists already.", "Choose another name, or remove it first.")


def nothing_there() -> Conflict:
    """The database has no schema."""
    return Conflict(
        "backup.nothing", "The database is empty: there is nothing to back up.", "Check DATABASE_URL."
    )


def no_key(key_file: Path) -> NotFound:
    """Nothing that is sealed could be read."""
    return NotFound(
        "backup.no_key",
        f"There is no key file {key_file}; nothing was changed.",
        "Put the key file that belongs to the data there, or name it with GRIDWARD_KEY_FILE.",
    )


def other_key(key_file: Path) -> Conflict:
    """The present key does not open what is sealed."""
    return Conflict(
        "backup.other_key",
        f"The names and numbers were sealed with another key than that in {key_file}; nothing was changed.",
        "Put the key file that belongs to the data there, or name it with GRIDWARD_KEY_FILE.",
    )


def has_rows(rows: int) -> Conflict:
    """A database in use is not overwritten by mistake."""
    return Conflict(
        "backup.has_rows",
        f"The database has {rows:,} rows already; nothing was changed.",
        "Add --replace to throw them away and put the backup in their place.",
        rows=rows,
    )


def in_the_way(names: list[str]) -> Conflict:
    """Somebody else has in the database what the backup brings."""
    return Conflict(
        "backup.in_the_way",
        f"The database holds, of somebody else, what the backup brings too: {_some(names)}. Nothing was changed.",
        "Rename or remove it, or restore into another database.",
        names=names,
    )


def depended_on(names: list[str]) -> Conflict:
    """What is somebody else's would go with what is replaced."""
    return Conflict(
        "backup.depended_on",
        f"Somebody else's views or tables hang on those that are to be replaced: {_some(names)}. Nothing was changed.",
        "Remove them first, and make them again afterwards, or restore into another database.",
        names=names,
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" ..." if len(names) > _NAMED else "")


def in_use(sessions: int) -> Conflict:
    """Somebody works in the database that is to be replaced."""
    return Conflict(
        "backup.in_use",
        f"{sessions} other sessions use the database; nothing was changed.",
        "Stop gridward serve, gridward worker and other clients first.",
        sessions=sessions,
    )


def may_not_create() -> Unavailable:
    """The drill needs a database beside the real one."""
    return Unavailable(
        "backup.may_not_create",
        "The user in DATABASE_URL may not create the scratch database that the drill restores into.",
        "Give it the right (ALTER ROLE ... CREATEDB), or drill on another server.",
    )


def server_full() -> Unavailable:
    """The disk under the database is full."""
    return Unavailable(
        "backup.server_full",
        "The database server has no space left; nothing was changed.",
        "Free some: a restored database takes several times the size of its backup.",
    )


def program_failed(program: str, said: str) -> Unavailable:
    """PostgreSQL's program gave up; of what it wrote only the errors are repeated, for the rest may quote rows."""
    if "No space left" in said:
        return server_full()
    wrong = [line for line in said.splitlines() if "error:" in line.lower() or "FATAL:" in line]
    reason = wrong[0].strip() if wrong else "it ended without a word."
    return Unavailable(
        "backup.program_failed", f"{program} failed: {reason}", "The database is as it was before."
    )


@contextlib.contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what the file system refuses into an error that says what to do."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise Unavailable(
                "backup.no_space",
                f"There is no space left for the backup in {file.parent}; what was written is removed.",
                "Free some, or choose a folder on another disk.",
            ) from error
        raise Unavailable(
            "backup.unusable_file",
            f"{file} cannot be used: {error.strerror}.",
            "Choose a file in a folder that exists and that you may use.",
        ) from error
