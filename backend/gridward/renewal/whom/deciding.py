"""The decision of a day for a city: which voluntary steps of the calendar are taken, and why."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal

import numpy as np
import psycopg

from gridward.engagement.public import budget_rules
from gridward.kernel.clock import now
from gridward.renewal.whom.choosing import Choice, best_by_price, choose
from gridward.renewal.whom.inputs import (
    Candidate,
    DueFacts,
    due_facts,
    minutes_left,
    put_candidates,
    put_decisions,
    recent_contacts,
    resting,
)
from gridward.renewal.whom.left_alone import held_out
from gridward.renewal.whom.measuring import find_closed, measured_effect, measured_rates
from gridward.renewal.whom.rules import TreatmentRules, treatment_rules
from gridward.renewal.whom.value import (
    ACTIONS,
    CALL,
    MESSAGE,
    NONE,
    OFFER,
    VISIT,
    Bools,
    Floats,
    expected_values,
    premium_value,
)

Why = Literal["best", "next_best", "held_out", "not_worth", "budget", "capacity", "other_due"]
_KIND_OF = {"message": "message", "call": "call", "offer": "call", "visit": "visit"}
"""By which step of the calendar an action is done."""
_COLUMNS = (
    "city_id", "customer_id", "policy_id", "number", "cell_id", "due_on", "day", "held_out", "options", "action", "would",
    "why", "risk", "value", "inputs", "card", "rules",
)  # fmt: skip


@dataclass(frozen=True)
class Decided:
    """What a day decided."""

    taken: frozenset[str]
    """The keys of the steps to take."""
    done: frozenset[str]
    """The keys of those that were taken before."""
    offered: frozenset[int]
    """The policies whose call is to offer a way out."""
    kept: int
    """Decisions that differ from the one before."""


@dataclass(frozen=True)
class _City:
    """The customers with something to decide, row by row."""

    dues: list[list[DueFacts]]
    values: Floats
    """(n, 5), yuan by action, before anything forbids it."""
    possible: Bools
    """(n, 5), what the calendar has for him."""
    in_budget: Bools
    """(n, 5)."""
    worth: dict[int, float]
    """V of each policy's premium, in yuan."""
    at_stake: Floats
    contacts: Floats
    held_out: Bools
    cells: np.ndarray[Any, np.dtype[np.int64]]
    cell_ids: list[int]


def decide(
    connection: psycopg.Connection, city_id: int, day: date, candidates: Sequence[Candidate]
) -> Decided:
    """Decide about the steps that the calendar has for the dues of a city on a day, and keep each decision with what it was
    decided by. Doing it twice changes nothing. Needs the due list of the day."""
    rules = treatment_rules()
    done = put_candidates(connection, city_id, candidates)
    waiting = {(one.policy_id, one.kind): one.key for one in candidates if one.key not in done}
    rates, effect = _measured(connection, city_id, day, rules)
    city = _city(connection, city_id, day, rules, rates)
    minutes = _by_action(rules, "minutes")
    at_seats, open_cells = minutes_left(connection, city_id, rules)
    whole = rules.capacity.visit_minutes_a_day * rules.capacity.days
    at_doors = np.array([open_cells.get(cell, whole) for cell in city.cell_ids], dtype=np.float64)
    allowed = np.where(city.possible & city.in_budget, city.values, -np.inf)
    allowed[:, NONE] = 0
    free = allowed.copy()
    free[city.held_out, 1:] = -np.inf
    choice = choose(free, minutes, city.cells, at_seats, at_doors)
    would = np.where(city.held_out, best_by_price(allowed, minutes, city.cells, choice), choice.action)
    verdicts = [*_verdicts(city, choice, would)]
    kept = put_decisions(connection, _COLUMNS, _rows(city_id, day, rules, rates, city, choice, verdicts))
    if verdicts:
        _keep_run(
            connection, city_id, day, rules, rates, effect, _figures(verdicts, choice, minutes, at_seats)
        )
    taken = {
        waiting[due.policy_id, kind]
        for dues, verdict in zip(city.dues, verdicts, strict=True)
        if verdict.action != "none"
        for due in dues
        if (kind := _KIND_OF[verdict.action]) in due.kinds
    }
    offered = {
        due.policy_id
        for dues, verdict in zip(city.dues, verdicts, strict=True)
        if verdict.action == "offer"
        for due in dues
    }
    return Decided(frozenset(taken), frozenset(done), frozenset(offered), kept)


@dataclass(frozen=True)
class _Verdict:
    """What was decided about a customer."""

    action: str
    would: str
    why: Why


def _measured(
    connection: psycopg.Connection, city_id: int, day: date, rules: TreatmentRules
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    find_closed(connection, city_id, day, rules)
    return measured_rates(connection, rules), measured_effect(connection)


def _by_action(rules: TreatmentRules, name: str) -> Floats:
    return np.array([0.0, *(getattr(getattr(rules.actions, action), name) for action in ACTIONS[1:])])


def _city(
    connection: psycopg.Connection,
    city_id: int,
    day: date,
    rules: TreatmentRules,
    rates: dict[str, dict[str, Any]],
) -> _City:
    facts = due_facts(connection)
    value = premium_value(
        np.array([due.premium_a_year for due in facts], dtype=np.float64),
        np.array([due.years_left for due in facts], dtype=np.float64),
        rules.value,
    )
    worth = dict(zip((due.policy_id for due in facts), value.tolist(), strict=True))
    rest = resting(connection, sorted({due.customer_id for due in facts}), day, rules.rest.days)
    dues = [
        of_one
        for customer, found in groupby(facts, key=lambda due: due.customer_id)
        if customer not in rest and (of_one := list(found))
    ]
    at_stake = np.array(
        [sum(due.risk * worth[due.policy_id] for due in one) for one in dues], dtype=np.float64
    )
    contacts, in_budget = _contacts(connection, city_id, day, rules, [one[0].customer_id for one in dues])
    save_rates = np.array([0.0, *(rates[action]["mean"] for action in ACTIONS[1:])])
    homes = [next((due.cell_id for due in one if due.cell_id is not None), None) for one in dues]
    cell_ids = sorted({cell for cell in homes if cell is not None})
    place = {cell: number for number, cell in enumerate(cell_ids)}
    return _City(
        dues,
        expected_values(at_stake, contacts, save_rates, rules),
        np.array([_possible(one, rules) for one in dues], dtype=np.bool_).reshape(-1, len(ACTIONS)),
        in_budget,
        worth,
        at_stake,
        contacts,
        held_out(one[0].customer_no for one in dues),
        np.array([-1 if home is None else place[home] for home in homes], dtype=np.int64),
        cell_ids,
    )


def _possible(dues: list[DueFacts], rules: TreatmentRules) -> list[bool]:
    kinds = {kind for due in dues for kind in due.kinds}
    short = any(
        (due.premium_to_income or 0) >= rules.offer.premium_to_income_from
        or due.debit_state in rules.offer.debit_states
        for due in dues
    )
    return [True, "message" in kinds, "call" in kinds, "call" in kinds and short, "visit" in kinds]


def _contacts(
    connection: psycopg.Connection, city_id: int, day: date, rules: TreatmentRules, customers: list[int]
) -> tuple[Floats, Bools]:
    """How often each was contacted lately, and which actions his budget leaves."""
    budget = budget_rules()
    windows = [window for window in budget.window if window.purpose == "service"]
    days = max(rules.fatigue.days, *(window.days for window in windows))
    made: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
    for customer, channel, ago, counts in recent_contacts(connection, city_id, day, days, budget):
        made[customer].append((channel, ago, counts))
    contacts = np.zeros(len(customers))
    in_budget = np.ones((len(customers), len(ACTIONS)), dtype=np.bool_)
    columns = {"call": [CALL, OFFER], "visit": [VISIT]}
    for row, customer in enumerate(customers):
        of_him = made.get(customer, [])
        contacts[row] = sum(ago < rules.fatigue.days for _, ago, _ in of_him)
        for window in windows:
            used = sum(
                counts and channel == window.channel and ago < window.days for channel, ago, counts in of_him
            )
            if used >= window.contacts:
                in_budget[row, columns[window.channel]] = False
    return contacts, in_budget


def _verdicts(city: _City, choice: Choice, would: np.ndarray[Any, np.dtype[np.int64]]) -> Iterator[_Verdict]:
    wished = np.argmax(np.where(city.possible, city.values, -np.inf), axis=1)
    budgeted = np.argmax(np.where(city.possible & city.in_budget, city.values, -np.inf), axis=1)
    for row, action in enumerate(choice.action.tolist()):
        why: Why
        if city.held_out[row]:
            why = "held_out"
        elif wished[row] == NONE:
            why = "not_worth"
        elif action == wished[row]:
            why = "best"
        elif action != NONE:
            why = "next_best"
        else:
            why = "budget" if budgeted[row] == NONE else "capacity"
        yield _Verdict(ACTIONS[action], ACTIONS[would[row]], why)


def _rows(
    city_id: int,
    day: date,
    rules: TreatmentRules,
    rates: dict[str, dict[str, Any]],
    city: _City,
    choice: Choice,
    verdicts: list[_Verdict],
) -> Iterator[tuple[Any, ...]]:
    """What differs from what was decided before."""
    used = {action: rate["mean"] for action, rate in rates.items()}
    for row, (dues, verdict) in enumerate(zip(city.dues, verdicts, strict=True)):
        is_held = bool(city.held_out[row])
        for due in dues:
            of_due = _of_due(due, verdict)
            last = (due.last_action, due.last_would, due.last_why, due.last_held_out, due.last_options)
            if last == (of_due.action, of_due.would, of_due.why, is_held, due.kinds):
                continue
            inputs = json.dumps(_inputs(city, choice, row, used))
            yield (
                city_id, due.customer_id, due.policy_id, due.number, due.cell_id, due.due_on, day, is_held, due.kinds,
                of_due.action, of_due.would, of_due.why, due.risk, round(city.worth[due.policy_id], 2), inputs, due.card,
                rules.version,
            )  # fmt: skip


def _of_due(due: DueFacts, verdict: _Verdict) -> _Verdict:
    """What it means for one due of his: the action may be about another one."""
    if verdict.would == "none" or _KIND_OF[verdict.would] in due.kinds:
        return verdict
    return _Verdict("none", "none", "held_out" if verdict.why == "held_out" else "other_due")


def _inputs(city: _City, choice: Choice, row: int, used: dict[str, float]) -> dict[str, Any]:
    cell = int(city.cells[row])
    return {
        "at_stake": round(float(city.at_stake[row]), 2),
        "dues": len(city.dues[row]),
        "contacts": int(city.contacts[row]),
        "values": {
            ACTIONS[action]: round(float(city.values[row, action]), 2)
            for action in (MESSAGE, CALL, OFFER, VISIT)
            if city.possible[row, action]
        },
        "beyond_budget": [
            ACTIONS[action] for action in (CALL, OFFER, VISIT) if not city.in_budget[row, action]
        ],
        "save_rates": used,
        "seat_price": round(choice.seat_price, 4),
        "visit_price": round(float(choice.cell_prices[cell]), 2) if cell >= 0 else None,
    }


def _figures(verdicts: list[_Verdict], choice: Choice, minutes: Floats, at_seats: float) -> dict[str, Any]:
    actions = Counter(verdict.action for verdict in verdicts)
    return {
        "customers": len(verdicts),
        "actions": {action: actions[action] for action in ACTIONS},
        "reasons": dict(Counter(verdict.why for verdict in verdicts)),
        "expected": round(choice.total, 2),
        "bound": round(choice.bound, 2),
        "seat_minutes": round(at_seats, 1),
        "seat_minutes_used": round(
            float(minutes[CALL]) * actions["call"] + float(minutes[OFFER]) * actions["offer"], 1
        ),
        "seat_price": round(choice.seat_price, 4),
    }


def _keep_run(
    connection: psycopg.Connection,
    city_id: int,
    day: date,
    rules: TreatmentRules,
    rates: dict[str, dict[str, Any]],
    effect: dict[str, Any],
    figures: dict[str, Any],
) -> None:
    connection.execute(
        """INSERT INTO renewal.treatment_run (city_id, day, at, rules, rates, effect, figures)
           VALUES (%s, %s, %s, %s, %s, %s, %s)""",
        [city_id, day, now(), rules.version, json.dumps(rates), json.dumps(effect), json.dumps(figures)],
    )
