"""The gates of the four-sell: what comes next for a customer, and what keeps it closed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.engagement.contract import Stage
from gridward.engagement.journey import Standing, UnpaidDue, missing, next_stage

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
        (
            Standing(Stage.RENEWAL, True, open_promises=1, open_requests=2),
            ["promise_open", "visit_asked_for"],
        ),
        (Standing(Stage.POLICY_SERVICE, True, [DUE]), ["due_unpaid", "no_policy_review"]),
        (Standing(Stage.ACTIVITIES, True, do_not_call=True), ["do_not_call"]),
        (Standing(Stage.ACTIVITIES, True), []),
        (Standing(Stage.RECOMMENDATION, False, [DUE], do_not_call=True), []),
    ],
)
def test_what_keeps_the_next_stage_closed(standing: Standing, found: list[str]) -> None:
    assert codes(standing) == found


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
    open_promises=st.integers(0, 2),
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
