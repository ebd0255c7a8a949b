"""Work in the cells of a published small city, written straight into the tables: dues, tasks, requests, contacts."""

import psycopg

from gridward.kernel.clock import today

_PEOPLE = """
    CREATE TEMP TABLE who AS
    SELECT s.person_id, k.cell_id, row_number() OVER (ORDER BY s.person_id) AS n
    FROM census.customer_standing s LEFT JOIN grids.cells_on(%(today)s) k ON k.customer_id = s.person_id
    WHERE s.customer_id = s.person_id AND s.kind = 'orphan'
"""
_DUES = """
    INSERT INTO renewal.due (policy_id, city_id, customer_id, cell_id, number, due_on, grace_ends, amount, unpaid,
        unpaid_amount, state, points, risk, tier, card, as_of)
    SELECT DISTINCT ON (p.id) p.id, 1, w.person_id, w.cell_id, 2, %(today)s::date - d.days, %(today)s::date - d.days + 60,
        p.premium, 1, p.premium, (ARRAY['upcoming', 'due', 'in_grace', 'suspended'])[1 + p.id %% 4], 10, 0.2,
        (ARRAY['low', 'medium', 'high'])[1 + p.id %% 3], 'v1', %(today)s::date
    FROM who w JOIN census.customer_standing s USING (person_id) JOIN book.policy p ON p.holder_id = s.customer_id
    CROSS JOIN LATERAL (SELECT (p.id %% 70)::integer AS days) d WHERE p.pay_mode <> 'single'
"""
_TASKS = """
    INSERT INTO engagement.task (id, city_id, cell_id, customer_id, kind, stage, workplace, due_on, priority,
        source_key, state, closed_at)
    SELECT gen_random_uuid(), 1, cell_id, person_id, 'renewal_visit', 'renewal',
        (ARRAY['field', 'seat'])[1 + n %% 2], %(today)s::date + 5 - (n %% 11)::integer, 1, 'test/' || n, state,
        CASE WHEN state <> 'open' THEN now() - (n %% 13)::integer * interval '1 day' END
    FROM who CROSS JOIN LATERAL (SELECT (ARRAY['open', 'open', 'done', 'skipped', 'cancelled'])[1 + n %% 5] AS state) t
    WHERE n <= 120
"""
_REQUESTS = """
    INSERT INTO engagement.visit_request (id, city_id, customer_id, cell_id, raised_by, raised_at, reason, accept_by,
        state, closed_at)
    SELECT gen_random_uuid(), 1, person_id, cell_id, gen_random_uuid(), now() - n * interval '1 hour', 'lapse_risk',
        now(), state, CASE WHEN state = 'done' THEN now() END
    FROM who CROSS JOIN LATERAL
        (SELECT (ARRAY['pending', 'accepted', 'returned', 'expired', 'done'])[1 + n %% 5] AS state) t
    WHERE n <= 60
"""
_CONTACTED = """
    UPDATE engagement.care c SET first_contact_at = now(), state = 'contacted'
    FROM who w WHERE w.person_id = c.customer_id AND w.n %% 3 = 0
"""


def add_work(url: str) -> None:
    """Give orphan persons of the small city work in every state; what the city has already is replaced."""
    with psycopg.connect(url) as connection:
        connection.execute("TRUNCATE renewal.due, engagement.task, engagement.visit_request CASCADE")
        for statement in (_PEOPLE, _DUES, _TASKS, _REQUESTS, _CONTACTED):
            connection.execute(statement, {"today": today()})


def move_to_new_station(url: str, cells: list[int]) -> None:
    """Open one more station and hang these cells on it."""
    with psycopg.connect(url) as connection:
        connection.execute(
            """WITH opened AS (
                   INSERT INTO stations.station (city_id, station_no, name, lon, lat, opened_on)
                   VALUES (1, 'TEST', '试点网点', 0, 0, %(today)s) RETURNING id
               )
               UPDATE stations.cell_station SET station_id = opened.id FROM opened WHERE cell_id = ANY(%(cells)s)""",
            {"today": today(), "cells": cells},
        )
