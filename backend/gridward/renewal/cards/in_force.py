"""Which card judges a city's dues."""

import psycopg

from gridward.platform.rules import load_rules
from gridward.renewal.card import CARD, PointsCard

_IN_FORCE = """
    SELECT a.version, c.content FROM renewal.card_activation a LEFT JOIN renewal.card c USING (city_id, version)
    WHERE a.city_id = %s ORDER BY a.id DESC LIMIT 1
"""


def card_in_force(connection: psycopg.Connection, city_id: int) -> tuple[str, PointsCard]:
    """The version and the card. Raises `rules.invalid` for a shipped card that cannot be used."""
    version, content = connection.execute(_IN_FORCE, [city_id]).fetchone() or (CARD, None)
    return version, card_of(version, content)


def card_of(version: str, content: dict[str, object] | None) -> PointsCard:
    """A card from what is stored; without it a shipped one."""
    if content is None:
        return load_rules(PointsCard, "points_card", version)
    return PointsCard.model_validate(content | {"version": version})
