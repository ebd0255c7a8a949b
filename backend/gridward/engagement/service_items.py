"""What is taken in for a customer on the telephone, and by when he is answered: `grid_data/rules/service_items`."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from gridward.kernel.errors import Invalid
from gridward.kernel.working_days import working_days
from gridward.platform.rules import RulePart, load_rules


class ServiceItem(RulePart):
    """Something that a customer may ask for, in both languages."""

    code: str
    lane: Literal["here", "phone", "counter"]
    days: int = Field(ge=1)
    working: bool = True
    """Whether the days are working days."""
    zh: str
    en: str
    asks_zh: str
    asks_en: str

    def due_on(self, day: date) -> date:
        """The last day for the answer to what was taken in on a day."""
        if self.working:
            return working_days(day + timedelta(days=1), self.days)[-1]
        return day + timedelta(days=self.days)


class ServiceItems(RulePart):
    """A version of `grid_data/rules/service_items`."""

    version: str
    item: tuple[ServiceItem, ...]


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
