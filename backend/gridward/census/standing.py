"""The standings of a whole city's policies and customers, by the rules of `rules.py`, in SQL."""

from datetime import date

import psycopg

from gridward.book.public import GRACE_DAYS
from gridward.census.rules import COMPANY_AGENT, LIVE_STATES
from gridward.kernel.clock import today

_POLICIES = """
    INSERT INTO census.policy_standing AS s (policy_id, city_id, standing, reason, served_by)
    WITH judged AS (
        SELECT p.id,
            p.state = ANY(%(live)s) OR p.state = 'suspended' AND (p.paid_to IS NULL
                OR %(as_of)s <= ((p.paid_to + %(grace)s + 1) + interval '2 years')::date) AS live,
            p.service_agent_no, a.agent_no IS NOT NULL AS known,
            coalesce(a.in_service AND a.agent_no <> %(company)s, false) AS in_service
        FROM book.policy p LEFT JOIN agent_now a ON a.agent_no = p.service_agent_no
        WHERE p.city_id = %(city)s
    )
    SELECT id, %(city)s,
        CASE WHEN NOT live THEN 'ended' WHEN in_service THEN 'served' ELSE 'orphan' END,
        CASE WHEN NOT live OR in_service THEN NULL
             WHEN coalesce(service_agent_no, '') = '' THEN 'no_agent'
             WHEN service_agent_no = %(company)s THEN 'company'
             WHEN NOT known THEN 'unknown_agent' ELSE 'agent_left' END,
        CASE WHEN live AND in_service THEN service_agent_no END
    FROM judged
    ON CONFLICT (policy_id) DO UPDATE SET standing = excluded.standing, reason = excluded.reason,
        served_by = excluded.served_by
    WHERE (s.standing, s.reason, s.served_by) IS DISTINCT FROM (excluded.standing, excluded.reason, excluded.served_by)
"""

_AGENTS = """
    CREATE TEMP TABLE agent_now ON COMMIT DROP AS
    SELECT a.agent_no,
        a.status = 'in_service' AND (a.left_on IS NULL OR a.left_on > %(as_of)s)
        AND NOT EXISTS (SELECT FROM book.agent_movement m WHERE m.city_id = a.city_id AND m.agent_no = a.agent_no
            AND m.to_status = '离职' AND m.moved_on <= %(as_of)s
            AND (a.joined_on IS NULL OR m.moved_on > a.joined_on)) AS in_service
    FROM book.agent a WHERE a.city_id = %(city)s
"""
"""A departure may be delivered among the movements before the list of agents tells it."""

_CUSTOMERS = """
    INSERT INTO census.customer_standing AS c (customer_id, city_id, person_id, person_rule, kind, live_policies,
        orphan_policies)
    WITH part AS (
        SELECT DISTINCT n.person_id, s.policy_id, s.standing
        FROM book.policy p JOIN census.policy_standing s ON s.policy_id = p.id
        CROSS JOIN LATERAL (VALUES (p.holder_id), (p.insured_id)) AS who (customer_id)
        JOIN person n ON n.customer_id = who.customer_id
        WHERE p.city_id = %(city)s
    ), counted AS (
        SELECT person_id, count(*) FILTER (WHERE standing <> 'ended') AS live,
            count(*) FILTER (WHERE standing = 'orphan') AS orphan
        FROM part GROUP BY person_id
    )
    SELECT n.customer_id, %(city)s, n.person_id, n.person_rule,
        CASE WHEN t.person_id IS NULL THEN 'no_policy' WHEN t.live = 0 THEN 'dormant'
             WHEN t.orphan = t.live THEN 'orphan' WHEN t.orphan > 0 THEN 'mixed' ELSE 'served' END,
        coalesce(t.live, 0), coalesce(t.orphan, 0)
    FROM person n LEFT JOIN counted t USING (person_id)
    ON CONFLICT (customer_id) DO UPDATE SET person_id = excluded.person_id, person_rule = excluded.person_rule,
        kind = excluded.kind, live_policies = excluded.live_policies, orphan_policies = excluded.orphan_policies
    WHERE (c.person_id, c.person_rule, c.kind, c.live_policies, c.orphan_policies)
        IS DISTINCT FROM (excluded.person_id, excluded.person_rule, excluded.kind, excluded.live_policies,
            excluded.orphan_policies)
"""


def find_standings(connection: psycopg.Connection, city_id: int) -> tuple[int, int]:
    """Judge all policies and customers of a city; needs the table `person`. Returns how many of each changed."""
    parameters = {
        "city": city_id,
        "live": sorted(LIVE_STATES),
        "company": COMPANY_AGENT,
        "grace": GRACE_DAYS,
        "as_of": book_day(connection, city_id),
    }
    connection.execute("DROP TABLE IF EXISTS agent_now")
    connection.execute(_AGENTS, parameters)
    connection.execute("ANALYZE agent_now")
    policies = connection.execute(_POLICIES, parameters).rowcount
    connection.execute("ANALYZE census.policy_standing")
    customers = connection.execute(_CUSTOMERS, parameters).rowcount
    return policies, customers


def book_day(connection: psycopg.Connection, city_id: int) -> date:
    """The newest day for which the city's book was delivered; today for a city without a delivery."""
    row = connection.execute(
        "SELECT max(as_of) FROM census.import_run WHERE city_id = %s AND status IN ('running', 'done')",
        [city_id],
    ).fetchone()
    return row[0] if row is not None and row[0] is not None else today()
