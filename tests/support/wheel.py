"""Gridward as others get it: a wheel, installed with its dependencies outside the repository."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
_UV = REPOSITORY / ".venv" / "bin" / "uv"
_SYSTEM_POSTGRESQL = Path("/usr/lib/postgresql")
# What make tells the commands that it runs is not meant for another make; what this repository's tests set is not for users.
_OURS = re.compile(r"GRIDWARD_|DATABASE_URL|PYTHON|VIRTUAL_ENV|MAKE|MFLAGS|UV_LINK_MODE")


def environment() -> dict[str, str]:
    """The environment of this process without what belongs to the repository and its tests."""
    return {name: value for name, value in os.environ.items() if not _OURS.match(name)}


def build(folder: Path) -> Path:
    """The wheel that `make build` makes."""
    subprocess.run(
        ["make", "--silent", "build", f"DIST={folder}"],
        cwd=REPOSITORY,
        env=environment(),
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


def can_hide_postgresql() -> bool:
    """Whether a command can be run as if no PostgreSQL were installed on this machine."""
    if not _SYSTEM_POSTGRESQL.exists():
        return True
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    return subprocess.run(_hidden(["/bin/true"]), capture_output=True, check=False).returncode == 0


def _hidden(command: list[str]) -> list[str]:
    """The command with an empty folder in the place of the machine's PostgreSQL. It stays the same process."""
    if not _SYSTEM_POSTGRESQL.exists():
        return command
    script = f'{shutil.which("mount")} -t tmpfs gridward-test "$0" && exec "$@"'
    unshare = shutil.which("unshare") or "unshare"
    return [unshare, "--mount", "/bin/sh", "-c", script, str(_SYSTEM_POSTGRESQL), *command]


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the wheel in it, and an empty folder to be in."""

    folder: Path
    """Everything is below it: who looks for processes of this installation looks for this path."""

    @classmethod
    def new(cls, folder: Path, wheel: Path) -> "Installed":
        """Install the wheel and what it needs, in the versions that the tests have."""
        made = cls(folder)
        for part in (made.here, made.bin):
            part.mkdir()
        # The one program that Gridward calls by its name: no Node, nothing of the repository's environment.
        (made.bin / "test").symlink_to(shutil.which("test") or "/usr/bin/test")
        _uv("venv", "--python", sys.executable, folder / "venv")
        made.install(str(wheel))
        return made

    @property
    def here(self) -> Path:
        """The folder in which commands are run."""
        return self.folder / "here"

    @property
    def bin(self) -> Path:
        """All of the PATH."""
        return self.folder / "bin"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "venv" / "bin" / "python"

    def install(self, what: str) -> None:
        """Install something more into it."""
        constraint = ("--constraint", REPOSITORY / "requirements" / "run.txt")
        _uv("pip", "install", "--python", self.python, *constraint, what)

    def environment(self) -> dict[str, str]:
        """What its commands see: a user without anything."""
        return {
            "PATH": str(self.bin),
            "HOME": str(self.here),
            "COLUMNS": "200",
            "GRIDWARD_DATA_DIR": str(self.folder / "data"),
        }

    def command(self, *arguments: str) -> list[str]:
        """`gridward` with arguments; without the machine's PostgreSQL, where this user may hide it."""
        command = [str(self.folder / "venv" / "bin" / "gridward"), *arguments]
        return _hidden(command) if can_hide_postgresql() else command

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `gridward` to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.here,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def running(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Run `gridward` beside the block; it is gone afterwards, whatever happens."""
        with (self.folder / "errors").open("w") as errors:
            process = subprocess.Popen(
                self.command(*arguments),
                cwd=self.here,
                env=self.environment() | {"PYTHONUNBUFFERED": "1"},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def processes(self) -> list[str]:
        """The command lines of all processes that run it, its database or anything else in its folder."""
        mark = bytes(self.folder)
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                said = (process / "cmdline").read_bytes()
                known = mark in said or mark in (process / "environ").read_bytes()
                if known or mark in bytes((process / "cwd").readlink()):
                    found.append(said.replace(b"\0", b" ").decode(errors="replace"))
            except OSError:
                continue  # gone meanwhile, or not ours to look at
        return found


def _uv(*arguments: object) -> None:
    done = subprocess.run(
        [_UV, *map(str, arguments)], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
