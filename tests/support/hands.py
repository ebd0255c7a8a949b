"""What draws on a map: a mouse, or a finger on glass."""

from collections.abc import Sequence
from typing import Protocol

from playwright.sync_api import Page

_TAPS = 3
_PATIENCE_MS = 3000
_WATCH_FOR_A_CLICK = """() => {
    window.clicked = new Promise((done) => window.addEventListener('click', () => done(true), { once: true, capture: true }))
}"""
_WAS_CLICKED = "(ms) => Promise.race([window.clicked, new Promise((done) => setTimeout(done, ms, false))])"

Spot = tuple[float, float]
"""A position on the page, in pixels."""


class Hand(Protocol):
    """Presses, and draws over several spots without letting go."""

    def press(self, at: Spot) -> None: ...
    def draw(self, spots: Sequence[Spot]) -> None: ...


class Mouse:
    """The mouse of a desk."""

    def __init__(self, page: Page) -> None:
        self._mouse = page.mouse

    def press(self, at: Spot) -> None:
        """Click there."""
        self._mouse.click(*at)

    def draw(self, spots: Sequence[Spot]) -> None:
        """Drag from the first to the last."""
        self._mouse.move(*spots[0])
        self._mouse.down()
        for spot in spots[1:]:
            self._mouse.move(*spot)
        self._mouse.up()


class Finger:
    """A finger: the browser gets the touches that glass would give it, and makes pointers and clicks of them itself."""

    def __init__(self, page: Page) -> None:
        self._page, self._glass = page, page.context.new_cdp_session(page)

    def press(self, at: Spot) -> None:
        """Tap there; once more where a busy browser made no click of it, as whoever holds the tablet does."""
        for _ in range(_TAPS):
            self._page.evaluate(_WATCH_FOR_A_CLICK)
            self._page.touchscreen.tap(*at)
            if self._page.evaluate(_WAS_CLICKED, _PATIENCE_MS):
                return
        raise AssertionError(f"No click came of {_TAPS} taps at {at}.")

    def draw(self, spots: Sequence[Spot]) -> None:
        """Lay it down on the first, and lift it from the last."""
        self._touch("touchStart", spots[0])
        for spot in spots[1:]:
            self._touch("touchMove", spot)
        self._touch("touchEnd")

    def _touch(self, kind: str, *spots: Spot) -> None:
        points = [{"x": x, "y": y} for x, y in spots]
        self._glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
