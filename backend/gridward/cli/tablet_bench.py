"""How a tablet feels: a real browser of its size, four times slower than this machine, over a cell of a made city.

Interactions are told as the browser tells them (event timing: from the finger to the next picture), without a network.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rich.table import Table

from gridward.cli.console import console
from gridward.cli.sync_bench import made_city, serving_specialist
from gridward.identity.public import COOKIE
from gridward.kernel.errors import Invalid

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BUDGETS = {
    "search_typing_ms": 200.0,
    "open_customer_ms": 200.0,
    "save_outcome_ms": 200.0,
    "offline_start_ms": 2_000.0,
    "copy_s": 10.0,
}
"""At a quarter of the processor's speed: the worst interaction of each kind, and starting without a network."""
_SLOWER = 4
_WIDTH, _HEIGHT = 1180, 820
_PATIENCE_MS = 120_000
_TYPED = ("z", "li", "138", "wang", "chen")
_WATCH = """() => {
    window.seen = { interactions: [0], tasks: [] }
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (one.interactionId) window.seen.interactions.push(one.duration)
    }).observe({ type: 'event', durationThreshold: 16 })
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) window.seen.tasks.push(one.duration)
    }).observe({ type: 'longtask' })
}"""
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"
_TAKE = """() => {
    const { interactions, tasks } = window.seen
    window.seen = { interactions: [0], tasks: [] }
    return [Math.max(...interactions), Math.max(0, ...tasks)]
}"""
_COPIED = """() => new Promise((done, failed) => {
    const opening = indexedDB.open('gridward.copy')
    opening.onerror = () => failed(opening.error)
    opening.onsuccess = () => {
        const db = opening.result
        if (!db.objectStoreNames.contains('cells')) { db.close(); return done(0) }
        const all = db.transaction('cells').objectStore('cells').count()
        all.onsuccess = () => { db.close(); done(all.result) }
    }
})"""


@dataclass
class TabletRun:
    """What was measured."""

    customers: int = 0
    figures: dict[str, float] = field(default_factory=dict)


def measure_tablet(customers: int, chromium: str) -> TabletRun:
    """A city in a database of its own, its server, and one browser. Raises `bench.no_browser`."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - of the extra `test`
    except ImportError:
        raise Invalid(
            "bench.no_browser", "Playwright is not installed.", "Run it from a source tree: make setup."
        ) from None
    with (
        made_city(customers, 1) as url,
        serving_specialist(url) as (address, token, cell),
        sync_playwright() as playwright,
    ):
        # A container gives root no sandbox.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        try:
            return _measure(browser, address, token, cell.cell_id)
        finally:
            browser.close()


def _measure(browser: "Browser", address: str, token: str, cell: int) -> TabletRun:
    context = browser.new_context(
        viewport={"width": _WIDTH, "height": _HEIGHT},
        has_touch=True,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(_PATIENCE_MS)
    context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
    known = context.request.get(f"{address}/api/v1/sync/cells").json()["cells"]
    run = TabletRun(next(one["customers"] for one in known if one["cell_id"] == cell))
    page = _slow_page(context)
    begun = time.perf_counter()
    page.goto(f"{address}/today")
    page.get_by_role("list", name="今日工作").wait_for()
    while page.evaluate(_COPIED) == 0:
        time.sleep(0.1)
    run.figures["copy_s"] = time.perf_counter() - begun
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    context.set_offline(True)
    page.close()
    run.figures["offline_start_ms"] = _median_of_three(lambda: _start(context, address))
    page = _slow_page(context)
    page.goto(f"{address}/search")
    _search(page, run)
    _open_and_save(page, run)
    return run


def _slow_page(context: "BrowserContext") -> "Page":
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return page


def _start(context: "BrowserContext", address: str) -> float:
    page = _slow_page(context)
    begun = time.perf_counter()
    page.goto(f"{address}/today", wait_until="commit")
    page.get_by_role("list", name="今日工作").wait_for()
    spent = 1000 * (time.perf_counter() - begun)
    page.close()
    return spent


def _search(page: "Page", run: TabletRun) -> None:
    box = page.get_by_role("searchbox")
    hits = page.get_by_role("list", name="找到的客户")
    # The first search makes the index.
    box.press_sequentially("l")
    hits.wait_for()
    page.evaluate(_DRAWN)
    page.evaluate(_WATCH)
    worst, blocked = 0.0, 0.0
    for typed in _TYPED:
        box.fill("")
        for letter in typed:
            # What is found is part of the next picture.
            box.press(letter)
            page.evaluate(_DRAWN)
        interaction, task = page.evaluate(_TAKE)
        worst, blocked = max(worst, interaction), max(blocked, task)
    run.figures |= {"search_typing_ms": worst, "search_long_task_ms": blocked}


def _open_and_save(page: "Page", run: TabletRun) -> None:
    page.get_by_role("list", name="找到的客户").get_by_role("link").first.click()
    call = page.get_by_role("button", name="电话")
    call.wait_for()
    page.evaluate(_DRAWN)
    run.figures["open_customer_ms"], run.figures["open_customer_long_task_ms"] = page.evaluate(_TAKE)
    call.click()
    said = page.get_by_role("dialog")
    said.get_by_text("已告知").click()
    page.evaluate(_DRAWN)
    page.evaluate(_TAKE)
    said.get_by_role("button", name="记下结果").click()
    said.wait_for(state="detached")
    page.evaluate(_DRAWN)
    run.figures["save_outcome_ms"], run.figures["save_outcome_long_task_ms"] = page.evaluate(_TAKE)


def _median_of_three(act: Callable[[], float]) -> float:
    return sorted(act() for _ in range(3))[1]


def holds(run: TabletRun) -> bool:
    """Whether every figure is within its budget."""
    return all(run.figures[name] <= budget for name, budget in BUDGETS.items())


def flat(run: TabletRun) -> dict[str, Any]:
    """The figures by name, for a file."""
    return {"customers": run.customers, "slower": _SLOWER, **run.figures}


def show(run: TabletRun) -> None:
    """The figures as a table."""
    table = Table("", "measured", "budget", box=None)
    for name, value in run.figures.items():
        budget = BUDGETS.get(name)
        table.add_row(name, f"{value:,.1f}", "" if budget is None else f"{budget:,.0f}")
    console.print(f"A cell of {run.customers:,} customers, a processor {_SLOWER} times slower than this one:")
    console.print(table)
