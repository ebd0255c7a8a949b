"""The day's route: every stop once, windows kept or named, nothing outside of working hours without a word."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridward.field.route.planning import DayOrder, planned
from gridward.field.route.rules import route_rules
from gridward.field.route.timing import Start, Stop, Window, timed
from gridward.field.route.travel import Speeds, metres_between

_OPENS, _CLOSES = 540, 1080
_SPEEDS = Speeds((1, 3.5, 7.5, 12.5, 17.5), (11, 15, 22, 31, 36))
_STATION = (114.30, 30.60)
_GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "route.json").read_text("utf-8"))

_places = st.tuples(st.floats(114.2, 114.4), st.floats(30.5, 30.7))
_windows = st.builds(
    lambda opens, long: Window(opens, opens + long), st.integers(500, 1170), st.integers(0, 180)
)


@st.composite
def _days(draw: st.DrawFn) -> DayOrder:
    def stops(
        name: str, place: st.SearchStrategy[Any], window: st.SearchStrategy[Any], most: int
    ) -> list[Stop]:
        made = draw(st.lists(st.tuples(place, st.integers(5, 60), window, st.floats(0, 101)), max_size=most))
        return [Stop(f"{name}{number}", *one) for number, one in enumerate(made)]

    visits = stops("visit", st.none() | _places, st.none() | _windows, 12)
    calls = stops("call", st.none(), st.none(), 4)
    start = Start(draw(st.none() | _places), draw(st.integers(_OPENS, _CLOSES - 1)))
    return DayOrder(visits, calls, start, _CLOSES, 60, 8)


@settings(max_examples=40, deadline=None)
@given(_days())
def test_each_stop_stands_once_and_what_is_planned_is_kept_or_named(order: DayOrder) -> None:
    plan = planned(order, _SPEEDS)
    left = {stop.key for stop, _ in plan.left}
    keys = [stop.key for stop in plan.order]
    assert sorted([*keys, *left]) == sorted(stop.key for stop in [*order.visits, *order.calls])
    assert [stop.key for stop, why in plan.left if why == "no_place"] == [
        stop.key for stop, _ in plan.left if stop.key.startswith("visit") and stop.place is None
    ]
    turns = timed(plan.order, order.start, order.closes, _SPEEDS)
    for turn in turns:
        assert turn.stop.window is None or turn.stop.window.opens <= turn.begins
        assert turn.unkept != "late"
        assert turn.leaves <= _CLOSES or (turn.unkept == "after_hours" and turn.stop.window)
    ways = [turn.travel for turn in turns if turn.stop.place]
    assert sum(ways) == sum(turn.travel for turn in turns)


@given(st.lists(st.tuples(_places, st.none() | _windows), max_size=10), st.integers(_OPENS, _CLOSES))
def test_times_follow_each_other(stops: list[Any], at: int) -> None:
    turns = timed(
        [Stop(str(number), place, 20, window, 1) for number, (place, window) in enumerate(stops)],
        Start(_STATION, at),
        _CLOSES,
        _SPEEDS,
    )
    for before, turn in zip([None, *turns], turns, strict=False):
        assert turn.arrives == (before.leaves if before else at) + turn.travel
        assert turn.begins >= turn.arrives
        assert turn.leaves == turn.begins + 20
        late = turn.stop.window is not None and turn.begins > turn.stop.window.closes
        assert (turn.unkept == "late") == late
        assert (turn.unkept is None) == (not late and turn.leaves <= _CLOSES)


def test_calls_go_where_he_would_wait() -> None:
    near = Stop("near", _STATION, 20, Window(600, 660), 10)
    calls = [Stop("low", None, 10, None, 1), Stop("long", None, 90, None, 9), Stop("high", None, 10, None, 5)]
    plan = planned(DayOrder([near], calls, Start(_STATION, _OPENS), _CLOSES, 60, 40), _SPEEDS)
    assert [stop.key for stop in plan.order] == ["high", "low", "near", "long"]


def test_the_most_urgent_have_room_first() -> None:
    visits = [
        Stop(str(number), (114.3 + number / 1000, 30.6), 100, None, float(number)) for number in range(10)
    ]
    plan = planned(DayOrder(visits, [], Start(_STATION, _OPENS), _CLOSES, 60, 40), _SPEEDS)
    assert {stop.key for stop in plan.order} == {"6", "7", "8", "9", "5"}
    assert next((stop.key, why) for stop, why in plan.left) == ("4", "no_room")


def test_a_wish_for_the_evening_is_planned_and_marked() -> None:
    evening = Stop("evening", _STATION, 30, Window(1080, 1200), 10)
    plan = planned(DayOrder([evening], [], Start(_STATION, _OPENS), _CLOSES, 60, 40), _SPEEDS)
    (turn,) = timed(plan.order, Start(_STATION, _OPENS), _CLOSES, _SPEEDS)
    assert (turn.begins, turn.unkept) == (1080, "after_hours")


def test_what_cannot_be_reached_in_time_is_left_with_its_reason() -> None:
    past = Stop("past", _STATION, 30, Window(540, 600), 10)
    plan = planned(DayOrder([past], [], Start(_STATION, 700), _CLOSES, 60, 40), _SPEEDS)
    assert (plan.order, plan.left) == ([], [(past, "window")])


@pytest.mark.parametrize("case", _GOLDEN["timing"], ids=lambda case: case["name"])
def test_golden_times(case: dict[str, Any]) -> None:
    stops = [
        Stop(
            str(number),
            one["place"] and tuple(one["place"]),
            one["minutes"],
            Window(**one["window"]) if one["window"] else None,
            0,
        )
        for number, one in enumerate(case["stops"])
    ]
    place = case["start"]["place"]
    turns = timed(
        stops,
        Start(place and tuple(place), case["start"]["at"]),
        case["closes"],
        Speeds(tuple(_GOLDEN["legs_km"]), tuple(_GOLDEN["speeds_kmh"])),
    )
    found = [
        {
            "metres": turn.metres,
            "travel": turn.travel,
            "arrives": turn.arrives,
            "begins": turn.begins,
            "leaves": turn.leaves,
            "unkept": turn.unkept,
        }
        for turn in turns
    ]
    assert found == case["turns"]


def test_a_longer_way_takes_no_less_time() -> None:
    minutes = [_SPEEDS.minutes(metres) for metres in range(0, 40_000, 100)]
    assert minutes == sorted(minutes)
    assert (minutes[0], minutes[10], minutes[175]) == (0, 6, 30)
    assert metres_between(_STATION, (114.30, 30.61)) == 1112


def test_asked_out_of_hours_it_is_the_next_morning() -> None:
    rules = route_rules()
    assert [rules.departing(at) for at in (0, 540, 700, 1079, 1080, 1439)] == [540, 540, 700, 1079, 540, 540]
    assert rules.taking(["promise_check"]) == 10
    assert rules.taking(["promise_check", "flagged_visit", "unknown"]) == 60
