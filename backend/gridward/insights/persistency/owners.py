"""Whose figure it is: the owner who was effective on the day on which the policy year began, never today's."""

from dataclasses import dataclass
from typing import Literal

from gridward.insights.persistency.judged import KNOWN, LEFT_ON, SERVED, SERVED_BY

By = Literal["city", "cell", "station", "specialist", "seat", "agent-cohort", "product", "channel"]


@dataclass(frozen=True)
class Owned:
    """Whose rows are wanted; None of everybody, an empty key of what nobody owns."""

    by: By = "city"
    owner: str | None = None


@dataclass(frozen=True)
class _Owner:
    """SQL that says of a judged policy `p` who owns it."""

    key: str
    """Text that tells owners apart; null where nobody owns it."""
    name: str
    """As lists show it; null where the key is a word of the program's own."""
    joins: str = ""


_PERSON = "JOIN census.customer_standing n ON n.customer_id = p.holder_id"
# A plan that somebody published stays what was in force, whatever followed it.
_CELL = f"""
    {_PERSON} LEFT JOIN LATERAL (
        SELECT m.cell_id FROM grids.membership m JOIN grids.plan g ON g.id = m.plan_id
        WHERE m.customer_id = n.person_id AND g.status = 'published' AND g.effective @> p.begins
          AND m.since <= p.begins AND (m.until IS NULL OR m.until > p.begins) LIMIT 1) m ON true
    LEFT JOIN grids.cell c ON c.id = m.cell_id
"""
_STATION = f"""
    {_CELL} LEFT JOIN stations.cell_station h ON h.cell_id = c.id LEFT JOIN stations.station s ON s.id = h.station_id
"""
_SPECIALIST = f"""
    {_CELL} LEFT JOIN LATERAL (
        SELECT t.specialist_id FROM staffing.tenure t WHERE t.cell_id = c.id AND t.during @> p.begins
        ORDER BY t.role = 'responsible' DESC LIMIT 1) t ON true
    LEFT JOIN book.specialist s ON s.id = t.specialist_id
"""
# A seat owns nobody: his are the dues on which he was the last to call, from the opening of the due to its last day.
_SEAT = f"""
    {_PERSON} LEFT JOIN LATERAL (
        SELECT l.account_id FROM seats.call l WHERE l.customer_id = n.person_id
          AND l.ended_at >= (p.begins - 30)::timestamp AT TIME ZONE 'Asia/Shanghai'
          AND l.ended_at < (p.settled + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
        ORDER BY l.ended_at DESC LIMIT 1) l ON true
    LEFT JOIN identity.account s ON s.id = l.account_id
"""
_QUARTER = f"to_char({LEFT_ON}, 'YYYY\"-Q\"Q')"

OWNERS: dict[By, _Owner] = {
    "city": _Owner("'city'", "NULL"),
    "cell": _Owner("c.id::text", "c.name", _CELL),
    "station": _Owner("s.id::text", "s.name", _STATION),
    "specialist": _Owner("s.id::text", "s.name_masked", _SPECIALIST),
    "seat": _Owner("s.id::text", "s.login", _SEAT),
    "agent-cohort": _Owner(
        f"CASE WHEN {SERVED} THEN 'in_service' WHEN NOT ({KNOWN}) THEN 'no_agent'"
        f" ELSE coalesce({_QUARTER}, 'left') END",
        f"CASE WHEN NOT {SERVED} THEN {_QUARTER} END",
        SERVED_BY,
    ),
    "product": _Owner("p.product_code", "p.product_name"),
    # What the book tells of how a policy was sold: by an agent of the list, or by the company itself.
    "channel": _Owner("CASE WHEN seller.id IS NULL THEN 'company' ELSE 'agent' END", "NULL", SERVED_BY),
}
"""By what a figure can be told apart."""


def owned(by: By) -> str:
    """The common table expression `owned`: `judged` with `owner` (its key) and `owner_name`."""
    owner = OWNERS[by]
    return f"""owned AS (
        SELECT p.*, coalesce({owner.key}, '') AS owner, {owner.name} AS owner_name FROM judged p {owner.joins}
    )"""
