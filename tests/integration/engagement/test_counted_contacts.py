"""Which contacts use up the budget: the server finds those that the tablet finds too (`frontend/tests/rules.test.ts`)."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.engagement.budget import contact_budget
from gridward.platform.db import in_transaction
from support.seat_work import holders

_GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "counted_contacts.json").read_text("utf-8"))


def test_the_contacts_of_the_golden_customer_count_as_it_says(city_url: str) -> None:
    (person,) = holders(city_url, 1)
    with psycopg.connect(city_url) as connection:
        connection.execute("DELETE FROM book.contact WHERE customer_id = %s", [person])
        city = connection.execute("SELECT city_id FROM book.customer WHERE id = %s", [person]).fetchone()
        assert city is not None
        for ordinal, one in enumerate(_GOLDEN["contacts"]):
            values = {**one, "id": uuid4(), "city": city[0], "person": person, "ordinal": ordinal}
            connection.execute(_OURS if one["ours"] else _DELIVERED, values)

    async def used(session: AsyncSession) -> dict[str, list[list[str]]]:
        at = datetime.fromisoformat(_GOLDEN["at"])
        return {
            f"{purpose} {channel}": [
                [f"{one.department} {one.at:%m-%d}" for one in window.used]
                for window in (await contact_budget(session, person, purpose, channel, at)).windows
            ]
            for purpose in ("service", "marketing")
            for channel in ("call", "visit")
        }

    assert asyncio.run(in_transaction(city_url, used)) == _GOLDEN["used"]


_OURS = """INSERT INTO engagement.contact (id, city_id, customer_id, at, purpose, channel, department, result, inbound)
    VALUES (%(id)s, %(city)s, %(person)s, %(at)s, %(purpose)s, %(channel)s, %(department)s, %(result)s,
        %(direction)s::text IS NOT NULL)"""
_DELIVERED = """
    INSERT INTO book.contact (at, city_id, row_hash, ordinal, customer_id, import_id, department, channel, direction, result)
    VALUES (%(at)s, %(city)s, %(id)s, %(ordinal)s, %(person)s, (SELECT id FROM census.import_run LIMIT 1), %(department)s,
        %(channel)s, %(direction)s, %(result)s)"""
