"""What axe finds wrong with a page."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

_AXE = (Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text(
    "utf-8"
)


def faults(page: Page) -> list[str]:
    """Each fault with the element that has it."""
    page.evaluate(_AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


def switch_theme(page: Page) -> None:
    """From light to dark, or back."""
    page.get_by_role("button", name=re.compile("^(切换到|Switch to)")).click()


def is_loaded(page: Page) -> None:
    """Wait until nothing stands for what is on its way. (The network is never still: events come over it.)"""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)


def look_at(page: Page) -> None:
    """Nothing is wrong with the page as it stands, in both languages and both themes."""
    for language in ("English", "中文"):
        with page.expect_response("**/api/v1/session"):
            page.get_by_role("button", name=language).click()
        for _ in range(2):
            is_loaded(page)
            assert faults(page) == [], language
            switch_theme(page)
