"""The rules `week`: what a specialist is to come to in a week."""

from collections.abc import Collection

from pydantic import Field

from gridward.platform.rules import RulePart, load_rules

FIGURES = ("contacts", "visits", "calls", "promises", "tasks")


class Target(RulePart):
    """For everybody, or for those of a grade or station."""

    grade: int | None = None
    station: str | None = None
    contacts: int | None = Field(default=None, ge=1)
    visits: int | None = Field(default=None, ge=1)
    calls: int | None = Field(default=None, ge=1)
    promises: int | None = Field(default=None, ge=1)
    tasks: int | None = Field(default=None, ge=1)


class WeekRules(RulePart):
    """All of them."""

    version: str
    target: tuple[Target, ...]

    def targets_of(self, grade: int | None, stations: Collection[str]) -> dict[str, int | None]:
        """What somebody is to come to, by figure; None where no target is set."""
        fit = [
            one
            for one in self.target
            if one.grade in (None, grade) and (one.station is None or one.station in stations)
        ]
        return {
            name: next((value for one in reversed(fit) if (value := getattr(one, name)) is not None), None)
            for name in FIGURES
        }


def week_rules() -> WeekRules:
    """The rules in force."""
    return load_rules(WeekRules, "week")
