"""The rules as SQL over a whole city and the rules as functions give the same standings."""

import random
from collections import defaultdict
from datetime import date, timedelta

import psycopg

from gridward.census.public import take_stock
from gridward.census.rules import COMPANY_AGENT, customer_kind, is_live, policy_standing
from gridward.platform.db import connect

AS_OF = date(2026, 11, 1)
STATES = (
    "in_force", "in_grace", "suspended", "surrendered", "matured", "apl", "reduced_paid_up", "ended_by_claim",
    "cancelled", "terminated",
)  # fmt: skip


def test_sql_and_functions_agree(city_url: str) -> None:
    rng = random.Random(11)
    with connect(city_url, "test") as connection:
        agents = [row[0] for row in connection.execute("SELECT agent_no FROM book.agent ORDER BY 1 LIMIT 40")]
        policies = [row[0] for row in connection.execute("SELECT id FROM book.policy ORDER BY 1")]
        numbers = [*agents, "", None, COMPANY_AGENT, "never heard of"]
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE book.policy SET state = %s, paid_to = %s, service_agent_no = %s WHERE id = %s",
                [
                    (
                        rng.choice(STATES),
                        rng.choice([None, AS_OF - timedelta(days=rng.randrange(680, 900))]),
                        rng.choice(numbers),
                        policy,
                    )
                    for policy in policies
                ],
            )
        take_stock(connection, 1)

    with psycopg.connect(city_url) as connection:
        left = {
            row[0]: row[1:] for row in connection.execute("SELECT agent_no, status, left_on FROM book.agent")
        }
        moved = {
            row[0]
            for row in connection.execute(
                """SELECT m.agent_no FROM book.agent_movement m JOIN book.agent a USING (city_id, agent_no)
                   WHERE m.to_status = '离职' AND m.moved_on <= %s AND m.moved_on > a.joined_on""",
                [AS_OF],
            )
        }
        persons: defaultdict[int, dict[int, str]] = defaultdict(dict)
        rows = connection.execute(
            """SELECT p.id, p.state, p.paid_to, p.service_agent_no, s.standing, s.reason, h.person_id, i.person_id
               FROM book.policy p JOIN census.policy_standing s ON s.policy_id = p.id
               JOIN census.customer_standing h ON h.customer_id = p.holder_id
               LEFT JOIN census.customer_standing i ON i.customer_id = p.insured_id"""
        ).fetchall()
        kinds = connection.execute("SELECT DISTINCT person_id, kind FROM census.customer_standing").fetchall()
    assert len(rows) == len(policies)
    seen = set()
    for policy, state, paid_to, agent, standing, reason, holder, insured in rows:
        suspended_on = paid_to + timedelta(days=61) if paid_to else None
        in_service = None
        if agent in left:
            status, left_on = left[agent]
            in_service = (
                status == "in_service" and (left_on is None or left_on > AS_OF) and agent not in moved
            )
        wanted = policy_standing(is_live(state, suspended_on, AS_OF), agent, in_service)
        assert (standing, reason) == (wanted.standing, wanted.reason), (policy, state, paid_to, agent)
        seen.add((standing, reason, state == "suspended"))
        for person in {holder, insured} - {None}:
            persons[person][policy] = standing
    assert len(seen) >= 9
    assert dict(kinds) == {person: customer_kind(list(persons[person].values())) for person, _ in kinds}
