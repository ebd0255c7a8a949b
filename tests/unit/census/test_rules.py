"""Who is an orphan."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.census.rules import COMPANY_AGENT, customer_kind, is_live, policy_standing

AS_OF = date(2026, 11, 1)


@pytest.mark.parametrize("state", ["in_force", "in_grace", "apl", "reduced_paid_up"])
def test_what_covers_is_live(state: str) -> None:
    assert is_live(state, None, AS_OF)


@pytest.mark.parametrize("state", ["surrendered", "matured", "terminated", "cancelled", "ended_by_claim"])
def test_what_has_ended_is_not(state: str) -> None:
    assert not is_live(state, date(2026, 10, 1), AS_OF)


@pytest.mark.parametrize(
    ("suspended_on", "live"),
    [(date(2024, 11, 1), True), (date(2024, 10, 31), False), (date(2026, 10, 31), True), (None, True)],
)
def test_a_suspended_contract_lives_on_for_two_years(suspended_on: date | None, live: bool) -> None:
    assert is_live("suspended", suspended_on, AS_OF) is live


@pytest.mark.parametrize(
    ("live", "agent", "in_service", "standing", "reason"),
    [
        (True, "801", True, "served", None),
        (True, "801", False, "orphan", "agent_left"),
        (True, "801", None, "orphan", "unknown_agent"),
        (True, "", None, "orphan", "no_agent"),
        (True, None, None, "orphan", "no_agent"),
        (True, COMPANY_AGENT, None, "orphan", "company"),
        (True, COMPANY_AGENT, True, "orphan", "company"),
        (False, "801", True, "ended", None),
    ],
)
def test_the_standing_of_a_policy(
    live: bool, agent: str | None, in_service: bool | None, standing: str, reason: str | None
) -> None:
    found = policy_standing(live, agent, in_service)
    assert (found.standing, found.reason) == (standing, reason)


@given(st.lists(st.sampled_from(["orphan", "served", "ended"])))
def test_the_kind_of_a_customer(standings: list[str]) -> None:
    kind = customer_kind(standings)
    there = set(standings) - {"ended"}
    assert (
        kind
        == {
            frozenset({"orphan"}): "orphan",
            frozenset({"served"}): "served",
            frozenset({"orphan", "served"}): "mixed",
            frozenset(): "dormant" if standings else "no_policy",
        }[frozenset(there)]
    )
