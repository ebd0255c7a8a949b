"""What axe finds wrong with a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

_AXE = (Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text(
    "utf-8"
)
_OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# What is out of sight and not laid out would lie, for axe, over what comes after it.
_LAY_OUT = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { content-visibility: visible !important }')
  document.adoptedStyleSheets.push(sheet)
}"""


def faults(page: Page, within: str | None = None, colours_only: bool = False) -> list[str]:
    """Each fault with the element that has it: on the whole page, or in a part of it (a CSS selector)."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
        page.evaluate(_LAY_OUT)
    options = {"resultTypes": ["violations"], **({"runOnly": _OF_COLOURS} if colours_only else {})}
    found = page.evaluate("([part, options]) => axe.run(part ?? document, options)", [within, options])
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


def switch_theme(page: Page) -> None:
    """From light to dark, or back."""
    page.get_by_role("button", name=re.compile("^(切换到|Switch to)")).click()


def is_loaded(page: Page) -> None:
    """Wait until nothing stands for what is on its way. (The network is never still: events come over it.)"""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".skeleton")).to_have_count(0)


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    page: Page
    name: str
    colours_only: bool

    def finds_nothing(self, within: str | None = None) -> None:
        """Nothing is wrong with it, or with a part of it (a CSS selector)."""
        found = faults(self.page, within, self.colours_only)
        assert not found, f"{self.name}: {found}"


def each_look(page: Page) -> Iterator[Look]:
    """The page as it stands, in both languages; then in the other theme, of which nothing but the colours is new."""
    for language in ("English", "中文"):
        with page.expect_response("**/api/v1/session"):
            page.get_by_role("button", name=language).click()
        is_loaded(page)
        yield Look(page, language, colours_only=False)
    switch_theme(page)
    is_loaded(page)
    yield Look(page, "other theme", colours_only=True)
    switch_theme(page)


def look_at(page: Page) -> None:
    """Nothing is wrong with the page as it stands, in both languages and both themes."""
    for look in each_look(page):
        look.finds_nothing()
