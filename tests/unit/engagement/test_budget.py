"""The contact budget: rolling windows over all departments, and the hours of calls."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.engagement.budget import Budget, Used, budget_at, budget_rules
from gridward.kernel.clock import POLICY_ZONE

NOON = datetime(2026, 11, 24, 12, tzinfo=POLICY_ZONE)


def called(hours_ago: float, department: str = "seat", purpose: str = "service") -> Used:
    return Used(NOON - timedelta(hours=hours_ago), purpose, "call", department)


def budget(*past: Used, at: datetime = NOON, passes: bool = False) -> Budget:
    return budget_at(budget_rules(), past, "service", "call", at, passes=passes)


def codes(found: Budget) -> list[str]:
    return [reason["code"] for reason in found.reasons]


def test_a_call_beyond_the_budget_says_who_used_it_up_and_when_it_is_free() -> None:
    found = budget(called(20, "理赔"), called(100))
    assert codes(found) == ["contact_budget_used"]
    assert found.reasons[0]["params"] == {
        "channel": "call", "days": 7, "count": 2, "limit": 2, "departments": ["理赔", "seat"],
    }  # fmt: skip
    # The older of the two drops out of the window at night: he is called in the morning.
    assert found.free_at == datetime(2026, 11, 27, 9, tzinfo=POLICY_ZONE)
    assert codes(budget(called(20), called(100), passes=True)) == []


@pytest.mark.parametrize(
    ("hour", "minute", "found", "free"),
    [
        (8, 59, ["quiet_hours"], (24, 9)),
        (9, 0, [], None),
        (20, 59, [], None),
        (21, 0, ["quiet_hours"], (25, 9)),
    ],
)
def test_nobody_is_called_at_night(
    hour: int, minute: int, found: list[str], free: tuple[int, int] | None
) -> None:
    now = budget(at=NOON.replace(hour=hour, minute=minute))
    assert codes(now) == found
    assert now.free_at == (free and NOON.replace(day=free[0], hour=free[1]))


def test_visits_and_marketing_do_not_use_up_service_calls() -> None:
    visit = Used(NOON - timedelta(hours=1), "service", "visit", "field")
    assert budget(visit, called(2, purpose="marketing"), called(3, purpose="marketing")).reasons == ()


@given(st.lists(st.floats(0, 400), max_size=12), st.integers(0, 23))
def test_when_it_is_free_a_call_may_be_made_and_not_before(hours: list[float], hour: int) -> None:
    at = NOON.replace(hour=hour)
    past = [Used(at - timedelta(hours=one), "service", "call", "seat") for one in hours]
    found = budget(*past, at=at)
    if found.free_at is None:
        assert found.reasons == ()
    else:
        assert found.free_at > at
        assert budget(*past, at=found.free_at).reasons == ()
        assert budget(*past, at=found.free_at - timedelta(microseconds=1)).reasons != ()
