"""The parts of a customer's story, as they are read."""

from datetime import date
from typing import Any

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import Contract, PolicyFacts, contract_of, contract_state, instalments_of
from gridward.customer360.finding import Person
from gridward.identity.contract import DataScope
from gridward.identity.public import display_names
from gridward.kernel.masking import mask_name

_CONTACTS = 50
_NEIGHBOURS = 20
_PROMISES = 20

_POLICIES = text(
    """SELECT p.id AS policy_id, p.policy_no, p.product_name, p.category,
           CASE WHEN p.holder_id <> ALL(:ids) THEN 'insured' WHEN p.insured_id <> ALL(:ids) THEN 'holder' ELSE 'both' END
               AS role,
           p.effective_on, p.pay_mode, p.pay_years, p.premium, p.sum_insured, p.state, p.paid_to, p.debit_state,
           coalesce(s.standing, 'ended') AS standing, i.paid AS paid_instalments, i.late AS late_instalments,
           i.rows AS instalments,
           d.number, d.due_on, d.grace_ends, d.amount, d.unpaid, d.unpaid_amount, d.state AS due_state, d.failure,
           d.points, d.risk, d.tier, d.reasons
       FROM (SELECT id FROM book.policy WHERE holder_id = ANY(:ids)
             UNION SELECT id FROM book.policy WHERE insured_id = ANY(:ids)) his
       JOIN book.policy p USING (id)
       LEFT JOIN census.policy_standing s ON s.policy_id = p.id
       LEFT JOIN renewal.due d ON d.policy_id = p.id AND d.customer_id = :person
       CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE n.paid_on IS NOT NULL) AS paid,
               count(*) FILTER (WHERE n.paid_on > n.due_on) AS late,
               coalesce(json_agg(json_build_array(n.number, n.due_on, n.amount::text, n.paid_on, n.paid_amount::text,
                   n.channel)), '[]') AS rows
           FROM book.instalment n WHERE n.policy_id = p.id
       ) i
       ORDER BY s.standing = 'ended', p.effective_on DESC, p.id"""
)
_DUE = (
    "policy_id", "policy_no", "product_name", "number", "due_on", "grace_ends", "amount", "unpaid", "unpaid_amount",
    "failure", "points", "risk", "tier", "reasons",
)  # fmt: skip
_FACTS = ("state", "effective_on", "pay_mode", "pay_years", "premium", "paid_to")

_PAST = text(
    f"""(SELECT at, department, channel, direction, result, false AS ours, NULL AS by,
            NULL::uuid AS account_id FROM book.contact
         WHERE customer_id = ANY(:ids) ORDER BY at DESC LIMIT {_CONTACTS})
        UNION ALL
        (SELECT c.at, c.department, c.channel, CASE WHEN c.inbound THEN '呼入' END, c.result, true, s.name_masked,
            c.account_id
         FROM engagement.contact c
         LEFT JOIN book.specialist s ON s.id = c.specialist_id
         WHERE c.customer_id = :person ORDER BY c.at DESC LIMIT {_CONTACTS})
        ORDER BY at DESC LIMIT {_CONTACTS}"""
)

_WORK = text(
    f"""SELECT
            (SELECT row_to_json(c) FROM (
                SELECT state, stage, opened_on, notified_at, wave_on, first_contact_at FROM engagement.care
                WHERE customer_id = :person) c) AS care,
            (SELECT coalesce(json_agg(a), '[]') FROM (
                SELECT DISTINCT ON (purpose) purpose, given, how, at FROM engagement.consent
                WHERE customer_id = :person ORDER BY purpose, at DESC, id DESC) a) AS consents,
            (SELECT coalesce(json_agg(t), '[]') FROM (
                SELECT id AS task_id, kind, stage, workplace, due_on, why FROM engagement.task
                WHERE customer_id = :person AND state = 'open' ORDER BY priority DESC, id) t) AS tasks,
            (SELECT coalesce(json_agg(r), '[]') FROM (
                SELECT r.id, r.policy_id, p.policy_no, r.number, r.amount::text, r.promised_on, r.made_at, r.source, r.state
                FROM renewal.promise r JOIN book.policy p ON p.id = r.policy_id
                WHERE r.customer_id = :person ORDER BY r.made_at DESC LIMIT {_PROMISES}) r) AS promises,
            (SELECT coalesce(json_agg(h), '[]') FROM (
                SELECT n.person_id AS customer_id, c.name_masked,
                    (SELECT count(*) FROM engagement.task t WHERE t.customer_id = n.person_id AND t.state = 'open')
                        AS open_tasks
                FROM (
                    SELECT DISTINCT s.person_id FROM book.customer b JOIN census.customer_standing s ON s.customer_id = b.id
                    WHERE b.address_key = ANY(:doors) AND b.city_id = :city AND s.person_id <> :person
                      AND (CAST(:cells AS int[]) IS NULL OR EXISTS (
                          SELECT FROM grids.cells_on(CAST(:day AS date)) k
                          WHERE k.customer_id = b.id AND k.cell_id = ANY(:cells)))
                    ORDER BY s.person_id LIMIT {_NEIGHBOURS}
                ) n JOIN book.customer c ON c.id = n.person_id) h) AS household,
            (SELECT s.name_masked FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
             WHERE t.cell_id = :cell AND t.role = 'responsible' AND t.during @> CAST(:day AS date)) AS specialist,
            (SELECT s.name_masked FROM staffing.tenure t JOIN book.specialist s ON s.id = t.specialist_id
             WHERE t.cell_id = :cell AND t.role = 'stand_in' AND t.during @> CAST(:day AS date)) AS stand_in"""
)


async def policies_with_dues(
    session: AsyncSession, person: Person, day: date
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The policies that he holds or is insured under, those in force first, and his dues, the riskiest first."""
    rows = await session.execute(_POLICIES, {"ids": person.ids, "person": person.person_id})
    policies, dues = [], []
    for row in rows.mappings():
        policies.append(dict(row) | {"state": contract_state(_contract(row), day).value})
        if row["number"] is not None:
            due = {name: row[name] for name in _DUE}
            dues.append(due | {"state": row["due_state"], "days": (day - row["due_on"]).days})
    return policies, sorted(dues, key=lambda due: -due["risk"])


def _contract(row: RowMapping) -> Contract:
    facts = PolicyFacts(*(row[name] for name in _FACTS))
    return contract_of(facts, instalments_of(row["instalments"]))


async def past_contacts(session: AsyncSession, person: Person) -> list[dict[str, Any]]:
    """The newest contacts of all departments, delivered by the insurer or made here."""
    rows = await session.execute(_PAST, {"ids": person.ids, "person": person.person_id})
    contacts = [dict(row) for row in rows.mappings()]
    # A specialist stands masked in the staff list; of seats there is only the account.
    seats = {one["account_id"] for one in contacts if one["by"] is None} - {None}
    names = await display_names(session, seats) if seats else {}
    for contact in contacts:
        name = names.get(contact["account_id"])
        contact["by"] = contact["by"] or (mask_name(name) if name else None)
    return contacts


async def work(session: AsyncSession, scope: DataScope, person: Person, day: date) -> dict[str, Any]:
    """His care, consents, open tasks, promises, neighbours at the same door, and who works his cell."""
    rows = await session.execute(
        _WORK,
        {
            "person": person.person_id,
            "city": person.city_id,
            "doors": [row["address_key"] for row in person.numbers if row["address_key"] is not None],
            "cell": person.first("cell_id"),
            "cells": scope.cell_list,
            "day": day,
        },
    )
    return dict(rows.mappings().one())
