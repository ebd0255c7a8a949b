"""What axe finds wrong with a page."""

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

_AXE = (Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text(
    "utf-8"
)


def faults(page: Page, within: str | None = None) -> list[str]:
    """Each fault with the element that has it: on the whole page, or in a part of it (a CSS selector)."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    found = page.evaluate("part => axe.run(part ?? document, {resultTypes: ['violations']})", within)
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


def switch_theme(page: Page) -> None:
    """From light to dark, or back."""
    page.get_by_role("button", name=re.compile("^(切换到|Switch to)")).click()


def is_loaded(page: Page) -> None:
    """Wait until nothing stands for what is on its way. (The network is never still: events come over it.)"""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)


def each_look(page: Page) -> Iterator[str]:
    """The page as it stands, in both languages and both themes, one after the other; says in which."""
    for language in ("English", "中文"):
        with page.expect_response("**/api/v1/session"):
            page.get_by_role("button", name=language).click()
        for theme in ("one", "other"):
            is_loaded(page)
            yield f"{language}, {theme} theme"
            switch_theme(page)


def look_at(page: Page) -> None:
    """Nothing is wrong with the page as it stands, in both languages and both themes."""
    for look in each_look(page):
        found = faults(page)
        assert not found, f"{look}: {found}"
