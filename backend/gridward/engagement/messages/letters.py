"""Queued messages with what their texts need: whom they go to and who serves him."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import namedtuple_row

from gridward.engagement.messages.gateway import Envelope, Refused
from gridward.engagement.messages.templates import compose
from gridward.kernel.clock import today
from gridward.kernel.masking import mask_name
from gridward.platform.crypto import Cipher

_LETTER = """
    SELECT m.id, m.customer_id, m.channel, m.purpose, m.template, m.params,
        c.customer_no, c.name_sealed, c.name_masked, phone.customer_no AS phone_no, phone.mobile_sealed, phone.mobile_masked,
        w.staff_no, w.licence_no, w.name_sealed AS specialist_sealed, st.name AS station,
        coalesce(s.live_policies, 0) AS policies,
        -- Agreed to when it was queued; he may have taken that back since.
        m.purpose = 'marketing' AND NOT coalesce((
            SELECT n.given FROM engagement.consent n WHERE n.customer_id = m.customer_id AND n.purpose = 'marketing'
            ORDER BY n.at DESC, n.id DESC LIMIT 1), false) AS unwanted
    FROM {messages} m JOIN book.customer c ON c.id = m.customer_id
    LEFT JOIN census.customer_standing s ON s.customer_id = m.customer_id
    -- A person may have left his number with another of his customer numbers.
    LEFT JOIN LATERAL (
        SELECT b.customer_no, b.mobile_sealed, b.mobile_masked
        FROM census.customer_standing n JOIN book.customer b ON b.id = n.customer_id
        WHERE n.person_id = m.customer_id AND b.mobile_sealed IS NOT NULL
        ORDER BY b.id <> m.customer_id, b.id LIMIT 1
    ) phone ON true
    LEFT JOIN LATERAL (
        SELECT h.cell_id FROM grids.cells_on(greatest(CAST(m.params ->> 'on' AS date), %(day)s)) h
        WHERE h.customer_id = m.customer_id
    ) home ON true
    LEFT JOIN LATERAL (
        SELECT e.staff_no, e.licence_no, e.name_sealed
        FROM staffing.tenure t JOIN book.specialist e ON e.id = t.specialist_id
        WHERE t.cell_id = home.cell_id AND t.during @> greatest(CAST(m.params ->> 'on' AS date), %(day)s)
        ORDER BY t.role = 'responsible' DESC LIMIT 1
    ) w ON true
    LEFT JOIN stations.cell_station hs ON hs.cell_id = home.cell_id
    LEFT JOIN stations.station st ON st.id = hs.station_id
"""
# First whose turn it is: else what the texts need would be looked up for all that wait, batch after batch.
_QUEUED = f"""
    WITH next AS MATERIALIZED (
        SELECT * FROM engagement.message
        WHERE city_id = %(city)s AND state = 'queued' AND purpose = ANY(%(purposes)s)
        ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED
    )
    {_LETTER.format(messages="next")} ORDER BY m.id
"""
_ONE = f"{_LETTER.format(messages='engagement.message')} WHERE m.id = %(message)s"


@dataclass(frozen=True)
class Letter:
    """A message to be finished."""

    row: Any

    @property
    def message_id(self) -> UUID:
        """Its number."""
        return UUID(str(self.row.id))

    def finish(self, box: Cipher) -> Envelope:
        """Open what is sealed and write the text.

        Raises `Refused` where there is nobody to send it to, he does not want it any more, it comes too late, or there is
        no text.
        """
        row = self.row
        leave_by = row.params.get("leave_by")
        if leave_by is not None and today() > date.fromisoformat(leave_by):
            raise Refused("message.too_late")
        if row.unwanted:
            raise Refused("message.consent_withdrawn")
        if row.mobile_sealed is None:
            raise Refused("message.no_number")
        name = _open(box, row.name_sealed, f"book.customer.name/{row.customer_no}")
        specialist = _open(box, row.specialist_sealed, f"book.specialist.name/{row.staff_no}")
        values = {
            **row.params,
            "specialist": specialist,
            "staff_no": row.staff_no or "",
            "licence_no": row.licence_no or "",
            "station": row.station or "",
            "policies": row.policies,
        }
        return Envelope(
            self.message_id,
            row.channel,
            row.purpose,
            row.template,
            to=_open(box, row.mobile_sealed, f"book.customer.mobile/{row.phone_no}"),
            to_masked=row.mobile_masked,
            text=compose(row.template, {**values, "customer": name or "客户"}),
            text_masked=compose(
                row.template,
                {**values, "customer": row.name_masked or "客户", "specialist": mask_name(specialist)},
            ),
        )


def queued_letters(
    connection: psycopg.Connection, city_id: int, purposes: Sequence[str], most: int
) -> list[Letter]:
    """The next queued messages of a city, held until the transaction ends; those that another delivery holds are left."""
    values = {"city": city_id, "purposes": list(purposes), "most": most, "day": today()}
    return _letters(connection, _QUEUED, values)


def one_letter(connection: psycopg.Connection, message_id: UUID) -> Letter | None:
    """A message, whatever became of it, as its text would be today; None where there is none of this number."""
    found = _letters(connection, _ONE, {"message": message_id, "day": today()})
    return found[0] if found else None


def _letters(connection: psycopg.Connection, query: str, values: dict[str, Any]) -> list[Letter]:
    with connection.cursor(row_factory=namedtuple_row) as cursor:
        return [Letter(row) for row in cursor.execute(query, values)]


def _open(box: Cipher, sealed: bytes | None, context: str) -> str:
    return "" if sealed is None else box.open(sealed, context)
