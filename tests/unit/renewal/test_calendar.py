"""The premium calendar: what happens on which day around a due date, and for whom."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gridward.renewal.calendar import (
    OpenDue,
    PremiumCalendar,
    do_by,
    message_step,
    premium_calendar,
    task_step,
    urgency,
    why,
)

DUE_ON = date(2026, 3, 10)
GRACE_ENDS = DUE_ON + timedelta(days=60)
DUE = OpenDue(
    policy_id=7, customer_id=3, cell_id=1, number=4, due_on=DUE_ON, grace_ends=GRACE_ENDS, amount=Decimal("3600.00"),
    failure=None, risk=0.2, tier="medium", premium_a_year=Decimal(3600), suspended=False, promised=False,
)  # fmt: skip
RISKY = replace(DUE, tier="high", risk=0.6)
VALUABLE = replace(DUE, premium_a_year=Decimal(10_000))


def day(days: int) -> date:
    return DUE_ON + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "template"),
    [(-31, None), (-30, "due_soft"), (-21, "due_soft"), (-20, "due_formal"), (-4, "due_formal"), (-3, "due_reminder"),
     (0, "due_reminder"), (1, None), (54, None), (55, "due_last"), (60, "due_last")],
)  # fmt: skip
def test_the_message_of_the_day(days: int, template: str | None) -> None:
    step = message_step(premium_calendar(), DUE, day(days))
    assert (step.template if step else None) == template


@pytest.mark.parametrize(
    ("days", "template"), [(20, None), (60, None), (61, "due_suspended"), (74, "due_suspended"), (75, None)]
)
def test_the_suspended_hear_of_the_suspension_only(days: int, template: str | None) -> None:
    step = message_step(premium_calendar(), replace(DUE, suspended=True), day(days))
    assert (step.template if step else None) == template


@pytest.mark.parametrize(
    ("due", "workplace", "steps"),
    [
        (DUE, "seat", {6: None, 7: None, 29: None, 30: "call_30", 60: "call_30", 61: None}),
        (RISKY, "seat", {6: None, 7: "call_7", 29: "call_7", 30: "call_30", 60: "call_30", 61: None}),
        (VALUABLE, "seat", {7: None, 30: "call_30"}),
        (DUE, "field", {15: None, 45: None}),
        (RISKY, "field", {14: None, 15: "visit_15", 44: "visit_15", 45: None}),
        (
            VALUABLE,
            "field",
            {14: None, 15: "visit_15", 44: "visit_15", 45: "visit_45", 60: "visit_45", 61: None},
        ),
    ],
)
def test_who_does_what_when(due: OpenDue, workplace: str, steps: dict[int, str | None]) -> None:
    for days, wanted in steps.items():
        found = task_step(premium_calendar(), due, workplace, day(days))
        assert (found.step if found else None) == wanted, days


@pytest.mark.parametrize("change", [{"promised": True}, {"suspended": True}])
def test_who_has_promised_or_is_suspended_is_left_alone(change: dict[str, bool]) -> None:
    due = replace(RISKY, **change)
    assert all(
        task_step(premium_calendar(), due, workplace, day(days)) is None
        for workplace in ("seat", "field")
        for days in range(-30, 75)
    )


def test_work_is_to_be_done_soon_and_never_after_grace() -> None:
    calendar = premium_calendar()
    visit = next(step for step in calendar.tasks if step.step == "visit_15")
    assert do_by(visit, RISKY, day(15)) == day(22)
    assert do_by(visit, RISKY, day(30)) == day(37)
    call = next(step for step in calendar.tasks if step.step == "call_30")
    assert do_by(call, RISKY, day(58)) == GRACE_ENDS


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 60), st.integers(0, 60))
def test_urgency_rises_with_risk_and_with_time(low: float, high: float, early: int, late: int) -> None:
    (low, high), (early, late) = sorted((low, high)), sorted((early, late))
    assert (
        10 <= urgency(replace(DUE, risk=low), day(early)) <= urgency(replace(DUE, risk=high), day(late)) <= 50
    )


def test_why() -> None:
    assert why(DUE, day(-5)) == ({"code": "due_in", "params": {"days": 5, "amount": "3600.00"}},)
    risky = replace(RISKY, failure="余额不足")
    assert [reason["code"] for reason in why(risky, day(12))] == [
        "due_since", "grace_ends_in", "debit_failed", "high_risk",
    ]  # fmt: skip
    assert why(risky, day(12))[1]["params"] == {"days": 48}


def test_two_steps_of_one_workplace_on_one_day_are_refused() -> None:
    plain = premium_calendar().model_dump(by_alias=True)
    plain["tasks"][0]["to"] = 35
    with pytest.raises(ValidationError, match="on day 30"):
        PremiumCalendar.model_validate(plain)
    plain["tasks"][0]["to"] = 2
    with pytest.raises(ValidationError, match="ends after it begins"):
        PremiumCalendar.model_validate(plain)
