"""How seats are led: settings of `grid_data/rules/seat_supervision` and the sheet of `grid_data/rules/score_sheet`."""

from collections.abc import Collection, Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from gridward.platform.rules import RulePart, load_rules

Count = Annotated[int, Field(ge=1)]


class TargetRules(RulePart):
    """Within what time items are handled."""

    callback_minutes: Count
    days: Annotated[int, Field(ge=0)]
    share: Annotated[float, Field(gt=0, le=1)]


class PresenceRules(RulePart):
    """From when on somebody counts as absent, or as away for long."""

    signed_in_minutes: Count
    break_minutes: Count
    after_call_minutes: Count


class AssignmentRules(RulePart):
    """What a supervisor may give to one seat, and for how long."""

    hours: Count
    most_for_a_seat: Count
    most_at_once: Annotated[int, Field(ge=1, le=1000)]


class SamplingRules(RulePart):
    """How many calls of a seat are drawn."""

    calls_of_a_seat: Count
    most_of_a_seat: Count


class SupervisionRules(RulePart):
    """A version of `grid_data/rules/seat_supervision`."""

    version: str
    target: TargetRules
    presence: PresenceRules
    assignment: AssignmentRules
    sampling: SamplingRules


class SheetItem(RulePart):
    """What is scored, in both languages."""

    code: str
    most: Count
    vital: bool
    """Without a point here the whole call has none."""
    zh: str
    en: str


class ScoreSheet(RulePart):
    """A version of `grid_data/rules/score_sheet`."""

    version: str
    items: tuple[SheetItem, ...]

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        if len({item.code for item in self.items}) != len(self.items):
            raise ValueError("two items have the same code")
        return self

    @property
    def most(self) -> int:
        """The points of a call in which everything is right."""
        return sum(item.most for item in self.items)


SHEET = "v1"
"""The version by which calls are scored that are drawn now."""


def supervision_rules() -> SupervisionRules:
    """The rules in force."""
    return load_rules(SupervisionRules, "seat_supervision")


def score_sheet(version: str = SHEET) -> ScoreSheet:
    """The sheet in one of its versions: a call keeps the one that it was drawn with."""
    return load_rules(ScoreSheet, "score_sheet", version)


def points_of(sheet: ScoreSheet, scores: dict[str, int]) -> int:
    """The points of a call; none where a vital item got none."""
    if any(item.vital and scores[item.code] == 0 for item in sheet.items):
        return 0
    return sum(scores[item.code] for item in sheet.items)


def deal(able: Sequence[Collection[int]], room: list[int]) -> list[int | None]:
    """To whom each item goes: by turns, to whoever is able and still has room; None where nobody is.

    `able` are for each item the places in `room` of who could take it; `room` is how many each takes.
    """
    left, hands, turn = list(room), [], 0
    for who in able:
        places = [place % len(left) for place in range(turn, turn + len(left))]
        to = next((place for place in places if place in who and left[place] > 0), None)
        hands.append(to)
        if to is not None:
            left[to] -= 1
            turn = to + 1
    return hands
