"""What about a tablet is told to whoever leads its specialist."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gridward.field.devices.trouble import trouble_of
from gridward.field.rules import DeviceRules

_AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
_RULES = DeviceRules(quiet_hours=24, waiting_hours=8, full_share=0.8)
_WELL: dict[str, Any] = {
    "state": "active",
    "waiting": 0,
    "oldest_at": None,
    "photos_since": None,
    "registered_at": _AT - timedelta(days=90),
    "reported_at": _AT - timedelta(minutes=5),
    "has_newer": False,
    "missed_at": None,
    "given_up": 0,
    "usage_bytes": 70,
    "quota_bytes": 100,
    "persisted": True,
}


@pytest.mark.parametrize(
    ("facts", "trouble"),
    [
        ({}, []),
        ({"persisted": None, "quota_bytes": None}, []),
        ({"missed_at": _AT, "persisted": False}, ["missing", "not_persisted"]),
        ({"waiting": 3, "oldest_at": _AT - timedelta(hours=7)}, []),
        ({"waiting": 3, "oldest_at": _AT - timedelta(hours=9)}, ["waiting_long"]),
        ({"reported_at": _AT - timedelta(hours=25)}, ["quiet"]),
        ({"photos_since": _AT - timedelta(hours=7)}, []),
        ({"photos_since": _AT - timedelta(hours=9), "persisted": False}, ["photos_waiting", "not_persisted"]),
        ({"reported_at": None}, ["quiet"]),
        ({"reported_at": _AT - timedelta(hours=25), "state": "revoked"}, []),
        # Who works on a newer one has put the old one away, which only matters while something waits on it.
        ({"reported_at": _AT - timedelta(hours=25), "has_newer": True}, []),
        ({"reported_at": _AT - timedelta(hours=25), "has_newer": True, "waiting": 1}, ["left_behind"]),
        ({"usage_bytes": 81, "given_up": 2}, ["nearly_full", "given_up"]),
        ({"usage_bytes": 0, "quota_bytes": 0}, []),
    ],
)
def test_trouble_is_told_the_worst_first(facts: dict[str, Any], trouble: list[str]) -> None:
    assert trouble_of(_WELL | facts, _AT, _RULES) == trouble
