"""What about a tablet has to be told to whoever leads its specialist."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from gridward.field.rules import DeviceRules

ORDER = (
    "missing", "left_behind", "waiting_long", "photos_waiting", "quiet", "nearly_full", "not_persisted", "given_up",
)  # fmt: skip
"""The worst first."""


def trouble_of(tablet: Mapping[Any, Any], at: datetime, rules: DeviceRules) -> list[str]:
    """Codes of what is wrong with a tablet at a moment, the worst first.

    `left_behind`: its specialist works on a newer one, and something still waits on this.
    """
    waits = tablet["waiting"] > 0
    oldest, seen = tablet["oldest_at"], tablet["reported_at"] or tablet["registered_at"]
    photos, long_ago = tablet["photos_since"], at - timedelta(hours=rules.waiting_hours)
    is_used = tablet["state"] in ("active", "wipe", "lost") and not tablet["has_newer"]
    found = {
        "missing": tablet["missed_at"] is not None,
        "left_behind": waits and tablet["has_newer"],
        "waiting_long": waits and oldest is not None and oldest < long_ago,
        "photos_waiting": photos is not None and photos < long_ago,
        "quiet": is_used and seen < at - timedelta(hours=rules.quiet_hours),
        "nearly_full": _is_full(tablet["usage_bytes"], tablet["quota_bytes"], rules.full_share),
        "not_persisted": is_used and tablet["persisted"] is False,
        "given_up": tablet["given_up"] > 0,
    }
    return [code for code in ORDER if found[code]]


def _is_full(usage: int | None, quota: int | None, share: float) -> bool:
    return usage is not None and bool(quota) and usage > share * (quota or 0)
