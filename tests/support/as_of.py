"""States of a whole city by its events: in SQL, and by the pure functions that it has to agree with."""

from collections import defaultdict
from datetime import date
from itertools import starmap
from typing import Any

from gridward.book.as_of import find_states
from gridward.book.history import EventKind, PolicyEvent, Terms, contract_as_of
from gridward.book.states import contract_state
from gridward.platform.db import connect

History = tuple[dict[int, Terms], dict[int, list[PolicyEvent]]]


def states_by_sql(url: str, day: date, known_on: date, city_id: int = 1) -> dict[int, str]:
    """By policy its state on a day, as known on another."""
    with connect(url, "test") as connection:
        find_states(connection, city_id, day, known_on)
        return dict(connection.execute("SELECT policy_id, state FROM state_as_of").fetchall())


def read_history(url: str, city_id: int = 1) -> History:
    """The terms and events of all policies."""
    with connect(url, "test") as connection:
        policies = connection.execute(
            "SELECT id, effective_on, pay_mode, pay_years FROM book.policy WHERE city_id = %s", [city_id]
        ).fetchall()
        rows = connection.execute(
            """SELECT policy_id, id, source_id, number, kind, about_on, learnt_on, amount, due_on, paid_on, paid_amount,
                   channel, failure, state, paid_to
               FROM book.policy_event WHERE city_id = %s ORDER BY policy_id, id""",
            [city_id],
        ).fetchall()
    events: defaultdict[int, list[PolicyEvent]] = defaultdict(list)
    for policy, event in starmap(_event, rows):
        events[policy].append(event)
    return {row[0]: Terms(*row[1:]) for row in policies}, events


def _event(
    policy: int, number: int, source: Any, instalment: int, kind: str, *rest: Any
) -> tuple[int, PolicyEvent]:
    return policy, PolicyEvent(number, source, instalment, EventKind(kind), *rest)


def states_by_functions(history: History, day: date, known_on: date) -> dict[int, str]:
    """The same as in SQL, policy by policy."""
    terms, events = history
    found = {}
    for policy, rows in events.items():
        contract = contract_as_of(terms[policy], rows, day, known_on)
        if contract is not None:
            found[policy] = contract_state(contract, day).value
    return found
