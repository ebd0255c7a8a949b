"""The application over a database of the test's own, and people who sign in."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.app import create_app
from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account
from gridward.platform.db import in_transaction
from gridward.worker import run_task

PASSWORD = "correct horse battery"
SignIn = Callable[..., TestClient]


@pytest.fixture
def sign_in(city_url: str) -> Iterator[SignIn]:
    """Makes an account with a role and signs it in: `sign_in("ops")`, `sign_in("seat", city_ids={2})`."""
    with ExitStack() as open_clients:

        def client_of(
            role: str, *, city_ids: frozenset[int] | None = None, login: str | None = None
        ) -> TestClient:
            login = login or role
            account = NewAccount(
                login, "测试员", frozenset({Role(role)}), PASSWORD, city_ids is None, city_ids or frozenset()
            )
            asyncio.run(in_transaction(city_url, lambda session: add_account(session, account)))
            client = open_clients.enter_context(TestClient(create_app(city_url)))
            answer = client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
            assert answer.status_code == 201, answer.text
            return client

        yield client_of


@pytest.fixture
def anybody(city_url: str) -> Iterator[TestClient]:
    """Somebody who did not sign in."""
    with TestClient(create_app(city_url)) as client:
        yield client


def run_jobs(url: str) -> list[str]:
    """Run what is queued, in this process; returns the tasks' names."""
    with psycopg.connect(url) as connection:
        jobs = connection.execute(
            """UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo' RETURNING task_name, args"""
        ).fetchall()
    for task, arguments in jobs:
        (number,) = arguments.values()
        run_task(task, url, number)
    return [task for task, _ in jobs]
