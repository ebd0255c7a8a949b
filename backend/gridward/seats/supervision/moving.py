"""Items moved from the common queue, or from one seat, to others or back to everybody. Whoever is on a call keeps it."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.identity.contract import DataScope
from gridward.kernel.clock import now, today
from gridward.kernel.errors import Conflict, Invalid, NotFound
from gridward.kernel.ids import new_id
from gridward.seats.counts import tell_queue
from gridward.seats.supervision.people import seats_of
from gridward.seats.supervision.rules import deal, supervision_rules
from gridward.seats.supervision.schemas import SeatMoveIn

_SHOWN = 200
_WHICH = """
    FROM seats.queue_item q JOIN engagement.task t ON t.id = q.task_id AND t.state = 'open'
    JOIN book.customer c ON c.id = q.customer_id
    WHERE q.city_id = :city AND (CAST(:cells AS int[]) IS NULL OR t.cell_id = ANY(:cells))
      AND CASE WHEN CAST(:from_seat AS uuid) IS NULL THEN q.assigned_to IS NULL OR q.assigned_until <= :now
          ELSE {of_seat} END
      AND (CAST(:kind AS text) IS NULL OR t.kind = :kind)
      AND (NOT CAST(:only_promised AS boolean) OR q.callback)
      AND (CAST(:due_before AS date) IS NULL OR t.due_on < :due_before)
"""
_PICK = f"""
    SELECT q.id AS item_id, c.name_masked, t.kind, q.language, t.due_on, q.not_before, q.callback
    {_WHICH.format(of_seat="q.assigned_to = :from_seat AND q.assigned_until > :now")}
      AND (q.claim_id IS NULL OR q.leased_until <= :now)
    ORDER BY q.callback DESC, q.priority DESC, q.id LIMIT :most
"""
# Of somebody who is just now being taken the taker is right.
_LOCKED = text(f"{_PICK} FOR UPDATE OF q SKIP LOCKED")
_LOOKED_AT = text(_PICK)
_ON_CALL = text(
    f"""SELECT count(*) {_WHICH.format(of_seat="q.claimed_by = :from_seat")}
      AND q.claim_id IS NOT NULL AND q.leased_until > :now"""
)
# Two who move at once would both count the same room.
_ONE_BY_ONE = text("SELECT pg_advisory_xact_lock(hashtextextended('seat moves', 0))")
# Both parts see the items as they were before: what is kept is from whom they are taken.
_MOVE = text(
    """WITH step AS (
           SELECT * FROM unnest(CAST(:items AS bigint[]), CAST(:to_accounts AS uuid[])) AS s (item_id, to_account)
       ), kept AS (
           INSERT INTO seats.move_item (move_id, item_id, customer_id, from_account, from_until, to_account, to_until)
           SELECT :move, q.id, q.customer_id, q.assigned_to, q.assigned_until, s.to_account,
               CASE WHEN s.to_account IS NOT NULL THEN CAST(:until AS timestamptz) END
           FROM step s JOIN seats.queue_item q ON q.id = s.item_id
       )
       UPDATE seats.queue_item q SET assigned_to = s.to_account,
           assigned_until = CASE WHEN s.to_account IS NOT NULL THEN CAST(:until AS timestamptz) END
       FROM step s WHERE q.id = s.item_id"""
)


@dataclass(frozen=True)
class Picked:
    """What would be moved, to whom, and what stays where it is."""

    items: list[dict[str, Any]]
    """Each with `to_account`; None: back to everybody."""
    on_call: int
    """Kept by whoever talks to them just now."""
    without_room: int
    """Whom nobody can take: of those who are able none has room."""
    targets: list[dict[str, Any]]


async def pick_items(
    session: AsyncSession, scope: DataScope, city_id: int, wanted: SeatMoveIn, *, lock: bool = False
) -> Picked:
    """What a move comes to. Raises `move.goes_nowhere`, `move.to_itself`, `seat.not_found`, `seat.absent`."""
    scope.require_city(city_id)
    _require_direction(wanted)
    seats = {seat["account_id"]: seat for seat in await seats_of(session, city_id)}
    targets = [_target(seats, account) for account in dict.fromkeys(wanted.to_seats)]
    if (
        wanted.from_seat is not None
        and wanted.from_seat not in seats
        and not await _has_items(session, wanted)
    ):
        raise _no_seat()
    rules = supervision_rules().assignment
    values = {
        "city": city_id,
        "cells": scope.cell_list,
        "now": now(),
        "from_seat": wanted.from_seat,
        "kind": wanted.kind,
        "only_promised": wanted.only_promised,
        "due_before": today() - timedelta(days=wanted.older_than_days) if wanted.older_than_days else None,
        "most": min(wanted.most, rules.most_at_once),
    }
    rows = [dict(row) for row in (await session.execute(_LOCKED if lock else _LOOKED_AT, values)).mappings()]
    on_call = await session.scalar(_ON_CALL, values) or 0
    room = [max(0, rules.most_for_a_seat - target["assigned"]) for target in targets]
    hands: list[int | None] = (
        deal([_able(targets, row) for row in rows], room) if targets else [None] * len(rows)
    )
    items = [
        {**row, "to_account": None if hand is None else targets[hand]["account_id"]}
        for row, hand in zip(rows, hands, strict=True)
        if hand is not None or not targets
    ]
    gets = Counter(item["to_account"] for item in items)
    return Picked(
        items,
        on_call,
        len(rows) - len(items),
        [
            {
                "account_id": target["account_id"],
                "name": target["name"],
                "room": free,
                "gets": gets[target["account_id"]],
            }
            for target, free in zip(targets, room, strict=True)
        ],
    )


def _able(targets: list[dict[str, Any]], row: dict[str, Any]) -> set[int]:
    """The places of the seats who do this kind of task and speak the customer's language."""
    return {
        place
        for place, seat in enumerate(targets)
        if (seat["kinds"] is None or row["kind"] in seat["kinds"])
        and (seat["languages"] is None or row["language"] in seat["languages"])
    }


def shown(picked: Picked) -> dict[str, Any]:
    """A preview as it is sent."""
    return {
        "moved": len(picked.items),
        "on_call": picked.on_call,
        "without_room": picked.without_room,
        "targets": picked.targets,
        "items": picked.items[:_SHOWN],
    }


async def move_items(
    session: AsyncSession, scope: DataScope, account_id: UUID, city_id: int, wanted: SeatMoveIn
) -> UUID:
    """Move what is picked, and keep from where. Returns the move. Raises what picking raises, and `move.nothing`."""
    await session.execute(_ONE_BY_ONE)
    picked = await pick_items(session, scope, city_id, wanted, lock=True)
    if not picked.items:
        raise Conflict(
            "move.nothing",
            "Nothing can be moved: nobody waits who fits, or nobody who could take him has room.",
            "Choose others, or more seats.",
            on_call=picked.on_call,
            without_room=picked.without_room,
        )
    move_id, moment = new_id(), now()
    until = moment + timedelta(hours=supervision_rules().assignment.hours)
    await session.execute(
        text(
            """INSERT INTO seats.move (id, city_id, account_id, at, reason)
               VALUES (:id, :city, :account, :at, :reason)"""
        ),
        {"id": move_id, "city": city_id, "account": account_id, "at": moment, "reason": wanted.reason},
    )
    await session.execute(
        _MOVE,
        {
            "move": move_id,
            "items": [item["item_id"] for item in picked.items],
            "to_accounts": [item["to_account"] for item in picked.items],
            "until": until,
        },
    )
    await tell_queue(session, city_id)
    return move_id


def _require_direction(wanted: SeatMoveIn) -> None:
    if wanted.from_seat is None and not wanted.to_seats:
        raise Invalid(
            "move.goes_nowhere",
            "What waits for everybody can only be given to seats.",
            "Choose at least one seat who takes it.",
        )
    if wanted.from_seat in wanted.to_seats:
        raise Invalid(
            "move.to_itself", "A seat cannot be given what he has.", "Leave him out of those who take it."
        )


def _target(seats: dict[UUID, dict[str, Any]], account_id: UUID) -> dict[str, Any]:
    seat = seats.get(account_id)
    if seat is None:
        raise _no_seat()
    if seat["state"] in ("absent", "away"):
        raise Conflict(
            "seat.absent",
            f"{seat['name']} is not there.",
            "Choose seats who are there.",
            name=seat["name"],
        )
    return seat


async def _has_items(session: AsyncSession, wanted: SeatMoveIn) -> bool:
    """Somebody who has departed may still have items, which are to be taken from him."""
    found = await session.scalar(
        text("SELECT EXISTS (SELECT FROM seats.queue_item WHERE assigned_to = :seat)"),
        {"seat": wanted.from_seat},
    )
    return bool(found)


def _no_seat() -> NotFound:
    return NotFound("seat.not_found", "There is no such seat in this city.", "Load the board again.")
