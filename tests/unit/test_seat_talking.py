"""The rules by which seats talk: what a call comes to, what is said, and by when a request is answered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gridward.engagement.contract import REACHED_BY_CALL, CallOutcome, Stage
from gridward.engagement.public import service_items
from gridward.engagement.service_items import ServiceItem
from gridward.kernel.errors import Invalid
from gridward.kernel.working_days import is_working_day
from gridward.seats.outcomes import OutcomeRules, outcome_rules, rule_of, tried_again
from gridward.seats.scripts import ScriptLine, script_of, script_rules


def test_the_tree_has_every_outcome_once_and_its_first_branch_is_a_first_contact() -> None:
    codes = [leaf.code for leaf in outcome_rules().leaves()]
    assert sorted(codes) == sorted(CallOutcome)
    reached = next(branch for branch in outcome_rules().branch if branch.code == "reached")
    assert {leaf.code for leaf in reached.outcome} == REACHED_BY_CALL
    assert tried_again() == ["no_answer", "declined_call"]


def test_what_is_said_after_an_outcome_is_a_script() -> None:
    said = {leaf.code: leaf.script for leaf in outcome_rules().leaves() if leaf.script is not None}
    assert said == {CallOutcome.WANTS_SURRENDER: "surrender"}
    assert set(said.values()) <= {script.code for script in script_rules().script}


def test_what_follows_hangs_on_who_called() -> None:
    assert rule_of(CallOutcome.NO_ANSWER, "outbound").after == "again"
    with pytest.raises(Invalid) as refused:
        rule_of(CallOutcome.NO_ANSWER, "inbound")
    assert refused.value.code == "call.outcome_not_offered"


def test_one_key_for_two_outcomes_is_refused_where_both_are_offered() -> None:
    def rules(first: list[str], second: list[str]) -> dict[str, object]:
        leaves = [
            {"code": "reached", "key": "1", "calls": first},
            {"code": "refused", "key": "1", "calls": second},
        ]
        return {"version": "v1", "branch": [{"code": "a", "zh": "", "en": "", "outcome": leaves}]}

    OutcomeRules.model_validate(rules(["inbound"], ["outbound"]))
    with pytest.raises(ValidationError, match="same code or key"):
        OutcomeRules.model_validate(rules(["inbound", "outbound"], ["outbound"]))


def test_each_stage_has_a_script_and_callers_choose_by_key() -> None:
    assert script_of("first_contact", Stage.CONNECT) == "first_contact"
    assert {script_of("renewal_call", stage) for stage in set(Stage) - {Stage.CONNECT}} == {"premium"}
    assert script_of("nurture_call", Stage.POLICY_SERVICE) == "nurture"
    asked = [script.code for script in script_rules().script if script.key is not None]
    assert asked == ["premium", "service", "complaint", "surrender", "other"]


def test_a_line_names_only_what_is_known_when_it_is_said() -> None:
    assert ScriptLine(zh="{live}", en="{live}").when == ()
    ScriptLine(zh="{failure}", en="{failure}", when=("failed",))
    for words in ("{failure}", "{surrender_value}"):
        with pytest.raises(ValidationError):
            ScriptLine(zh=words, en=words)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.sampled_from(service_items().item))
def test_an_answer_is_promised_after_so_many_days(day: date, item: ServiceItem) -> None:
    due = item.due_on(day)
    days = [date.fromordinal(one) for one in range(day.toordinal() + 1, due.toordinal() + 1)]
    if item.working:
        assert is_working_day(due)
        days = [one for one in days if is_working_day(one)]
    assert len(days) == item.days


def test_complaints_have_fifteen_days_by_the_calendar() -> None:
    complaint = next(item for item in service_items().item if item.code == "complaint")
    assert complaint.due_on(date(2026, 9, 28)) == date(2026, 10, 13)
