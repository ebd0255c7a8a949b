"""pg_dump, pg_restore and psql, as processes between which the data flows: nothing is laid down on the way."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gridward.platform.backup.archive import copy
from gridward.platform.backup.errors import program_failed

_LAST_SETTING = b"SET row_security"
_NEWER_SETTING = b"SET transaction_timeout"
"""Written by programs of version 17 and later also for servers that do not know it."""

_NO_EXTENSION = "--extension=plpgsql"
"""No other than the one that is always there: this program needs none, and those of others are their business."""

Others = tuple[list[str], list[tuple[str, str]]]
"""Schemas, and tables and the like with their schemas."""


def dump(programs: Path, url: str, snapshot: str, others: Others, target: IO[bytes]) -> None:
    """Write the database without what is of `others`, as one transaction's snapshot sees it.

    Raises `backup.program_failed`.
    """
    schemas, relations = others
    left_out = [f"--exclude-schema={_name(schema)}" for schema in schemas]
    left_out += [
        f"--exclude-table={_name(schema)}.{_name(name)}"
        for schema, name in relations
        if schema not in schemas
    ]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [programs / "pg_dump", "--format=custom", "--no-password", f"--snapshot={snapshot}", _NO_EXTENSION,
             *left_out, _address(url)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=_environment(url),
        )  # fmt: skip
        with _ended(process):
            assert process.stdout is not None
            copy(process.stdout, target)
            _check(process, "pg_dump", said)


def fill(programs: Path, url: str, source: IO[bytes], first: str) -> None:
    """Run the statements `first` and then a dump, in one transaction: what fails leaves the database as it was.

    Raises `backup.program_failed`, `backup.server_full`.
    """
    with contextlib.ExitStack() as stack:
        said = stack.enter_context(tempfile.TemporaryFile())
        read = stack.enter_context(tempfile.TemporaryFile())
        psql = subprocess.Popen(
            [programs / "psql", "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1",
             "--set=VERBOSITY=terse", "--file=-", f"--dbname={_address(url)}"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=_environment(url),
        )  # fmt: skip
        stack.enter_context(_ended(psql))
        # It writes the statements out instead of running them, so that others can stand before them in one transaction.
        reader = subprocess.Popen(
            [programs / "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--file=-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=read,
        )  # fmt: skip
        stack.enter_context(_ended(reader))
        assert psql.stdin is not None and reader.stdin is not None and reader.stdout is not None
        feeder = Thread(target=_feed, args=(source, reader.stdin))
        feeder.start()
        try:
            # Where psql has ended because of an error, its own words say more than the broken pipe.
            with contextlib.suppress(BrokenPipeError), psql.stdin as script:
                script.write(f"BEGIN;\n{first}\n".encode())
                _copy_script(reader.stdout, script)
                # A dump that breaks off is not committed.
                if reader.wait() == 0:
                    script.write(b"COMMIT;\n")
        finally:
            reader.kill()
            feeder.join()
        _check(psql, "psql", said)
        _check(reader, "pg_restore", read)


def _name(name: str) -> str:
    """A name as a pattern that only it fits."""
    quoted = name.replace('"', '""')
    return f'"{quoted}"'


def _feed(source: IO[bytes], target: IO[bytes]) -> None:
    with contextlib.suppress(BrokenPipeError), target:
        copy(source, target)


def _copy_script(source: IO[bytes], target: IO[bytes]) -> None:
    for line in source:
        if not line.startswith(_NEWER_SETTING):
            target.write(line)
        if line.startswith(_LAST_SETTING):
            break
    copy(source, target)


def _address(url: str) -> str:
    # Without the password: everybody on the machine sees a program's arguments.
    known = conninfo_to_dict(url)
    known.pop("password", None)
    return make_conninfo("", **known)


def _environment(url: str) -> dict[str, str]:
    password = conninfo_to_dict(url).get("password")
    return {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": str(password)} if password else {})}


@contextlib.contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """The process is gone after the block, whatever happens in it."""
    try:
        yield
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()


def _check(process: subprocess.Popen[bytes], name: str, said: IO[bytes]) -> None:
    if process.wait() != 0:
        said.seek(0)
        raise program_failed(name, said.read().decode("utf-8", "replace"))
