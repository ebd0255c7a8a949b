"""Commands, as processes of their own: forked from one that has loaded the program, so that not each loads it again."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from gridward.cli.main import GROUPS, main

# Rich looks for it as soon as it is loaded.
os.environ["COLUMNS"] = "200"
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload([module for module, _ in GROUPS.values()])


def run(url: str, *arguments: object, ends: int | None = 0) -> str:
    """What a command printed; on its error output where it failed. With `ends=None` it may end either way."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        out.touch()
        process = _start(url, arguments, str(out), err)
        process.join()
        printed, complained = out.read_text("utf-8"), err.read_text("utf-8")
    code = process.exitcode
    assert code == ends or (ends is None and code in {0, 1}), printed + complained
    assert "Traceback" not in complained
    return printed if ends == 0 else printed + complained


@contextmanager
def running(url: str, *arguments: object) -> Iterator[str]:
    """A command that goes on, told to end with the block; gives its first line."""
    reader, writer = _PROCESSES.Pipe(duplex=False)
    with TemporaryDirectory() as folder, reader:
        err = Path(folder, "err")
        process = _start(url, arguments, writer, err)
        writer.close()
        try:
            with open(reader.fileno(), "rb", closefd=False) as lines:
                first = lines.readline().decode()
            assert first, err.read_text("utf-8")
            yield first
        finally:
            process.terminate()
            process.join()


def _start(url: str, arguments: tuple[object, ...], out: str | Connection, err: Path) -> BaseProcess:
    environment = {**os.environ, "DATABASE_URL": url}
    process = _PROCESSES.Process(target=_command, args=([*map(str, arguments)], environment, out, str(err)))
    process.start()
    return process


def _command(arguments: list[str], environment: Mapping[str, str], out: str | Connection, err: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    printed = os.open(out, os.O_WRONLY) if isinstance(out, str) else out.fileno()
    os.dup2(printed, sys.stdout.fileno())
    os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT), sys.stderr.fileno())
    main(arguments)
