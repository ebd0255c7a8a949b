"""The parts of customers' stories, as they are read: each in one statement, however many persons there are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import (
    LOAN_CHANNELS,
    Contract,
    PolicyFacts,
    contract_of,
    contract_state,
    instalments_of,
)
from gridward.customer360.finding import Person
from gridward.identity.contract import DataScope
from gridward.identity.public import display_names
from gridward.kernel.masking import mask_name

_CONTACTS = 50
_NEIGHBOURS = 20
_PROMISES = 20

_ASKED = """(
    SELECT person_id, array_agg(customer_id) AS ids FROM census.customer_standing WHERE person_id = ANY(:persons)
    GROUP BY person_id) k"""
"""Persons with their customer numbers."""

_SETTLED = """coalesce(n.paid_on < :day AND coalesce(n.paid_amount, n.amount) >= n.amount
    AND (n.channel = ANY(:loans)) IS NOT TRUE, false)"""
_POLICIES = text(
    f"""SELECT k.person_id, p.id AS policy_id, p.policy_no, p.product_name, p.category,
           CASE WHEN p.holder_id <> ALL(k.ids) THEN 'insured' WHEN p.insured_id <> ALL(k.ids) THEN 'holder' ELSE 'both' END
               AS role,
           p.effective_on, p.pay_mode, p.pay_years, p.premium, p.sum_insured, p.state, p.paid_to, p.debit_state,
           coalesce(s.standing, 'ended') AS standing, i.paid AS paid_instalments, i.late AS late_instalments,
           i.rows AS instalments,
           d.number, d.due_on, d.grace_ends, d.amount, d.unpaid, d.unpaid_amount, d.state AS due_state, d.failure,
           d.points, d.risk, d.tier, d.reasons
       FROM {_ASKED}
       CROSS JOIN LATERAL (
           SELECT id FROM book.policy WHERE holder_id = ANY(k.ids)
           UNION SELECT id FROM book.policy WHERE insured_id = ANY(k.ids)
       ) his
       JOIN book.policy p ON p.id = his.id
       LEFT JOIN census.policy_standing s ON s.policy_id = p.id
       LEFT JOIN renewal.due d ON d.policy_id = p.id AND d.customer_id = k.person_id
       CROSS JOIN LATERAL (
           -- Those before the first that was delivered were paid, else it would not have fallen due.
           SELECT min(n.number) - 1 + count(*) FILTER (WHERE n.paid_on IS NOT NULL) AS paid,
               CASE WHEN count(*) > 0 THEN count(*) FILTER (WHERE n.paid_on > n.due_on) END AS late,
               -- What was paid in full before today says nothing of today; the last one tells which comes next.
               coalesce(json_agg(json_build_array(n.number, n.due_on, n.amount::text, n.paid_on, n.paid_amount::text,
                   n.channel)) FILTER (WHERE n.number = n.last OR NOT {_SETTLED}), '[]') AS rows
           FROM (SELECT *, max(number) OVER () AS last FROM book.instalment WHERE policy_id = p.id) n
       ) i
       ORDER BY k.person_id, s.standing = 'ended', p.effective_on DESC, p.id"""
)
_POLICY = (
    "policy_id", "policy_no", "product_name", "category", "role", "effective_on", "pay_mode", "premium", "sum_insured",
    "standing", "paid_to", "debit_state", "paid_instalments", "late_instalments",
)  # fmt: skip
_DUE = (
    "policy_id", "policy_no", "product_name", "number", "due_on", "grace_ends", "amount", "unpaid", "unpaid_amount",
    "failure", "points", "risk", "tier", "reasons",
)  # fmt: skip
_FACTS = ("state", "effective_on", "pay_mode", "pay_years", "premium", "paid_to")

# The numbers themselves besides: contacts lie in a part for each month, and each is looked into for all of them at once.
_PAST = text(
    f"""SELECT person_id, at, department, channel, direction, result, purpose, ours, by, account_id, acknowledged FROM (
            SELECT c.*, row_number() OVER (PARTITION BY person_id ORDER BY at DESC) AS nth FROM (
                SELECT s.person_id, b.at, b.department, b.channel, b.direction, b.result, NULL AS purpose,
                    false AS ours, NULL AS by, NULL::uuid AS account_id, NULL::jsonb AS acknowledged
                FROM book.contact b JOIN census.customer_standing s USING (customer_id)
                WHERE b.customer_id = ANY(:ids)
                UNION ALL
                SELECT c.customer_id, c.at, c.department, c.channel, CASE WHEN c.inbound THEN '呼入' END, c.result,
                    c.purpose, true, s.name_masked, c.account_id, c.acknowledged
                FROM engagement.contact c LEFT JOIN book.specialist s ON s.id = c.specialist_id
                WHERE c.customer_id = ANY(:persons)
            ) c
        ) c WHERE nth <= {_CONTACTS} ORDER BY person_id, at DESC"""
)

_HIS_WORK = f"""
    k.person_id,
    (SELECT row_to_json(c) FROM (
        SELECT state, stage, opened_on, notified_at, wave_on, first_contact_at FROM engagement.care
        WHERE customer_id = k.person_id) c) AS care,
    (SELECT coalesce(json_agg(a), '[]') FROM (
        SELECT DISTINCT ON (purpose) purpose, given, how, at FROM engagement.consent
        WHERE customer_id = k.person_id ORDER BY purpose, at DESC, id DESC) a) AS consents,
    (SELECT coalesce(json_agg(t), '[]') FROM (
        SELECT id AS task_id, kind, stage, workplace, due_on, why FROM engagement.task
        WHERE customer_id = k.person_id AND state = 'open' ORDER BY priority DESC, id) t) AS tasks,
    (SELECT coalesce(json_agg(r), '[]') FROM (
        SELECT r.id, r.policy_id, p.policy_no, r.number, r.amount::text, r.promised_on, r.made_at, r.source, r.state
        FROM renewal.promise r JOIN book.policy p ON p.id = r.policy_id
        WHERE r.customer_id = k.person_id ORDER BY r.made_at DESC LIMIT {_PROMISES}) r) AS promises
"""
_AROUND = f"""
    (SELECT coalesce(json_agg(h), '[]') FROM (
        SELECT n.person_id AS customer_id, c.name_masked,
            (SELECT count(*) FROM engagement.task t WHERE t.customer_id = n.person_id AND t.state = 'open')
                AS open_tasks
        FROM (
            SELECT DISTINCT s.person_id FROM book.customer b JOIN census.customer_standing s ON s.customer_id = b.id
            WHERE b.address_key = ANY(:doors) AND b.city_id = :city AND s.person_id <> k.person_id
              AND (CAST(:cells AS int[]) IS NULL OR EXISTS (
                  SELECT FROM grids.cells_on(CAST(:day AS date)) k
                  WHERE k.customer_id = b.id AND k.cell_id = ANY(:cells)))
            ORDER BY s.person_id LIMIT {_NEIGHBOURS}
        ) n JOIN book.customer c ON c.id = n.person_id) h) AS household,
    (SELECT s.name_masked FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
     WHERE t.cell_id = :cell AND t.role = 'responsible' AND t.during @> CAST(:day AS date)) AS specialist,
    (SELECT s.name_masked FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
     WHERE t.cell_id = :cell AND t.role = 'stand_in' AND t.during @> CAST(:day AS date)) AS stand_in
"""
"""Who else there is: neighbours at the same door, and who works the cell. A tablet has both beside the documents."""

_WORK = text(f"SELECT {_HIS_WORK} FROM unnest(CAST(:persons AS bigint[])) k (person_id)")
_WORK_AND_AROUND = text(
    f"SELECT {_HIS_WORK}, {_AROUND} FROM unnest(CAST(:persons AS bigint[])) k (person_id)"
)

Row = dict[str, Any]


async def policies_with_dues(
    session: AsyncSession, persons: Sequence[int], day: date
) -> dict[int, tuple[list[Row], list[Row]]]:
    """By person the policies that he holds or is insured under, those in force first, and his dues, the riskiest first."""
    found: dict[int, tuple[list[Row], list[Row]]] = {person: ([], []) for person in persons}
    values = {"persons": persons, "day": day, "loans": list(LOAN_CHANNELS)}
    for row in (await session.execute(_POLICIES, values)).mappings():
        policies, dues = found[row["person_id"]]
        policies.append(
            {name: row[name] for name in _POLICY} | {"state": contract_state(_contract(row), day).value}
        )
        if row["number"] is not None:
            due = {name: row[name] for name in _DUE}
            dues.append(due | {"state": row["due_state"], "days": (day - row["due_on"]).days})
    for _, dues in found.values():
        dues.sort(key=lambda due: -due["risk"])
    return found


def _contract(row: RowMapping) -> Contract:
    facts = PolicyFacts(*(row[name] for name in _FACTS))
    return contract_of(facts, instalments_of(row["instalments"]))


async def past_contacts(session: AsyncSession, persons: Sequence[Person]) -> dict[int, list[Row]]:
    """By person the newest contacts of all departments, delivered by the insurer or made here."""
    whose = {"persons": [one.person_id for one in persons], "ids": [n for one in persons for n in one.ids]}
    contacts = [dict(row) for row in (await session.execute(_PAST, whose)).mappings()]
    # A specialist stands masked in the staff list; of seats there is only the account.
    seats = {one["account_id"] for one in contacts if one["by"] is None} - {None}
    names = await display_names(session, seats) if seats else {}
    found: dict[int, list[Row]] = {one.person_id: [] for one in persons}
    for contact in contacts:
        name = names.get(contact.pop("account_id"))
        contact["by"] = contact["by"] or (mask_name(name) if name else None)
        found[contact.pop("person_id")].append(contact)
    return found


async def work(session: AsyncSession, persons: Sequence[int]) -> dict[int, RowMapping]:
    """By person his care, consents, open tasks and promises."""
    rows = await session.execute(_WORK, {"persons": persons})
    return {row["person_id"]: row for row in rows.mappings()}


async def work_and_around(session: AsyncSession, scope: DataScope, person: Person, day: date) -> RowMapping:
    """The same of one person, with neighbours at the same door, and who works his cell."""
    rows = await session.execute(
        _WORK_AND_AROUND,
        {
            "persons": [person.person_id],
            "city": person.city_id,
            "doors": [row["address_key"] for row in person.numbers if row["address_key"] is not None],
            "cell": person.first("cell_id"),
            "cells": scope.cell_list,
            "day": day,
        },
    )
    return rows.mappings().one()
