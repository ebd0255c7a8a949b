"""What operations say, for lists of them: nothing personal but whom they are about, by his number."""

import re
from typing import Any

from gridward.engagement.public import item_words

_NAMES = ("outcome", "result", "decision", "answer", "reason", "purpose", "attended", "given", "item")
"""The parts of a payload that say what it is about, by a word of ours or by yes or no."""
_WORD = re.compile(r"[a-z_]{1,40}")
_MOST = 2**63 - 1


def said_in(payload: Any) -> list[dict[str, str]]:
    """What a payload says: each part's `name` and `value`. Tablets find the same (golden cases)."""
    if not isinstance(payload, dict):
        return []
    return [
        {"name": name, "value": word} for name in _NAMES if (word := _word(payload.get(name))) is not None
    ]


def told_in(payload: Any) -> list[dict[str, Any]]:
    """The same as `SaidOut`: what a rule names comes with the rule's words."""
    return [
        one | {"words": item_words(one["value"]) if one["name"] == "item" else None}
        for one in said_in(payload)
    ]


def customer_said_in(payload: Any) -> int | None:
    """The number of the customer whom a payload names, whether there is such a one or not."""
    number = payload.get("customer_id") if isinstance(payload, dict) else None
    return number if type(number) is int and 0 < number <= _MOST else None


def _word(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) and _WORD.fullmatch(value) else None
