"""The programme's night over a whole city in the database: who gets it, who does not and why, and that it happens once."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import gridward.nurture.night as night_module
import gridward.nurture.showing as showing
from gridward.engagement.public import contact_budget, marketing_allowed
from gridward.kernel.clock import POLICY_ZONE, today
from gridward.nurture.rules import NurtureRules, nurture_rules
from gridward.nurture.standing import REASONS
from gridward.platform.db import connect, in_transaction
from gridward.renewal.whom.left_alone import left_alone
from support.commands import run as run_command
from support.days import found, one
from support.nurtured import preview, quieten, run_night, to_all

LONG_AGO = "now() - interval '90 days'"


@dataclass(frozen=True)
class City:
    """The small city, quiet, with rules of one's own."""

    url: str
    use: Callable[[NurtureRules], None]
    people: list[int]
    """All in care, in the order of their numbers."""

    def do(self, statement: str, *values: object) -> None:
        with psycopg.connect(self.url) as connection:
            connection.execute(statement, values)

    def night(self, days: int = 0) -> night_module.Night:
        return run_night(self.url, first_of_year() + timedelta(days=days))


def first_of_year() -> date:
    """The day on which the occasion of `to_all` comes."""
    return today().replace(month=1, day=1) + timedelta(days=366)


@pytest.fixture
def city(worked_url: str, monkeypatch: pytest.MonkeyPatch) -> City:
    quieten(worked_url)

    def use(rules: NurtureRules) -> None:
        for module in (night_module, showing):
            monkeypatch.setattr(module, "nurture_rules", lambda: rules)

    # On a day so far ahead every window begins after what was done now, unless a test says so.
    use(to_all(starts=f"{first_of_year():%m-%d}"))
    people = found(worked_url, "SELECT customer_id FROM engagement.care ORDER BY 1")
    return City(worked_url, use, [row["customer_id"] for row in people])


def test_everybody_gets_it_once_but_those_whom_a_lot_keeps_it_from(city: City) -> None:
    night = city.night()
    touches = found(city.url, "SELECT * FROM nurture.touch")
    lots = {row["customer_id"]: row["lot"] for row in touches}
    assert len(touches) == len(lots) == night.messages + night.held_out == len(city.people)
    assert set(lots.values()) == {"nurtured", "held_out", "left_alone"}
    with connect(city.url, "test") as connection:
        assert left_alone(connection, lots) == {one for one, lot in lots.items() if lot == "left_alone"}
    messages = found(city.url, "SELECT * FROM engagement.message WHERE source_key LIKE 'nurture/%%'")
    assert {row["customer_id"] for row in messages} == {one for one, lot in lots.items() if lot == "nurtured"}
    assert {row["id"] for row in messages} == {row["message_id"] for row in touches} - {None}
    assert {row["purpose"] for row in messages} == {"service"} and {row["state"] for row in messages} == {
        "queued"
    }

    before = (
        found(city.url, "SELECT * FROM nurture.touch ORDER BY id"),
        one(city.url, "SELECT * FROM nurture.night"),
    )
    again = city.night()
    assert (again.messages, again.calls, again.held_out) == (0, 0, 0)
    assert before[0] == found(city.url, "SELECT * FROM nurture.touch ORDER BY id")
    assert before[1]["left_out"] == one(city.url, "SELECT * FROM nurture.night")["left_out"]
    for statement in ("UPDATE nurture.touch SET lot = 'held_out'", "DELETE FROM nurture.touch"):
        with connect(city.url, "test") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def preview_reasons(city: City) -> dict[str, int]:
    reasons: dict[str, int] = preview(city.url, first_of_year())["content", "message"]["left_out"]
    return reasons


_TASK = """INSERT INTO engagement.task (id, city_id, customer_id, kind, stage, workplace, due_on, priority, source_key)
    VALUES (gen_random_uuid(), 1, %s, 'callback', 'renewal', 'seat', current_date, 1, 'test/1')"""
_MATTER = """INSERT INTO engagement.matter (id, city_id, customer_id, kind, source_key, opened_by, opened_at)
    VALUES (gen_random_uuid(), 1, %s, 'complaint', 'test/1', gen_random_uuid(), now())"""
_CONTACT = """INSERT INTO engagement.contact (id, city_id, customer_id, at, purpose, channel, department, result)
    VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, 'seat', %s)"""
_DUE = """INSERT INTO renewal.due (policy_id, city_id, customer_id, number, due_on, grace_ends, amount, unpaid,
    unpaid_amount, state, points, risk, tier, card, as_of)
    SELECT id, 1, %s, 2, %s, %s::date + 60, 1, 1, 1, %s, 1, 0.1, 'low', 'v1', current_date FROM book.policy
    ORDER BY id OFFSET %s LIMIT 1"""
_CONSENT = """INSERT INTO engagement.consent (id, city_id, customer_id, purpose, given, how, at, account_id)
    VALUES (gen_random_uuid(), 1, %s, 'marketing', %s, 'phone', now(), gen_random_uuid())"""


def test_each_reason_keeps_it_from_whom_it_should_and_from_nobody_else(city: City) -> None:
    at = datetime.combine(first_of_year() - timedelta(days=1), time(10), POLICY_ZONE)
    due_on = first_of_year() - timedelta(days=30)
    a = iter(city.people)
    city.do("UPDATE engagement.care SET state = 'refused' WHERE customer_id = %s", next(a))
    city.do("UPDATE engagement.care SET notified_at = NULL WHERE customer_id = %s", next(a))
    city.do("UPDATE book.customer SET do_not_call = true WHERE id = %s", next(a))
    city.do(_CONSENT, next(a), False)
    silent = next(a)
    city.do(
        """UPDATE book.customer SET mobile_sealed = NULL WHERE id IN
           (SELECT customer_id FROM census.customer_standing WHERE person_id = %s)""",
        silent,
    )
    city.do(_DUE, next(a), due_on, due_on, "in_grace", 0)
    city.do(_TASK, next(a))
    city.do(_CONTACT, next(a), at, "service", "call", "reached")
    city.do(_MATTER, next(a))
    # In vain, or long ago, or due and settled long ago: none of these keeps anything from anybody.
    city.do(_CONTACT, next(a), at, "service", "call", "no_answer")
    city.do(_CONTACT, next(a), at - timedelta(days=30), "service", "call", "reached")
    city.do(_DUE, next(a), due_on - timedelta(days=90), due_on, "suspended", 1)
    assert preview_reasons(city) == {
        "refused_service": 1, "not_notified": 1, "do_not_call": 1, "marketing_refused": 1, "no_number": 1, "due_near": 1,
        "open_case": 2, "contacted_lately": 1,
    }  # fmt: skip
    city.night()
    assert not {row["customer_id"] for row in found(city.url, "SELECT * FROM nurture.touch")} & set(
        city.people[:9]
    )
    assert set(preview_reasons(city)) < set(REASONS)


def test_the_programmes_own_budget_counts_those_held_out_too(city: City) -> None:
    assert city.night().messages > 0
    rules = to_all(starts=f"{first_of_year() + timedelta(days=25):%m-%d}", every_days=2)
    own = nurture_rules().budget
    city.use(rules.model_copy(update={"budget": own}))
    later = preview(city.url, first_of_year() + timedelta(days=25))["content", "message"]
    assert later["left_out"] == {"programme_budget": len(city.people)} and sum(later["lots"].values()) == 0
    city.use(rules)
    assert sum(
        preview(city.url, first_of_year() + timedelta(days=25))["content", "message"]["lots"].values()
    ) == len(city.people)


def _ask(city: City, moment: datetime) -> list[tuple[set[str], bool]]:
    """For each in care: what forbids marketing, and whether his budget of service calls is used up, one by one."""

    async def all_of_them(session: AsyncSession) -> list[tuple[set[str], bool]]:
        answers = []
        for person in city.people:
            forbids = await marketing_allowed(session, person, moment)
            budget = await contact_budget(session, person, "service", "call", moment)
            answers.append(({one["code"] for one in forbids}, any(use.full for use in budget.windows)))
        return answers

    return asyncio.run(in_transaction(city.url, all_of_them))


def test_consent_and_budgets_are_those_of_a_single_customer(city: City) -> None:
    """The statement for a whole city says what the functions say that stop a contact with one customer."""
    day = first_of_year() + timedelta(days=14)
    rules = to_all(starts=f"{first_of_year():%m-%d}", call=True)
    rules = rules.model_copy(update={"quiet": rules.quiet.model_copy(update={"after_contact_days": 0})})
    city.use(rules)
    city.night()
    city.do("UPDATE engagement.message SET state = 'delivered' WHERE source_key LIKE 'nurture/%%'")
    moment = datetime.combine(day, time(), POLICY_ZONE)
    with psycopg.connect(city.url) as connection:
        for n, person in enumerate(city.people):
            if n % 4:
                connection.execute(_CONSENT, [person, n % 5 > 0])
            for made in range(n % 4):
                purpose, channel = (
                    ("marketing", "service")[(n // 3 + made) % 4 > 0],
                    ("call", "visit")[n % 7 == 0],
                )
                at = moment - timedelta(days=(n * 5 + made * 3) % 11, hours=1)
                result = ("call_back", "no_answer")[n % 6 == 5]
                connection.execute(_CONTACT, [person, at, purpose, channel, result])
    # What he began himself uses nothing up.
    city.do("UPDATE engagement.contact SET inbound = true WHERE customer_id %% 5 = 0 AND purpose = 'service'")
    answers = _ask(city, moment)
    left_out = preview(city.url, day)["content", "call"]["left_out"]
    free = [is_full for codes, is_full in answers if "marketing_refused" not in codes]
    assert left_out["call_budget"] == sum(free) > 1

    city.use(
        to_all(starts=f"{day:%m-%d}", purpose="marketing", every_days=2).model_copy(
            update={"quiet": rules.quiet}
        )
    )
    left_out = preview(city.url, day)["content", "message"]["left_out"]
    codes = [codes for codes, _ in answers]
    assert left_out["marketing_refused"] == sum("marketing_refused" in one for one in codes) > 1
    assert left_out["no_marketing_consent"] == sum("no_marketing_consent" in one for one in codes) > 1
    assert left_out["marketing_budget"] == sum(one == {"marketing_budget_used"} for one in codes) > 1


def test_a_call_follows_where_the_message_arrived_and_nobody_was_reached(city: City) -> None:
    city.use(to_all(starts=f"{first_of_year():%m-%d}", call=True))
    assert city.night().calls == 0
    arrived, failed, spoken_to, *_ = [
        row["customer_id"]
        for row in found(city.url, "SELECT customer_id FROM nurture.touch WHERE message_id IS NOT NULL")
    ]
    city.do("UPDATE engagement.message SET state = 'failed' WHERE source_key LIKE 'nurture/%%'")
    city.do(
        f"""UPDATE engagement.message SET state = 'delivered', created_at = {LONG_AGO}
            WHERE source_key LIKE 'nurture/%%' AND customer_id = ANY(%s)""",
        [arrived, spoken_to],
    )
    at = datetime.combine(first_of_year() + timedelta(days=3), time(10), POLICY_ZONE)
    city.do(_CONTACT, spoken_to, at, "service", "visit", "informed")
    assert city.night(13).calls == 0
    assert city.night(14).calls == 1
    task = one(city.url, "SELECT * FROM engagement.task WHERE kind = 'nurture_call'")
    assert (task["customer_id"], task["workplace"], task["state"]) == (arrived, "seat", "open")
    assert task["due_on"] == first_of_year() + timedelta(days=19) and failed != arrived
    calls = found(city.url, "SELECT lot, task_id FROM nurture.touch WHERE step = 'call'")
    assert {row["lot"] for row in calls} == {"nurtured", "held_out", "left_alone"}
    assert sum(row["task_id"] is not None for row in calls) == 1
    assert city.night(15).calls == 0
    city.night(20)
    assert one(city.url, "SELECT * FROM engagement.task WHERE kind = 'nurture_call'")["outcome"] == "expired"


def test_birthdays_anniversaries_and_rights_that_end_come_on_their_days(city: City) -> None:
    day = first_of_year() + timedelta(days=59)
    policy, holder = one(
        city.url,
        """SELECT p.id, s.person_id FROM book.policy p JOIN census.policy_standing o ON o.policy_id = p.id
           JOIN census.customer_standing s ON s.customer_id = p.holder_id
           WHERE o.standing = 'orphan' AND s.person_id = ANY(%s) ORDER BY p.id DESC LIMIT 1""",
        city.people[2:],
    ).values()
    born, suspended = city.people[:2]
    city.do("UPDATE book.customer SET born_on = %s WHERE id <> %s", date(1970, 7, 1), born)
    city.do(
        "UPDATE book.customer SET born_on = %s WHERE id = %s", date(day.year - 30, day.month, day.day), born
    )
    city.do(_CONSENT, born, True)
    city.do("UPDATE book.policy SET effective_on = %s", date(2001, 7, 1))
    city.do(
        "UPDATE book.policy SET effective_on = %s, state = 'in_force' WHERE id = %s",
        day.replace(year=day.year - 6),
        policy,
    )
    city.do(_DUE, suspended, day - timedelta(days=705), day - timedelta(days=705), "suspended", 0)
    city.use(nurture_rules())
    found_steps = preview(city.url, day)
    counts = Counter[str]()
    for (name, kind), step in found_steps.items():
        counts[name] += sum(step["lots"].values()) if kind != "call" else 0
    assert counts["birthday"] == counts["anniversary"] == counts["reinstatement"] == 1
    run_night(city.url, day)
    touches = {row["occasion"]: row for row in found(city.url, "SELECT * FROM nurture.touch")}
    assert touches["birthday"]["customer_id"] == born
    assert (touches["anniversary"]["customer_id"], touches["anniversary"]["policy_id"]) == (holder, policy)
    assert touches["reinstatement"]["customer_id"] == suspended
    for row in found(
        city.url, "SELECT why FROM engagement.task WHERE source_key LIKE 'nurture/anniversary/%%'"
    ):
        assert row["why"] == [{"code": "policy_anniversary", "params": {"on": day.isoformat(), "years": 6}}]


def test_the_command_shows_what_it_would_do_and_does_it(city: City) -> None:
    shown = run_command(city.url, "nurture", "--city", "tinglan", "--preview")
    assert "anniversary, message: " in shown and "to go out; by lot" in shown
    assert found(city.url, "SELECT FROM nurture.touch") == []
    said = run_command(city.url, "nurture", "--city", "tinglan")
    queued = found(city.url, "SELECT FROM engagement.message WHERE source_key LIKE 'nurture/%%'")
    assert said.startswith(f"{len(queued)} messages queued, 0 calls, ")
    assert run_command(city.url, "nurture", "--city", "tinglan").startswith(
        "0 messages queued, 0 calls, 0 tasks; 0 kept back"
    )
