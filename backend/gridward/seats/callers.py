"""Who calls: found in one step by telephone number, customer or policy number, or name."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.book.public import landline_key, mobile_key, plain_mobile
from gridward.census.public import search_terms
from gridward.identity.contract import DataScope
from gridward.kernel.clock import now
from gridward.seats.news import cities_of

_MOST = 20
_SHORTEST_NUMBER = 7

# A telephone number is looked up by its keyed hash, a customer or policy number as it is, a name by the hashes of its parts.
_FOUND = text(
    """WITH hit AS (
           SELECT c.id, 'phone' AS how FROM book.customer c WHERE c.mobile_key = CAST(:mobile AS uuid)
           UNION ALL
           SELECT c.id, 'phone' FROM book.customer c
           WHERE c.landline_key = CAST(:landline AS uuid) AND c.city_id = ANY(:cities)
           UNION ALL
           SELECT c.id, 'number' FROM book.customer c
           WHERE c.city_id = ANY(:cities) AND c.customer_no = CAST(:number AS text)
           UNION ALL
           SELECT unnest(ARRAY[p.holder_id, p.insured_id]), 'number' FROM book.policy p
           WHERE p.city_id = ANY(:cities) AND p.policy_no = CAST(:number AS text)
           UNION ALL
           (SELECT c.id, 'name' FROM book.customer c
            WHERE c.name_tokens @> CAST(:tokens AS bigint[]) AND c.city_id = ANY(:cities) ORDER BY c.id LIMIT :most)
       ), person AS (
           SELECT s.person_id, min(h.how) AS how FROM hit h JOIN census.customer_standing s ON s.customer_id = h.id
           WHERE s.city_id = ANY(:cities) GROUP BY s.person_id ORDER BY s.person_id LIMIT :most
       )
       SELECT p.person_id AS customer_id, p.how, y.code AS city, c.name_masked, c.sex,
           extract(year FROM c.born_on)::int AS born_year, c.mobile_masked, c.address_masked, s.kind,
           (SELECT count(*) FROM renewal.due d WHERE d.customer_id = p.person_id) AS dues,
           EXISTS (SELECT FROM seats.queue_item q
               WHERE q.customer_id = p.person_id AND q.claim_id IS NOT NULL AND q.leased_until > :now) AS in_hand
       FROM person p
       JOIN book.customer c ON c.id = p.person_id
       JOIN census.customer_standing s ON s.customer_id = p.person_id
       JOIN city.city y ON y.id = s.city_id
       ORDER BY p.person_id"""
)


async def find_callers(session: AsyncSession, scope: DataScope, wanted: str) -> list[dict[str, Any]]:
    """The persons in scope whom a text may mean, at most twenty, masked, as `CallerOut`."""
    plain = "".join(wanted.split())
    terms = search_terms(plain)
    is_phone = len(plain_mobile(plain)) >= _SHORTEST_NUMBER and not any(one.isalpha() for one in plain)
    rows = await session.execute(
        _FOUND,
        {
            "cities": await cities_of(session, scope),
            "mobile": mobile_key(plain) if is_phone else None,
            "landline": landline_key(plain) if is_phone else None,
            "number": plain.upper() if terms.number is not None else None,
            "tokens": terms.tokens,
            "most": _MOST,
            "now": now(),
        },
    )
    return [dict(row) for row in rows.mappings()]
