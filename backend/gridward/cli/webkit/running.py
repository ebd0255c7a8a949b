"""The run: signed in and copied, the server gone, started anew, an outcome in the queue, the server back, all of it sent."""

import asyncio
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psycopg
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.city.public import load_city
from gridward.cli.hot_reads import largest_cell
from gridward.cli.sync_bench import made_city
from gridward.cli.webkit.driver import Window, find_browser, webkit
from gridward.demo.check import Installation
from gridward.demo.loading import CODE
from gridward.identity.contract import Role
from gridward.identity.models import Account
from gridward.identity.public import NewAccount, add_account, invent_password, set_password
from gridward.platform.db import connect, in_transaction
from gridward.staffing.public import link_specialist

_STOPS = "//*[@role='list' or self::ul or self::ol][@aria-label='今日工作']"
_CALL = f"({_STOPS}//button[starts-with(@aria-label, '电话')])[1]"
_WAITS = "//header[contains(translate(normalize-space(.), ' ', ''), '待上传{}')]"
_OFF_LINE = "//header[contains(., '离线，资料截至')]"
_DIALOG = "//*[@role='dialog' or @role='alertdialog']"
_COPIED = """
if (!(await indexedDB.databases()).some((one) => one.name === 'gridward.copy')) return false
const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
})
const db = await asked(indexedDB.open('gridward.copy'))
try {
    return (await asked(db.transaction('cells').objectStore('cells').count())) > 0
} finally {
    db.close()
}"""
_KEPT = "await navigator.serviceWorker.ready; return navigator.serviceWorker.controller !== null"


@dataclass
class WebkitRun:
    """What became of it."""

    version: str
    """WebKitGTK's."""
    seconds: dict[str, float] = field(default_factory=dict)
    """By step."""
    sent: int = 0
    """How often the server has the one thing that was done while it was away."""


def measure_webkit(customers: int) -> WebkitRun:
    """A generated city in a database of its own, and a tablet in it. Raises `bench.no_webkit`."""
    find_browser()
    with made_city(customers, 1) as url:
        environment = {**os.environ, "GRIDWARD_DATABASE_URL": url, "GRIDWARD_LOG_LEVEL": "WARNING"}
        environment.pop("GRIDWARD_METRICS_PORT", None)
        server = Installation(environment, "")
        return try_webkit(url, lambda port: server.serving("--no-worker", "--port", str(port)))


def try_webkit(url: str, serving: Callable[[int], AbstractContextManager[str]]) -> WebkitRun:
    """A morning of whoever works the largest cell of the demo city in a database; he gets another password.

    `serving` gives the address of a server over it on a port, and ends it.
    """
    with connect(url) as connection:
        city = load_city(connection, CODE).id
    login, password = asyncio.run(in_transaction(url, lambda session: _specialist(session, city)))
    with webkit() as window:
        run = WebkitRun(window.version)
        with serving(0) as address:
            _timed(run, "sign_in_s", lambda: _sign_in(window, address, login, password))
            _timed(run, "copy_s", lambda: window.until(lambda: window.run(_COPIED), "the copy"))
            window.until(lambda: window.run(_KEPT), "the program kept on the tablet")
        _timed(run, "offline_start_s", lambda: _start(window))
        _timed(run, "queue_s", lambda: _call(window))
        before = _sent(url)
        window.reload()
        window.see(_WAITS.format(1))
        with serving(urlsplit(address).port or 0):
            window.run("dispatchEvent(new Event('online'))")
            _timed(run, "drain_s", lambda: window.see(_WAITS.format(0)))
            window.miss(_OFF_LINE)
        run.sent = _sent(url) - before
    return run


async def _specialist(session: AsyncSession, city: int) -> tuple[str, str]:
    cell = await largest_cell(session, CODE, city)
    login, password = "bench-webkit", invent_password()
    if cell.account_id is not None:
        login = (await session.get_one(Account, cell.account_id)).login
        await set_password(session, login, password)
    else:
        new = NewAccount(login, "专员", frozenset({Role.SPECIALIST}), password, city_ids=frozenset({city}))
        await link_specialist(session, cell.specialist_id, await add_account(session, new))
    return login, password


def _sign_in(window: Window, address: str, login: str, password: str) -> None:
    window.go(f"{address}/sign-in")
    window.fill("//input[@autocomplete='username']", login)
    window.fill("//input[@type='password']", password)
    window.click("//form//button[@type='submit']")
    window.see(_STOPS)


def _start(window: Window) -> None:
    window.reload()
    window.see(_OFF_LINE)
    window.see(_STOPS)


def _call(window: Window) -> None:
    window.click(_CALL)
    window.click(f"{_DIALOG}//label[contains(., '无人接听')]")
    window.click(f"{_DIALOG}//button[contains(., '记下结果')]")
    window.miss(_DIALOG)
    window.see(_WAITS.format(1))


def _sent(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            """SELECT count(*) FROM field.operation o JOIN engagement.contact c ON c.customer_id = o.customer_id
               AND c.account_id = o.account_id AND c.result = 'no_answer'
               WHERE o.kind = 'contact.log' AND o.state = 'applied'"""
        ).fetchone()
    assert row is not None
    return int(row[0])


def _timed(run: WebkitRun, name: str, act: Callable[[], object]) -> None:
    begun = time.perf_counter()
    act()
    run.seconds[name] = time.perf_counter() - begun
