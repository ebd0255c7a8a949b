"""`gridward demo --check`: the whole application in a data folder of its own, walked through over HTTP.

Everything runs as an installation would: the command line adds the city and the accounts, a server with a worker answers,
and at the end nothing is left of it.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from gridward.demo.client import Person, RefusedError
from gridward.demo.foursell import CODE, Guided
from gridward.demo.foursell import STEPS as FOUR_SELL
from gridward.demo.walk import STEPS, Walk
from gridward.demo.walking import BrokenError
from gridward.identity.public import invent_password

_CITY = "walk"
_PROGRAMS = "GRIDWARD_PG_BIN"
"""The one setting that is the machine's and not an installation's: where PostgreSQL is."""
_COMMAND = [sys.executable, "-m", "gridward.cli.main"]


@dataclass(frozen=True)
class Course:
    """What is walked through: a city's vector files and its insurer's extract."""

    name: str
    districts: Path
    extract: Path
    cells: int
    water: Path | None = None


@dataclass(frozen=True)
class Installation:
    """A data folder of its own, and a password for everybody in it."""

    environment: dict[str, str]
    password: str

    def run(self, *arguments: str, said: str = "") -> str:
        """Run a command of Gridward. Raises `BrokenError` with what it printed where it fails."""
        done = subprocess.run(
            [*_COMMAND, *arguments],
            env=self.environment,
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BrokenError(f"gridward {' '.join(arguments)}: {done.stdout}{done.stderr}".strip())
        return done.stdout

    @contextmanager
    def database(self) -> Iterator[None]:
        """Keep the database running, so that it does not start and stop with every command."""
        self.run("db", "start")
        try:
            yield
        finally:
            self.run("db", "stop")

    @contextmanager
    def serving(self, *options: str) -> Iterator[str]:
        """The address of a server on a free port, with a worker beside it unless the options of `serve` say otherwise."""
        process = subprocess.Popen(
            [*_COMMAND, "serve", "--port", "0", *options],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            if found is None:
                raise BrokenError("the server did not start")
            yield found[0]
        finally:
            process.terminate()
            process.communicate()


def holds(course: Course, tell: Callable[[str, str, float], None]) -> bool:
    """Walk the course; `tell` gets each step's name, figures and seconds. Returns whether all of it holds."""
    with _installation() as installation:
        name, begun = "Install", time.monotonic()
        try:
            with installation.database():
                _install(installation, course)
                with installation.serving() as address:
                    tell(name, f"{course.name} at {address}", time.monotonic() - begun)
                    for name, step in _steps(course, installation, address):
                        begun = time.monotonic()
                        tell(name, step(), time.monotonic() - begun)
        except (BrokenError, RefusedError) as error:
            tell(f"{name} is broken", str(error), time.monotonic() - begun)
            return False
    return True


def _install(installation: Installation, course: Course) -> None:
    """A city without customers, and the people at their desks."""
    water = ["--water", str(course.water)] if course.water else []
    districts = ["--districts", str(course.districts)]
    installation.run("city", "add", _CITY, "--name", course.name, *districts, *water)
    for login, role in (("ops", "ops"), ("seat", "seat"), ("seat2", "seat")):
        add = ("account", "add", login, "--name", login, "--role", role, "--password-stdin")
        installation.run(*add, said=f"{installation.password}\n")


def _steps(
    course: Course, installation: Installation, address: str
) -> Iterator[tuple[str, Callable[[], str]]]:
    """A due from the extract to the visit and back, then a customer of the same specialist through the four-sell."""
    walk = _walk(course, installation, address)
    yield from ((name, partial(step, walk)) for name, step in STEPS)
    newest_code = partial(installation.run, "messages", "read", "--template", CODE, "--limit", "1")
    guided = Guided(_CITY, walk.person("ops"), walk.responsible, newest_code)
    yield from ((name, partial(step, guided)) for name, step in FOUR_SELL)


def _walk(course: Course, installation: Installation, address: str) -> Walk:
    @cache
    def person(login: str) -> Person:
        return Person(address, login, installation.password)

    @cache
    def specialist(staff_no: str) -> Person:
        printed = installation.run("staff", "account", staff_no, "--city", _CITY, "--login", staff_no)
        return Person(address, staff_no, printed.split()[-1])

    return Walk(_CITY, course.extract, course.cells, person, specialist)


@contextmanager
def _installation() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="gridward-check-", ignore_cleanup_errors=True) as folder:
        # The embedded server runs as another user where this runs as root.
        Path(folder).chmod(0o755)
        own = {"GRIDWARD_DATA_DIR": folder, "GRIDWARD_LOG_LEVEL": "WARNING"}
        yield Installation(_without_settings() | own, invent_password())


def _without_settings() -> dict[str, str]:
    """The environment without what the settings of another installation are read from, in capitals or not."""
    return {
        name: value
        for name, value in os.environ.items()
        if name == _PROGRAMS or not name.upper().startswith(("GRIDWARD_", "DATABASE_URL"))
    }
