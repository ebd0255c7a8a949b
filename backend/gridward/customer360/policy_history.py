"""A policy's story: its state on a day, by what was known on another, what changed it, and all that was learnt."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import (
    Contract,
    PolicyEvent,
    Terms,
    account,
    changes_of_state,
    contract_as_of,
    contract_state,
    events_of,
    instalment_state,
    owed,
)
from gridward.customer360.finding import find_person
from gridward.identity.contract import DataScope
from gridward.kernel.clock import today
from gridward.kernel.errors import Invalid, NotFound

_POLICY = text(
    """SELECT p.policy_no, p.product_name, p.effective_on, p.pay_mode, p.pay_years, p.holder_id, p.insured_id,
           l.day AS learnt_on
       FROM book.policy p LEFT JOIN book.learnt l ON l.city_id = p.city_id WHERE p.id = :policy"""
)
_SOURCES = text(
    """SELECT id, source FROM census.import_run WHERE id = ANY(:sources)
       UNION ALL SELECT id, name FROM renewal.debit_file WHERE id = ANY(:sources)"""
)


async def policy_history(
    session: AsyncSession, scope: DataScope, policy_id: int, as_of: date | None, known_on: date | None
) -> dict[str, Any]:
    """The story as `PolicyHistory`; both days are today where they are not given.

    Raises `policy.not_found`, out of scope as well, and `history.not_known` for a day on which nothing was known of it.
    """
    day, known = as_of or today(), known_on or today()
    row = (await session.execute(_POLICY, {"policy": policy_id})).one_or_none()
    if row is None:
        raise _not_found()
    await _require_seen(session, scope, row.holder_id, row.insured_id)
    terms = Terms(row.effective_on, row.pay_mode, row.pay_years)
    events = await events_of(session, policy_id)
    contract = contract_as_of(terms, events, day, known)
    if contract is None:
        raise Invalid(
            "history.not_known",
            f"On {known} nothing was known of this policy.",
            "Choose a later day of knowledge.",
            first=events[0].learnt_on.isoformat() if events else None,
        )
    return {
        "policy_id": policy_id,
        "policy_no": row.policy_no,
        "product_name": row.product_name,
        "as_of": day,
        "known_on": known,
        "first_known_on": events[0].learnt_on,
        "learnt_on": row.learnt_on,
        "state": contract_state(contract, day),
        "owed": owed(contract, day),
        "instalments": _instalments(contract, day),
        "changes": [asdict(one) for one in changes_of_state(terms, events, day, known)],
        "events": await _events(session, events),
    }


async def _require_seen(session: AsyncSession, scope: DataScope, *customers: int) -> None:
    """That the holder or the insured may be seen."""
    for customer in dict.fromkeys(customers):
        try:
            await find_person(session, scope, customer)
        except NotFound:
            continue
        return
    raise _not_found()


def _not_found() -> NotFound:
    return NotFound("policy.not_found", "There is no such policy.", "Open it from its customer's page.")


def _instalments(contract: Contract, day: date) -> list[dict[str, Any]]:
    """The newest first."""
    found = []
    for one in reversed(contract.instalments):
        money = account(one, day)
        found.append(
            {
                "number": one.number,
                "due_on": one.due_on,
                "amount": one.amount,
                "state": instalment_state(contract, one, day),
                "premium": money.premium,
                "loan": money.loan,
                "outstanding": money.outstanding,
                "settled_on": money.settled_on,
            }
        )
    return found


async def _events(session: AsyncSession, events: Sequence[PolicyEvent]) -> list[dict[str, Any]]:
    """All that was learnt, the newest first, with the name of what told it."""
    rows = await session.execute(_SOURCES, {"sources": list({event.source_id for event in events})})
    sources = {row.id: row.source for row in rows}
    return [asdict(event) | {"source": sources.get(event.source_id)} for event in reversed(events)]
