"""The people of a city at work, each in a browser window of his own: a seat at a desk, a specialist with a tablet."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from playwright.sync_api import Browser

from gridward.kernel.clock import today
from support.desk import PATIENCE_MS, Desk

DESK = {"width": 1440, "height": 900}
TABLET = {"width": 1180, "height": 820}


@contextmanager
def window(browser: Browser, address: str, login: str, size: dict[str, int]) -> Iterator[Desk]:
    """A window in which somebody has signed in; what the browser complains about fails the test."""
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", viewport=size, has_touch=size == TABLET
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    desk = Desk(page, address)
    desk.sign_in(login)
    yield desk
    context.close()
    assert complaints == []


def cells_with_calls(url: str) -> list[tuple[int, str]]:
    """Cells with a specialist of their own and a customer who waits for a call about a due: number and name, the most
    urgent first."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            """SELECT c.id, c.name FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id
               JOIN grids.cell c ON c.id = t.cell_id
               JOIN staffing.tenure w ON w.cell_id = c.id AND w.role = 'responsible' AND w.during @> %s
               WHERE t.kind = 'renewal_call' AND q.claim_id IS NULL
               GROUP BY c.id, c.name ORDER BY max(q.priority) DESC""",
            [today()],
        ).fetchall()
