"""The demo city is loaded by the product's own steps."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from gridward.demo.accounts import LOGINS, set_up_accounts
from gridward.demo.loading import CODE, is_loaded, load
from gridward.platform.db import connect
from gridward.platform.progress import Progress, silent
from support.clients import client_at

_CELLS = 6
"""The 600 customers of the small city live too close together for the demo's 30."""


@pytest.fixture
def folder(small_city: Path, tmp_path: Path) -> Path:
    """The files of a demo city of 600 customers, which is there already."""
    return Path(shutil.copytree(small_city, tmp_path / "demo"))


def _loaded(url: str) -> bool:
    with connect(url, "test") as connection:
        return is_loaded(connection)


def test_it_is_loaded_with_cells_in_force_and_somebody_can_sign_in(database_url: str, folder: Path) -> None:
    steps: list[str] = []

    @contextmanager
    def step(name: str) -> Iterator[Progress]:
        steps.append(name)
        yield silent

    assert not _loaded(database_url)
    load(database_url, folder, step, cells=_CELLS)
    assert _loaded(database_url) and len(steps) == 4
    with psycopg.connect(database_url) as connection:
        plan = connection.execute("SELECT status, cells FROM grids.plan").fetchall()
        customers = connection.execute("SELECT count(*) FROM book.customer").fetchone()
    assert plan == [("published", _CELLS)] and customers is not None and customers[0] > 590

    # Every start sets the password that it prints.
    for password in ("the first of the passwords", "another of the passwords"):
        set_up_accounts(database_url, password)
        for login in LOGINS:
            with client_at(database_url) as client:
                answer = client.post("/api/v1/session", json={"login": login, "password": password})
                assert answer.status_code == 201, login
                me = client.get("/api/v1/session").json()
                assert [city["code"] for city in me["cities"]] == [CODE]


@pytest.mark.parametrize("where", ["Cutting", "Finding"])
def test_one_that_was_stopped_half_way_is_loaded_to_the_end(
    database_url: str, folder: Path, where: str
) -> None:
    class StoppedError(Exception):
        pass

    @contextmanager
    def stopped(name: str) -> Iterator[Progress]:
        if name.startswith(where):
            raise StoppedError
        yield silent

    @contextmanager
    def step(name: str) -> Iterator[Progress]:
        yield silent

    with pytest.raises(StoppedError):
        load(database_url, folder, stopped, cells=_CELLS)
    assert not _loaded(database_url)
    load(database_url, folder, step, cells=_CELLS)
    assert _loaded(database_url)
