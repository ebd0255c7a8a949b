"""What is taken in for a customer, what it needs, and by when he is answered: `grid_data/rules/service_items`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from gridward.kernel.errors import Invalid
from gridward.kernel.working_days import working_days
from gridward.platform.rules import RulePart, load_rules


class NeedChoice(RulePart):
    """One of what may be said to a need."""

    code: str
    zh: str
    en: str


class Need(RulePart):
    """Something that has to be taken down or photographed for a request."""

    code: str
    kind: Literal["policy", "note", "text", "day", "choice", "paper"]
    zh: str
    en: str
    choice: tuple[NeedChoice, ...] = ()
    """Of a `choice`."""


@dataclass(frozen=True)
class Said:
    """What was taken down for a request."""

    has_policy: bool
    note: str
    values: Mapping[str, str]
    """By the need's code: a text, a day as ISO writes it, the code of a choice."""
    papers: Collection[str]
    """The needs of which there are photos."""


class ServiceItem(RulePart):
    """Something that a customer may ask for, in both languages."""

    code: str
    lane: Literal["here", "phone", "counter"]
    days: int = Field(ge=1)
    working: bool = True
    """Whether the days are working days."""
    ended: bool = False
    """Whether it may be about a policy that has ended: tablets offer only others where not."""
    zh: str
    en: str
    asks_zh: str
    asks_en: str
    needs: tuple[str, ...] = ()
    """Codes of needs, in the order in which they are asked for."""

    def due_on(self, day: date) -> date:
        """The last day for the answer to what was taken in on a day."""
        if self.working:
            return working_days(day + timedelta(days=1), self.days)[-1]
        return day + timedelta(days=self.days)


class ServiceItems(RulePart):
    """A version of `grid_data/rules/service_items`."""

    version: str
    item: tuple[ServiceItem, ...]
    need: tuple[Need, ...] = ()

    def needs_of(self, code: str) -> tuple[Need, ...]:
        """What an item needs, in its order; of one that the rules do not have, nothing."""
        known = self.by_code()
        return tuple(
            known[need] for item in self.item if item.code == code for need in item.needs if need in known
        )

    def by_code(self) -> dict[str, Need]:
        """Needs by their codes."""
        return {need.code: need for need in self.need}


def service_items() -> ServiceItems:
    """The rules in force. Raises `rules.invalid`."""
    return load_rules(ServiceItems, "service_items")


def service_item(code: str) -> ServiceItem:
    """One of them. Raises `service_item.unknown`."""
    for item in service_items().item:
        if item.code == code:
            return item
    raise Invalid(
        "service_item.unknown",
        f"Nothing that is taken in is called {code}.",
        "Load the page again and choose from the list.",
        item=code,
    )


def lacking(needs: Collection[Need], said: Said) -> list[str]:
    """The codes of those needs to which nothing was said that counts. Tablets find the same (golden cases)."""
    return [need.code for need in needs if not _is_met(need, said)]


def _is_met(need: Need, said: Said) -> bool:
    value = said.values.get(need.code, "").strip()
    match need.kind:
        case "policy":
            return said.has_policy
        case "note":
            return said.note.strip() != ""
        case "paper":
            return need.code in said.papers
        case "choice":
            return any(choice.code == value for choice in need.choice)
        case "day":
            return _is_day(value)
        case "text":
            return value != ""


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
