"""A browser that keeps what it stores in a folder, as a tablet does, and can be killed."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, expect

from support.desk import Desk
from support.workplaces import TABLET


@contextmanager
def tablet_in(playwright: Playwright, launch: dict[str, Any], profile: Path) -> Iterator[BrowserContext]:
    """The tablet whose folder this is."""
    context = playwright.chromium.launch_persistent_context(
        str(profile), **launch, locale="zh-CN", timezone_id="Asia/Shanghai", viewport=TABLET, has_touch=True
    )
    yield context
    context.close()


@contextmanager
def tablet_on_a_visit(
    playwright: Playwright, launch: dict[str, Any], profile: Path, address: str, login: str
) -> Iterator[Page]:
    """The same with somebody signed in, who has begun his first visit and is about to say what came of it."""
    with tablet_in(playwright, launch, profile) as context:
        Desk(context.pages[0], address).sign_in(login)
        context.pages[0].wait_for_function("() => navigator.serviceWorker.controller !== null")
        # That he is signed in is written down after half a minute, or when the browser is closed.
    with tablet_in(playwright, launch, profile) as context:
        page = context.pages[0]
        page.goto(address)
        page.get_by_role("article").first.get_by_role("link", name=re.compile("开始面访")).click()
        page.get_by_role("button", name="不带位置签到").click()
        expect(page.get_by_role("heading", name="办法")).to_be_visible()
        page.get_by_role("button", name="其他结果").click()
        yield page


def kill(context: BrowserContext, profile: Path) -> None:
    """End the browser of a folder as the battery does, and wait until that is known: only then is there nothing to close."""
    with context.expect_event("close"):
        for process in Path("/proc").glob("[0-9]*"):
            # What ends meanwhile cannot be read, and what ends with the first need not be killed.
            with suppress(OSError):
                arguments = (process / "cmdline").read_bytes().split(b"\0")
                if f"--user-data-dir={profile}".encode() in arguments:
                    os.kill(int(process.name), signal.SIGKILL)
