"""What every test may use: a real PostgreSQL with the newest schema, and the shared test data where there is any."""

import base64
import gc
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg import sql
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

import support.field_work
import support.published
import support.small_city
from gridward.identity import passwords
from gridward.kernel.clock import frozen, now
from gridward.platform.db import connect, database
from gridward.platform.migrate import migrate
from gridward.platform.settings import settings
from support.disks import new_folder

_TEMPLATE = "gridward_template"

# That a busy machine takes long over an example says nothing about it. Each run looks at the same examples, so that it tells
# of what was changed; whoever looks for new ones asks for more of them.
hypothesis.settings.register_profile(
    "gridward", deadline=None, derandomize="GRIDWARD_EXAMPLES" not in os.environ
)
hypothesis.settings.load_profile("gridward")


def pytest_configure(config: pytest.Config) -> None:
    """One data folder for the whole run, made before any worker starts, so that all of them share one server."""
    if hasattr(config, "workerinput"):
        return
    folder = new_folder("gridward-test-")
    os.environ["GRIDWARD_DATA_DIR"] = str(folder)
    # Always the same key, so that the lot falls on the same customers in each run.
    key = folder / "key"
    key.touch(0o600)
    key.write_text(json.dumps({"1": base64.b64encode(bytes(32)).decode()}), "ascii")
    config.stash[_FOLDER] = folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take long come first: begun last, one of them would keep one worker busy and leave the others idle."""
    items.sort(key=lambda item: _LONG.index(item.path.stem) if item.path.stem in _LONG else len(_LONG))


def pytest_collection_finish() -> None:
    """What is loaded stays: looking through it for garbage takes a fifth of a second, and came after every few tests."""
    gc.collect()
    gc.freeze()


_LONG = (
    "test_launcher_ordinary",
    "test_launcher_killed",
    "test_permissions_generated",
    "test_wheel",
    "test_spine_check",
    "test_demo",
    "test_processes",
    "test_all_cities",
    "test_dask",
)


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = config.stash.get(_FOLDER, None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


_FOLDER = pytest.StashKey[Path]()


@pytest.fixture(scope="session", autouse=True)
def shipped_hasher() -> Iterator[PasswordHash]:
    """What hashes passwords, for the tests of it. For all others it costs next to nothing to sign in: that takes as long as
    what was stored asks for, in processes of their own too."""
    shipped = passwords._hasher
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHash((Argon2Hasher(1, 8, 1),)))
        yield shipped


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server with an empty, migrated database to copy."""
    with database() as url:
        if settings().database_url is None:
            _write_carelessly(url)
        yield url


def _write_carelessly(url: str) -> None:
    """Let our own server wait for no disk: each test copies a database and drops it, and none outlives the run.

    What a crash leaves is tested on clusters of their own.
    """
    with psycopg.connect(url, autocommit=True) as admin:
        for setting in ("fsync", "full_page_writes"):
            admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        admin.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def template(server: str, worker_id: str) -> str:
    """The name of a migrated database that nobody is connected to. Each worker makes its own, so nobody waits."""
    name = f"{_TEMPLATE}_{worker_id}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    migrate(address(server, name))
    return name


@pytest.fixture
def database_url(server: str, template: str) -> Iterator[str]:
    """A database of the test's own, without any rows."""
    with copied(server, template) as url:
        yield url


@pytest.fixture(scope="session")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a small city: `districts.geojson` ..., `extract/`, `truth/`."""
    return support.small_city.make(tmp_path_factory.mktemp("small_city"))


@pytest.fixture(scope="session")
def bare_template(server: str, template: str, small_city: Path, worker_id: str) -> str:
    """The name of a database with the small city and nobody in it, to copy."""
    name = copy(server, template, f"gridward_bare_{worker_id}")
    support.small_city.add(address(server, name), small_city)
    return name


@pytest.fixture(scope="session")
def city_template(server: str, bare_template: str, small_city: Path, worker_id: str) -> str:
    """The name of a database with the small city and its book, to copy."""
    name = copy(server, bare_template, f"gridward_city_{worker_id}")
    support.small_city.load(address(server, name), small_city)
    return name


@pytest.fixture
def bare_url(server: str, bare_template: str) -> Iterator[str]:
    """A database of the test's own, with the small city and nobody in it."""
    with copied(server, bare_template) as url:
        yield url


@pytest.fixture
def city_url(server: str, city_template: str) -> Iterator[str]:
    """A database of the test's own, with the small city and its book."""
    with copied(server, city_template) as url:
        yield url


@pytest.fixture(scope="session")
def worked_template(server: str, city_template: str, worker_id: str) -> str:
    """The name of a database with the small city whose cells have been in force and staffed for days, to copy."""
    name = copy(server, city_template, f"gridward_worked_{worker_id}")
    with frozen(now() - timedelta(days=support.field_work.STAFFED_DAYS)):
        support.published.publish(address(server, name))
    return name


@pytest.fixture
def worked_url(server: str, worked_template: str) -> Iterator[str]:
    """A database of the test's own, with the small city at work."""
    with copied(server, worked_template) as url:
        yield url


@contextmanager
def copied(server: str, template: str) -> Iterator[str]:
    """The address of a copy of a database, for as long as it is wanted."""
    name = copy(server, template, f"test_{uuid.uuid4().hex}")
    try:
        yield address(server, name)
    finally:
        with psycopg.connect(server, autocommit=True, dbname="template1") as admin:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def copy(server: str, template: str, name: str) -> str:
    """Copy a database to a name, which is returned; it stays for the whole run."""
    with psycopg.connect(server, autocommit=True, dbname="template1") as admin:
        admin.execute(
            # Without waiting for a disk it takes half the time to copy files as to write all of it to the log.
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
    return name


@pytest.fixture
def conn(database_url: str) -> Iterator[psycopg.Connection]:
    """A connection to a database of the test's own."""
    with connect(database_url, "test") as connection:
        yield connection


def address(url: str, name: str) -> str:
    """The same server, another database."""
    head, _, query = url.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The shared test data; the test is skipped where it is not there."""
    folder = os.environ.get("GRIDWARD_TEST_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("GRIDWARD_TEST_DATA names no folder with the shared test data")
    return Path(folder)


@pytest.fixture(scope="session")
def files_dir() -> Path:
    """Where this run keeps its files."""
    return settings().files_dir
