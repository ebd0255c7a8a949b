"""States of a whole city by its events: in SQL, and by the pure functions that it has to agree with."""

from datetime import date

from gridward.book.as_of import find_states
from gridward.book.events import read_events
from gridward.book.history import contract_as_of
from gridward.book.states import contract_state
from gridward.platform.db import connect


def states_by_sql(url: str, day: date, known_on: date, city_id: int = 1) -> dict[int, str]:
    """By policy its state on a day, as known on another."""
    with connect(url, "test") as connection:
        find_states(connection, city_id, day, known_on)
        return dict(connection.execute("SELECT policy_id, state FROM state_as_of").fetchall())


def states_by_functions(url: str, day: date, known_on: date, city_id: int = 1) -> dict[int, str]:
    """The same, policy by policy."""
    found = {}
    with connect(url, "test") as connection:
        ids = connection.execute("SELECT id FROM book.policy WHERE city_id = %s", [city_id]).fetchall()
        for (policy,) in ids:
            contract = contract_as_of(*read_events(connection, policy), day, known_on)
            if contract is not None:
                found[policy] = contract_state(contract, day).value
    return found
