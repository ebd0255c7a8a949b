"""What axe finds wrong with a page."""

from pathlib import Path

from playwright.sync_api import Page

_AXE = (Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text(
    "utf-8"
)


def faults(page: Page) -> list[str]:
    """Each fault with the element that has it."""
    page.evaluate(_AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
