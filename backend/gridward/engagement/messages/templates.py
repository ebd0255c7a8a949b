"""The texts of messages, `grid_data/rules/messages`, and how they are filled in."""

import re
from collections.abc import Mapping
from datetime import date

from gridward.engagement.messages.gateway import Refused
from gridward.platform.rules import RulePart, load_rules

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Sender(RulePart):
    """Who writes, and where he is called back."""

    name: str
    hotline: str
    pay_at: str
    """The address of the insurer's own page to pay, which checks who pays."""
    licence: str
    """What stands behind a specialist's staff number, where his `licence_no` is known."""


class Template(RulePart):
    """A text with places to fill in."""

    text: str
    without_specialist: str | None = None
    """The text to a customer whom no specialist serves, where it is another."""


class MessageRules(RulePart):
    """A version of the texts."""

    version: str
    sender: Sender
    templates: dict[str, Template]


def message_rules() -> MessageRules:
    """The texts in use. Raises `rules.invalid`."""
    return load_rules(MessageRules, "messages")


def compose(template: str, values: Mapping[str, object]) -> str:
    """The text of a message; days are written out. Raises `Refused` where there is no such text, or nothing to fill in."""
    rules = message_rules()
    if (found := rules.templates.get(template)) is None:
        raise Refused("message.unknown_template")
    text = found.text
    if found.without_specialist is not None and not values.get("specialist"):
        text = found.without_specialist
    known = {
        "sender": rules.sender.name,
        "hotline": rules.sender.hotline,
        "pay_at": rules.sender.pay_at,
        "licence": rules.sender.licence.format_map(values) if values.get("licence_no") else "",
        **values,
    }
    try:
        return text.strip().format_map({name: _written_out(value) for name, value in known.items()})
    except (KeyError, IndexError, ValueError) as error:
        raise Refused("message.incomplete") from error


def _written_out(value: object) -> str:
    if isinstance(value, str) and _DAY.fullmatch(value):
        day = date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    return str(value)
