"""A city's cards: those that are shipped, and its own."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.public import display_name, display_names
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict, NotFound
from gridward.kernel.ids import new_id
from gridward.platform.rules import load_rules, rule_versions
from gridward.renewal.card import CARD, PointsCard
from gridward.renewal.cards.checking import faults_of
from gridward.renewal.cards.content import CardContent, content_of

_OWN = """
    SELECT c.version, c.name, c.copied_from, c.content, c.revision, c.changed_by, c.changed_at,
        EXISTS (SELECT FROM renewal.card_activation a WHERE a.city_id = c.city_id AND a.version = c.version) AS used
    FROM renewal.card c WHERE c.city_id = :city
"""
_ADD = text(
    """INSERT INTO renewal.card (id, city_id, version, name, copied_from, content, changed_by, changed_at)
       VALUES (:id, :city, :version, :name, :copied_from, CAST(:content AS jsonb), :by, :at)"""
)
_CHANGE = text(
    """UPDATE renewal.card SET name = :name, content = CAST(:content AS jsonb), revision = revision + 1, changed_by = :by,
           changed_at = :at WHERE city_id = :city AND version = :version"""
)
_NEXT = text(
    """SELECT coalesce(max(substr(version, 5)::integer), 0) + 1 FROM renewal.card WHERE city_id = :city"""
)


@dataclass(frozen=True)
class StoredCard:
    """A card of a city."""

    version: str
    name: str | None
    copied_from: str | None
    content: CardContent
    revision: int
    changed_by: UUID | None
    changed_at: datetime | None
    used: bool
    """It was in force once; a shipped one counts as such."""


async def hold_cards(session: AsyncSession, city_id: int) -> None:
    """Let nobody else change the city's cards until the transaction ends."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtext('renewal.card'), :city)"), {"city": city_id}
    )


async def version_in_force(session: AsyncSession, city_id: int) -> str:
    """The version of the card by which the city's dues are judged."""
    found: str | None = await session.scalar(
        text("SELECT version FROM renewal.card_activation WHERE city_id = :city ORDER BY id DESC LIMIT 1"),
        {"city": city_id},
    )
    return found or CARD


async def get_card(session: AsyncSession, city_id: int, version: str) -> StoredCard:
    """Raises `card.not_found`."""
    if version in rule_versions("points_card"):
        return _shipped(version)
    row = (
        await session.execute(text(f"{_OWN} AND c.version = :version"), {"city": city_id, "version": version})
    ).one_or_none()
    if row is None:
        raise NotFound("card.not_found", "There is no such card.", "See the list of cards.")
    return _stored(row)


async def list_cards(session: AsyncSession, city_id: int) -> dict[str, Any]:
    """All cards of a city, and when which was in force."""
    in_force = await version_in_force(session, city_id)
    rows = await session.execute(text(f"{_OWN} ORDER BY c.id DESC"), {"city": city_id})
    cards = [_stored(row) for row in rows] + [_shipped(one) for one in reversed(rule_versions("points_card"))]
    activations = (
        await session.execute(
            text(
                """SELECT version, by, at, reason FROM renewal.card_activation WHERE city_id = :city
                   ORDER BY id DESC LIMIT 50"""
            ),
            {"city": city_id},
        )
    ).all()
    who = {card.changed_by for card in cards if card.changed_by} | {row.by for row in activations}
    names = await display_names(session, who)
    return {
        "in_force": in_force,
        "items": [describe(card, in_force, names.get(card.changed_by or UUID(int=0))) for card in cards],
        "activations": [{**row._mapping, "by": names.get(row.by, "")} for row in activations],
    }


async def show_card(session: AsyncSession, city_id: int, version: str) -> dict[str, Any]:
    """A card with what it holds and what is wrong with it. Raises `card.not_found`."""
    card = await get_card(session, city_id, version)
    by = await display_name(session, card.changed_by) if card.changed_by else None
    return {
        **describe(card, await version_in_force(session, city_id), by),
        "content": card.content,
        "faults": [vars(one) for one in faults_of(card.content)] if not card.used else [],
    }


def describe(card: StoredCard, in_force: str, by: str | None) -> dict[str, Any]:
    """A card as lists show it."""
    state = "was_in_force" if card.used else "draft"
    if card.version == in_force:
        state = "in_force"
    elif card.name is None:
        state = "shipped"
    return {**vars(card), "state": state, "changed_by": by}


async def add_card(
    session: AsyncSession, city_id: int, name: str, content: CardContent, copied_from: str | None, by: UUID
) -> str:
    """Keep a draft; its version."""
    await hold_cards(session, city_id)
    version = f"own-{await session.scalar(_NEXT, {'city': city_id})}"
    values = {"id": new_id(), "city": city_id, "version": version, "name": name, "copied_from": copied_from}
    await session.execute(_ADD, {**values, "content": json.dumps(content.plain()), "by": by, "at": now()})
    return version


async def change_card(
    session: AsyncSession,
    city_id: int,
    version: str,
    name: str,
    content: CardContent,
    revision: int,
    by: UUID,
) -> None:
    """Change a draft, mistakes and all: it is examined when it is put in force.

    What is sent once more, because its answer was lost, changes nothing. Raises `card.not_found`, `card.frozen`,
    `card.changed`.
    """
    card = await own_draft(session, city_id, version)
    if revision != card.revision:
        if (card.name, card.content) == (name, content):
            return
        raise await card_changed(session, card)
    await session.execute(
        _CHANGE,
        {
            "city": city_id,
            "version": version,
            "name": name,
            "content": json.dumps(content.plain()),
            "by": by,
            "at": now(),
        },
    )


async def delete_card(session: AsyncSession, city_id: int, version: str) -> None:
    """Delete a draft. Raises `card.not_found`, `card.frozen`."""
    await own_draft(session, city_id, version)
    await session.execute(
        text("DELETE FROM renewal.card WHERE city_id = :city AND version = :version"),
        {"city": city_id, "version": version},
    )


async def own_draft(session: AsyncSession, city_id: int, version: str) -> StoredCard:
    """A draft, held. Raises `card.not_found`, `card.frozen`."""
    await hold_cards(session, city_id)
    card = await get_card(session, city_id, version)
    if card.used:
        raise Conflict(
            "card.frozen",
            f"Card {version} is shipped or was in force: dues name it.",
            "Copy it and edit the copy.",
            version=version,
        )
    return card


async def card_changed(session: AsyncSession, card: StoredCard) -> Conflict:
    """The error for somebody who decided upon what is not so any more."""
    return Conflict(
        "card.changed",
        "Somebody else has changed the card meanwhile.",
        "Look at what it is now, and save yours upon it.",
        by=await display_name(session, card.changed_by) if card.changed_by else None,
        at=card.changed_at and card.changed_at.isoformat(),
    )


def _shipped(version: str) -> StoredCard:
    card = load_rules(PointsCard, "points_card", version)
    return StoredCard(version, None, None, content_of(card), 0, None, None, used=True)


def _stored(row: Any) -> StoredCard:
    return StoredCard(**{**row._mapping, "content": CardContent.model_validate(row.content)})
