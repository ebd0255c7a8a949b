"""Taking stock: where customers live, who is the same person, who is an orphan. After each import, in its transaction."""

from dataclasses import asdict, dataclass
from typing import Any

import psycopg

from gridward.census.persons import find_persons
from gridward.census.placing import place_customers
from gridward.census.standing import find_standings
from gridward.platform.progress import Progress, silent


@dataclass(frozen=True)
class Stock:
    """What taking stock changed; all zero when nothing had changed since the last time."""

    placed: int
    """Customers placed or placed anew."""
    persons: int
    """Persons of the city."""
    policy_standings: int
    """Policies whose standing changed."""
    customer_standings: int
    """Customer numbers whose person or kind changed."""

    def as_json(self) -> dict[str, Any]:
        """As a report keeps it."""
        return asdict(self)


def take_stock(connection: psycopg.Connection, city_id: int, progress: Progress = silent) -> Stock:
    """Bring placements, persons and standings up to date. Doing it twice changes nothing."""
    placed = place_customers(connection, city_id, progress)
    progress("persons", 0, 0)
    persons = find_persons(connection, city_id)
    progress("standings", 0, 0)
    policies, customers = find_standings(connection, city_id)
    # Pages join them at once, and with the figures of an empty city would look up each customer alone.
    connection.execute("ANALYZE census.placement, census.customer_standing")
    return Stock(placed, persons, policies, customers)
