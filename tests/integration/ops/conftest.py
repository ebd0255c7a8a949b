"""The small city on a day of its own, with cells in force since that morning."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest

import support.published
from gridward.kernel.clock import POLICY_ZONE, frozen
from support.small_city import AS_OF

DAY = AS_OF + timedelta(days=2)
"""A Tuesday."""


@pytest.fixture
def day_url(city_url: str) -> Iterator[str]:
    """The small city in the morning of `DAY`, published from that day on; the clock stands still."""
    with frozen(datetime.combine(DAY, time(8), POLICY_ZONE)):
        # So few cells that first contacts take more than one day.
        support.published.publish(city_url, cells=3)
        yield city_url
