"""Delivering what is queued, batch by batch: a run that dies is taken up where it stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import psycopg

from gridward.engagement.messages.gateway import Gateway, Refused
from gridward.engagement.messages.hours import may_leave, message_hours
from gridward.engagement.messages.letters import Letter, queued_letters
from gridward.engagement.notices import NOTICE
from gridward.kernel.clock import now
from gridward.platform.crypto import Cipher, cipher
from gridward.platform.db import connect
from gridward.platform.progress import Progress, silent

_BATCH = 500

_NOTE = """
    UPDATE engagement.message m SET state = t.state, adapter = %(adapter)s, reference = t.reference, problem = t.problem,
        delivered_at = CASE WHEN t.state = 'delivered' THEN %(moment)s END
    FROM unnest(%(ids)s::uuid[], %(states)s::text[], %(references)s::text[], %(problems)s::text[])
        AS t (id, state, reference, problem)
    WHERE m.id = t.id
"""
_NOTIFIED = """
    UPDATE engagement.care c SET notified_at = %(moment)s
    FROM engagement.message m
    WHERE m.id = ANY(%(ids)s) AND m.template = %(notice)s AND m.state = 'delivered'
      AND c.customer_id = m.customer_id AND c.notified_at IS NULL
"""


@dataclass(frozen=True)
class Deliveries:
    """What a delivery came to, in messages."""

    delivered: int
    failed: int


@dataclass(frozen=True)
class _Outcome:
    message_id: UUID
    reference: str | None
    problem: str | None

    @property
    def state(self) -> str:
        return "delivered" if self.problem is None else "failed"


def deliver_messages(url: str, city_id: int, gateway: Gateway, progress: Progress = silent) -> Deliveries:
    """Deliver what a city has queued and what may leave at this hour, each message with its proof; one that cannot be
    delivered keeps the reason.

    What goes wrong with the gateway itself ends the run: the rest stays queued for the next one.
    """
    hours, box, delivered, failed = message_hours(), cipher(), 0, 0
    while True:
        with connect(url, "messages") as connection:
            # Asked anew for each batch: a long delivery must not go on into the evening.
            letters = queued_letters(connection, city_id, may_leave(hours, now()), _BATCH)
            outcomes = [_deliver(gateway, letter, box) for letter in letters]
            gateway.flush()
            _note(connection, gateway.name, outcomes, now())
        failed += sum(outcome.problem is not None for outcome in outcomes)
        delivered += sum(outcome.problem is None for outcome in outcomes)
        progress("messages", delivered + failed, 0)
        if len(letters) < _BATCH:
            return Deliveries(delivered, failed)


def cities_with_messages(connection: psycopg.Connection) -> list[int]:
    """The cities that have something queued which may leave at this hour."""
    rows = connection.execute(
        """SELECT id FROM city.city c WHERE EXISTS (
               SELECT FROM engagement.message m
               WHERE m.city_id = c.id AND m.state = 'queued' AND m.purpose = ANY(%s))
           ORDER BY id""",
        [may_leave(message_hours(), now())],
    )
    return [row[0] for row in rows]


def _deliver(gateway: Gateway, letter: Letter, box: Cipher) -> _Outcome:
    try:
        return _Outcome(letter.message_id, gateway.deliver(letter.finish(box)), None)
    except Refused as refused:
        return _Outcome(letter.message_id, None, refused.code)


def _note(
    connection: psycopg.Connection, adapter: str, outcomes: Sequence[_Outcome], moment: datetime
) -> None:
    ids = [outcome.message_id for outcome in outcomes]
    connection.execute(
        _NOTE,
        {
            "adapter": adapter,
            "moment": moment,
            "ids": ids,
            "states": [outcome.state for outcome in outcomes],
            "references": [outcome.reference for outcome in outcomes],
            "problems": [outcome.problem for outcome in outcomes],
        },
    )
    connection.execute(_NOTIFIED, {"ids": ids, "notice": NOTICE, "moment": moment})
