"""The gates of the four-sell: what comes next for a customer, and what keeps it closed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.engagement.contract import FactKind, Stage
from gridward.engagement.journey import Standing, UnpaidDue, missing, next_stage, stage_reached

DAY = date(2026, 11, 24)
DUE = UnpaidDue("P1", date(2026, 11, 12), Decimal("3600"))
LATER = UnpaidDue("P2", date(2026, 12, 12), Decimal("1200.5"))


def codes(standing: Standing) -> list[str]:
    return [reason["code"] for reason in missing(standing, DAY)]


def test_the_first_contact_leads_to_renewal_where_something_is_due_and_to_policy_service_elsewhere() -> None:
    assert next_stage(Standing(Stage.CONNECT, False, [LATER])) is Stage.RENEWAL
    assert next_stage(Standing(Stage.CONNECT, False)) is Stage.POLICY_SERVICE


@pytest.mark.parametrize(
    ("stage", "after"),
    [
        (Stage.RENEWAL, Stage.POLICY_SERVICE),
        (Stage.POLICY_SERVICE, Stage.ACTIVITIES),
        (Stage.ACTIVITIES, Stage.RECOMMENDATION),
        (Stage.RECOMMENDATION, None),
    ],
)
def test_the_stages_follow_each_other(stage: Stage, after: Stage | None) -> None:
    assert next_stage(Standing(stage, True)) is after


AGREED: dict[str, Any] = {
    "marketing": True,
    "facts": {FactKind.DETAILS_CONFIRMED: DAY, FactKind.EVENT_ANSWERED: DAY},
}


@pytest.mark.parametrize(
    ("standing", "found"),
    [
        # A due does not close renewal: renewal is about it.
        (Standing(Stage.CONNECT, False, [DUE]), ["no_first_contact"]),
        (Standing(Stage.CONNECT, True, [DUE]), []),
        (Standing(Stage.CONNECT, False, refused=True), ["customer_refused", "no_first_contact"]),
        (Standing(Stage.RENEWAL, True), []),
        (Standing(Stage.RENEWAL, True, [LATER]), []),
        (Standing(Stage.RENEWAL, True, [DUE, LATER]), ["due_unpaid"]),
        (Standing(Stage.RENEWAL, True, [replace(DUE, failure="余额不足")]), ["due_unpaid", "debit_failed"]),
        (Standing(Stage.RENEWAL, True, [replace(LATER, failure="余额不足")]), ["debit_failed"]),
        (Standing(Stage.RENEWAL, True, open_requests=2), ["visit_asked_for"]),
        (Standing(Stage.POLICY_SERVICE, True, [DUE]), ["due_unpaid", "details_unconfirmed"]),
        (Standing(Stage.POLICY_SERVICE, True, **AGREED), []),
        (Standing(Stage.ACTIVITIES, True), ["no_event_answered", "no_marketing_consent"]),
        (Standing(Stage.ACTIVITIES, True, **AGREED | {"marketing": False}), ["marketing_refused"]),
        (Standing(Stage.ACTIVITIES, True, open_complaints=1, **AGREED), ["complaint_open"]),
        (Standing(Stage.ACTIVITIES, True, do_not_call=True, **AGREED), ["do_not_call"]),
        (Standing(Stage.ACTIVITIES, True, **AGREED), []),
        (Standing(Stage.RECOMMENDATION, False, [DUE], do_not_call=True), []),
    ],
)
def test_what_keeps_the_next_stage_closed(standing: Standing, found: list[str]) -> None:
    assert codes(standing) == found


@pytest.mark.parametrize(("days", "found"), [(730, []), (731, ["details_unconfirmed"])])
def test_details_are_confirmed_anew_after_two_years(days: int, found: list[str]) -> None:
    confirmed = {FactKind.DETAILS_CONFIRMED: DAY - timedelta(days=days)}
    assert codes(Standing(Stage.POLICY_SERVICE, True, facts=confirmed)) == found


@pytest.mark.parametrize(
    ("standing", "stage"),
    [
        (Standing(Stage.CONNECT, False, **AGREED), Stage.CONNECT),
        (Standing(Stage.RENEWAL, True, [DUE], **AGREED), Stage.RENEWAL),
        (Standing(Stage.RENEWAL, True), Stage.POLICY_SERVICE),
        (Standing(Stage.RENEWAL, True, **AGREED), Stage.RECOMMENDATION),
        # A premium that fell due later takes nobody back.
        (Standing(Stage.ACTIVITIES, True, [DUE], **AGREED), Stage.ACTIVITIES),
    ],
)
def test_gates_that_are_open_are_gone_through(standing: Standing, stage: Stage) -> None:
    assert stage_reached(standing, DAY) is stage


def test_a_due_is_named_with_its_days_and_yuan() -> None:
    standing = Standing(Stage.RENEWAL, True, [DUE])
    assert missing(standing, DAY) == [
        {"code": "due_unpaid", "params": {"policy_no": "P1", "days": 12, "amount": "3600.00"}}
    ]


standings = st.builds(
    Standing,
    stage=st.sampled_from(Stage),
    first_contact=st.booleans(),
    dues=st.lists(st.builds(UnpaidDue, st.text(), st.dates(), st.decimals(0, 10**6, places=2)), max_size=3),
    open_requests=st.integers(0, 2),
    open_complaints=st.integers(0, 1),
    marketing=st.none() | st.booleans(),
    facts=st.dictionaries(st.sampled_from(FactKind), st.dates(date(2024, 1, 1), DAY)),
    do_not_call=st.booleans(),
    refused=st.booleans(),
)


@given(standings)
def test_nobody_gets_on_who_was_never_spoken_to(standing: Standing) -> None:
    found = missing(replace(standing, first_contact=False), DAY)
    assert (next_stage(standing) is None) == (not found)


@given(standings, st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_paying_never_closes_a_gate(standing: Standing, day: date) -> None:
    paid = replace(standing, dues=standing.dues[1:])
    before = {reason["code"] for reason in missing(standing, day)}
    assert {reason["code"] for reason in missing(paid, day)} <= before


@given(standings, st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_nobody_goes_back_or_past_a_closed_gate(standing: Standing, day: date) -> None:
    reached = stage_reached(standing, day)
    stages = list(Stage)
    assert stages.index(reached) >= stages.index(standing.stage)
    here = replace(standing, stage=reached)
    assert not standing.first_contact or next_stage(here) is None or missing(here, day)
