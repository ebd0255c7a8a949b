"""When messages may leave."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gridward.engagement.messages.hours import PURPOSES, MessageHours, may_leave, message_hours
from gridward.kernel.clock import POLICY_ZONE

HOURS = MessageHours.model_validate(
    {"version": "test", "any_hour": ["statutory"], "first": "09:00", "end": "21:00"}
)


@pytest.mark.parametrize(
    ("clock", "awake"),
    [("08:59:59", False), ("09:00:00", True), ("12:00:00", True), ("20:59:59", True), ("21:00:00", False)],
)
def test_from_nine_to_nine_everything_leaves_and_else_what_the_law_asks_for(clock: str, awake: bool) -> None:
    moment = datetime.fromisoformat(f"2026-11-24T{clock}").replace(tzinfo=POLICY_ZONE)
    assert may_leave(HOURS, moment) == (list(PURPOSES) if awake else ["statutory"])


def test_the_hours_are_those_of_the_policies_time_zone() -> None:
    assert len(may_leave(HOURS, datetime(2026, 11, 24, 1, 0, tzinfo=UTC))) == 3
    assert len(may_leave(HOURS, datetime(2026, 11, 24, 13, 0, tzinfo=UTC))) == 1


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_the_law_asks_for_leaves_at_any_hour_by_the_rules_in_use(moment: datetime) -> None:
    assert "statutory" in may_leave(message_hours(), moment)


def test_the_rules_in_use_let_nobody_be_woken() -> None:
    hours = message_hours()
    assert (hours.first.isoformat(), hours.end.isoformat()) == ("09:00:00", "21:00:00")
    assert hours.any_hour == {"statutory"}


@pytest.mark.parametrize(
    "wrong", [{"first": "21:00", "end": "09:00"}, {"any_hour": ["greeting"]}, {"until": "12:00"}]
)
def test_hours_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        MessageHours.model_validate(HOURS.model_dump(mode="json") | wrong)
