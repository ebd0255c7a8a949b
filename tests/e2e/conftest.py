"""The whole application in a real browser: `gridward serve` as a process of its own, over a copy of the small city."""

import asyncio
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import address as url_of
from conftest import copied, copy
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, put_account
from gridward.kernel.clock import today
from gridward.ops.day import run_day
from gridward.platform import rules
from gridward.platform.db import in_transaction
from gridward.platform.settings import settings
from support.apart import apart
from support.commands import running
from support.desk import PASSWORD, PATIENCE_MS, Desk

_ROOT = Path(__file__).parents[2]
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The Chromium that the machine has; without a sandbox, which containers do not give to root."""
    path = (
        os.environ.get("GRIDWARD_CHROMIUM")
        or subprocess.check_output([_ROOT / "scripts" / "browser"], text=True).strip()
    )
    return {"executable_path": path, "args": ["--no-sandbox"]}


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, until the file's last test: its loop must not run in this thread when other tests start theirs."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright, browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """One browser for one file of tests."""
    started = playwright.chromium.launch(**browser_type_launch_args)
    yield started
    started.close()


@dataclass(frozen=True)
class Application:
    """A running application."""

    address: str
    database_url: str

    def account(self, login: str, role: Role = Role.OPS, locale: str = "zh") -> None:
        """Make an account, or reset it."""
        new = NewAccount(login, "林知行", frozenset({role}), PASSWORD, all_cities=True, locale=locale)
        apart(lambda: _put(self.database_url, new))


def _put(url: str, new: NewAccount) -> None:
    asyncio.run(in_transaction(url, lambda session: put_account(session, new)))


@pytest.fixture(scope="module")
def application(server: str, city_template: str) -> Iterator[Application]:
    """The application with the small city in it, for one file of tests."""
    with copied(server, city_template) as url, serving(url) as address:
        yield Application(address, url)


@pytest.fixture(scope="session")
def with_its_day(server: str, worked_template: str, worker_id: str) -> Callable[[], str]:
    """Gives the name of a database with the small city at work and the day's tasks, to copy: after midnight another one."""
    made: dict[date, str] = {}

    def of_today() -> str:
        day = today()
        if day not in made:
            name = copy(server, worked_template, f"gridward_day_{day.isoformat()}_{worker_id}")
            run_day(url_of(server, name), 1, day)
            made[day] = name
        return made[day]

    return of_today


@pytest.fixture(scope="module")
def at_work(server: str, with_its_day: Callable[[], str]) -> Iterator[Application]:
    """The application with the small city at work: its cells are staffed, and the day's tasks are made."""
    with copied(server, apart(with_its_day)) as url, serving(url) as address:
        yield Application(address, url)


@pytest.fixture(scope="module", autouse=True)
def any_hour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Calls are allowed and messages leave around the clock: the tests are run at any time of day.

    In this process too, which runs a city's day before the application is there, and has read the rules for other tests.
    """
    folder = tmp_path_factory.mktemp("rules")
    for name in ("contact_budget", "message_hours"):
        given = (_ROOT / "grid_data" / "rules" / name / "v1.toml").read_text("utf-8")
        (folder / name).mkdir()
        own = given.replace("first = 09:00:00", "first = 00:00:00").replace(
            "end = 21:00:00", "end = 23:59:59.999999"
        )
        (folder / name / "v1.toml").write_text(own, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRIDWARD_RULES", str(folder))
        _read_rules_anew()
        yield
    _read_rules_anew()


def _read_rules_anew() -> None:
    settings.cache_clear()
    rules._read.cache_clear()


@contextmanager
def serving(url: str, port: int = 0) -> Iterator[str]:
    """The address of `gridward serve` over a database."""
    with running(url, "serve", "--port", port) as line:
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0]


@pytest.fixture
def desk(application: Application, context: BrowserContext) -> Iterator[Desk]:
    """A browser at a desk, nobody signed in. What the browser complains about fails the test."""
    application.account("ops")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield Desk(page, application.address)
    # What the server refuses is logged by the browser as well; the tests look at what the page makes of it.
    assert [text for text in complaints if "the server responded with a status of 4" not in text] == []


@pytest.fixture
def ops(desk: Desk) -> Page:
    """The page of somebody from ops who has signed in."""
    desk.sign_in()
    return desk.page


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """A browser that asks for Chinese."""
    return {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
