"""The application over a database of the test's own, and people who sign in."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account
from gridward.platform.db import in_transaction
from gridward.platform.retries import JobFailed
from gridward.worker.running import run_task
from support.clients import client_at
from support.field_work import Tablet, persons_of, rows, signed_in, tablet
from support.published import cell_ids, lead_of_cell

PASSWORD = "correct horse battery"
SignIn = Callable[..., TestClient]


@pytest.fixture
def sign_in(city_url: str) -> Iterator[SignIn]:
    """Makes an account with a role and signs it in: `sign_in("ops")`, `sign_in("seat", city_ids={2})`."""
    with _signing_in(city_url) as client_of:
        yield client_of


@pytest.fixture
def sign_in_at_work(worked_url: str) -> Iterator[SignIn]:
    """The same for the city at work."""
    with _signing_in(worked_url) as client_of:
        yield client_of


@contextmanager
def _signing_in(url: str) -> Iterator[SignIn]:
    with ExitStack() as open_clients:

        def client_of(
            role: str, *, city_ids: frozenset[int] | None = None, login: str | None = None
        ) -> TestClient:
            login = login or role
            account = NewAccount(
                login, "测试员", frozenset({Role(role)}), PASSWORD, city_ids is None, city_ids or frozenset()
            )
            asyncio.run(in_transaction(url, lambda session: add_account(session, account)))
            client = open_clients.enter_context(client_at(url))
            answer = client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 201, answer.text
            return client

        yield client_of


@pytest.fixture
def anybody(city_url: str) -> Iterator[TestClient]:
    """Somebody who did not sign in."""
    with client_at(city_url) as client:
        yield client


def run_jobs(url: str) -> list[str]:
    """Run what is queued, in this process; returns the tasks' names."""
    with psycopg.connect(url) as connection:
        jobs = connection.execute(
            """UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo' RETURNING task_name, args"""
        ).fetchall()
    for task, arguments in jobs:
        (number,) = arguments.values()
        # Why it failed is kept with what it was for.
        with suppress(JobFailed):
            run_task(task, url, number)
    return [task for task, _ in jobs]


@pytest.fixture
def cells(worked_url: str) -> list[int]:
    """The cells in force that have a specialist of their own, by number."""
    staffed = {
        cell for (cell,) in rows(worked_url, "SELECT cell_id FROM staffing.tenure WHERE role = 'responsible'")
    }
    return [cell for cell in cell_ids(worked_url) if cell in staffed]


@pytest.fixture
def mine(worked_url: str, cells: list[int]) -> Iterator[Tablet]:
    """Whoever works the first cell."""
    with tablet(worked_url, cells[0]) as found:
        yield found


@pytest.fixture
def other(worked_url: str, cells: list[int]) -> Iterator[Tablet]:
    """Whoever works the second cell."""
    with tablet(worked_url, cells[1]) as found:
        yield found


@pytest.fixture
def people(mine: Tablet, worked_url: str) -> list[int]:
    """Customers of the first cell."""
    return persons_of(worked_url, mine.cell_id)


@pytest.fixture
def lead(worked_url: str, cells: list[int]) -> Iterator[TestClient]:
    """The supervisor who leads the first cell's station."""
    with signed_in(worked_url, lead_of_cell(worked_url, cells[0])) as client:
        yield client


@pytest.fixture
def nobody(worked_url: str) -> Iterator[TestClient]:
    """Somebody who did not sign in, at the city at work."""
    with client_at(worked_url) as client:
        yield client
