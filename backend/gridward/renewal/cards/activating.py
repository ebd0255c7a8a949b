"""Putting a card in force: who, when, why; and judging the dues anew by it."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.public import display_name
from gridward.kernel.clock import now
from gridward.kernel.errors import Conflict
from gridward.platform.jobs import enqueue
from gridward.renewal.cards.checking import require_sound
from gridward.renewal.cards.store import card_changed, get_card, hold_cards, version_in_force


async def activate(
    session: AsyncSession, city_id: int, version: str, reason: str, revision: int, in_force: str, by: UUID
) -> None:
    """Put a card in force in a city; an earlier one comes back the same way. A job judges the due list anew by it.

    Raises `card.not_found`, `card.already_in_force`, `card.changed`, `card.overtaken` where another one was put in force
    meanwhile, and `card.faulty` with all mistakes.
    """
    await hold_cards(session, city_id)
    card = await get_card(session, city_id, version)
    current = await version_in_force(session, city_id)
    if version == current:
        raise Conflict(
            "card.already_in_force", f"Card {version} is in force.", "Choose another one.", version=version
        )
    if in_force != current:
        raise await _overtaken(session, city_id, current)
    if revision != card.revision:
        raise await card_changed(session, card)
    require_sound(card.content, version)
    await session.execute(
        text(
            """INSERT INTO renewal.card_activation (city_id, version, by, at, reason)
               VALUES (:city, :version, :by, :at, :reason)"""
        ),
        {"city": city_id, "version": version, "by": by, "at": now(), "reason": reason},
    )
    await enqueue(session, "judge_dues", lock=f"judge {city_id}", city_id=str(city_id))


async def _overtaken(session: AsyncSession, city_id: int, current: str) -> Conflict:
    row = (
        await session.execute(
            text("SELECT by, at FROM renewal.card_activation WHERE city_id = :city ORDER BY id DESC LIMIT 1"),
            {"city": city_id},
        )
    ).one()
    return Conflict(
        "card.overtaken",
        f"Card {current} was put in force meanwhile.",
        "See what your card changes beside that one.",
        version=current,
        by=await display_name(session, row.by),
        at=row.at.isoformat(),
    )
