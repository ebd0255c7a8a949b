"""Doing something that runs an event loop of its own, where another may be running: Playwright keeps one in its thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(act: Callable[[], Result]) -> Result:
    """Do it in a thread of its own, and wait for it."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act).result()
