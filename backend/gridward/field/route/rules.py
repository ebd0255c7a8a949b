"""The rules `day_route`: working hours, how long things take, what is done by telephone."""

from datetime import time

from gridward.field.route.timing import Window
from gridward.platform.rules import RulePart, load_rules


class Hours(RulePart):
    """From when until when."""

    opens: time
    closes: time

    def window(self) -> Window:
        """In minutes of the day."""
        return Window(*(at.hour * 60 + at.minute for at in (self.opens, self.closes)))


class Minutes(RulePart):
    """How long he is at a door."""

    otherwise: int
    one_more: int
    late_at_most: int
    kinds: dict[str, int]


class Calls(RulePart):
    """What is done by telephone."""

    kinds: frozenset[str]
    kept_minutes: int


class Size(RulePart):
    """How much is looked at, and for how long."""

    doors: int
    kept_minutes: int


class RouteRules(RulePart):
    """All of them."""

    version: str
    hours: Hours
    parts: dict[str, Hours]
    minutes: Minutes
    calls: Calls
    size: Size

    def departing(self, at: int) -> int:
        """When he sets out, if he asks at a minute of the day: out of working hours it is the next morning."""
        hours = self.hours.window()
        return at if hours.opens <= at < hours.closes else hours.opens

    def taking(self, kinds: list[str]) -> int:
        """Minutes for tasks of these kinds at one door: the longest, and something for each other one."""
        longest = max(self.minutes.kinds.get(kind, self.minutes.otherwise) for kind in kinds)
        return longest + self.minutes.one_more * (len(kinds) - 1)


def route_rules() -> RouteRules:
    """The rules in force."""
    return load_rules(RouteRules, "day_route")
