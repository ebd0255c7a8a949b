"""Every route x every role x what is somebody's own and what is not: who may do what, and nobody sees personal data.

The cases are made from the application's own description and from the table of rules, so that none is forgotten.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from starlette.testclient import TestClient

from gridward.app import create_app
from gridward.identity.contract import Actor, DataScope, Role
from gridward.ogc.routes import PREFIX as MAPS
from gridward.ogc.routes import description
from support.clients import client_at
from support.rules_of_routes import PUBLIC, RULES, SIGNED_IN, Rule
from support.two_cities import NO_ID, NOBODY, Person, make, people, personal_values

PARAMETERS = {
    "code",
    "import_id",
    "file_id",
    "delivery_id",
    "row_id",
    "job_id",
    "plan_id",
    "number",
    "customer_id",
    "policy_id",
    "cell_id",
    "task_id",
    "claim_id",
    "review_id",
    "move_id",
    "matter_id",
    "request_id",
    "session_id",
    "event_id",
    "card",
    "key_id",
    "collection_id",
    "feature_id",
    "op_id",
    "message_id",
    "sha256",
    "device_id",
    "specialist_id",
    "station_no",
    "z",
    "x",
    "y",
}
MISSING = {
    "code": "nowhere",
    "number": 9999,
    "customer_id": NOBODY,
    "policy_id": NOBODY,
    "cell_id": 2**30,
    "specialist_id": NOBODY,
    "row_id": NOBODY,
    "job_id": NOBODY,
    "collection_id": "customers-nowhere",
    "feature_id": NOBODY,
    "card": "own-99",
    "sha256": "0" * 64,
    "station_no": "nowhere",
    # The whole world is one tile.
    "z": 0,
    "x": NOBODY,
    "y": NOBODY,
}
"""What nobody has; every other parameter is an id."""


@dataclass(frozen=True)
class Route:
    """A route of the application with its rule."""

    method: str
    path: str
    name: str

    @property
    def rule(self) -> Rule:
        return RULES[self.name]

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)


@dataclass
class Walk:
    """What came of all cases."""

    client: TestClient
    personal: "Personal"
    cases: int = 0
    wrong: list[str] = field(default_factory=list)

    def ask(
        self,
        route: Route,
        expected: set[int],
        who: str,
        what: str,
        values: dict[str, Any],
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
    ) -> None:
        """One case: the status must be as expected, and the answer without personal data."""
        self.cases += 1
        rule = route.rule
        sent: dict[str, Any] = {"json": rule.body} if rule.body is not None else {}
        if rule.files:
            sent = {"files": [("files", ("customers.csv", b"x"))]}
        if rule.drawn:
            sent = {"files": {"file": ("cells.geojson", b"{}")}}
        if rule.debits:
            sent = {"files": {"file": ("return.txt", b"x")}}
        answer = self.client.request(
            route.method,
            route.path.format(**values),
            params=dict(rule.query) | (query or {}),
            headers=headers,
            **sent,
        )
        self.client.cookies.clear()
        case = f"{route.method} {route.path} as {who}, {what}"
        if answer.status_code not in expected:
            self.wrong.append(f"{case}: {answer.status_code}, not {sorted(expected)}: {answer.text[:200]}")
        if not (rule.reveals and answer.status_code == 200):
            found = self.personal.inside(answer.text)
            if found:
                self.wrong.append(f"{case}: shows {len(found)} personal values")


class Personal:
    """Finds personal values in answers."""

    def __init__(self, values: set[str]) -> None:
        self._numbers = {value for value in values if re.fullmatch(r"[\d\-]{7,17}[\dXx]", value)}
        self._texts = values - self._numbers
        # A name of two characters may be part of a place's name; as a whole value it is a name.
        self._names = {value for value in self._texts if re.fullmatch(r"[㐀-鿿]{3,4}", value)}

    def inside(self, text: str) -> set[str]:
        """The personal values in an answer."""
        found = {number for number in re.findall(r"[\d\-]{7,17}[\dXx]", text) if number in self._numbers}
        for value in set(_strings(text)):
            if value in self._texts:
                found.add(value)
            found |= {
                value[start : start + length]
                for length in (3, 4)
                for start in range(len(value) - length + 1)
                if value[start : start + length] in self._names
            }
        return found


def _strings(text: str) -> Iterator[str]:
    try:
        values = [json.loads(text)]
    except ValueError:
        yield from re.split(r"[\n,]", text)
        return
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            values += value.values()
        elif isinstance(value, list):
            values += value


def routes() -> list[Route]:
    """Every route that the application describes, reads first: a change must not spoil another case."""
    paths = create_app("postgresql://").openapi()["paths"]
    maps = {f"{MAPS}{path}".rstrip("/"): methods for path, methods in description()["paths"].items()}
    found = [
        Route(method.upper(), path, what["operationId"])
        for path, methods in (paths | maps).items()
        for method, what in methods.items()
    ]
    order = ["GET", "PUT", "POST", "PATCH", "DELETE"]
    return sorted(found, key=lambda route: order.index(route.method))


def may(role: Role, rule: Rule) -> bool:
    """Whether a role has one of the actions that a rule asks for."""
    actor = Actor(UUID(NO_ID), UUID(NO_ID), "", frozenset({role}), DataScope(False, frozenset()))
    return rule.actions == SIGNED_IN or any(actor.may(action) for action in rule.actions)


def asks_as(person: Person, route: Route) -> dict[str, str]:
    """What tells a route who it is."""
    return person.map_key if route.rule.by_key else {"cookie": person.cookie}


def others(person: Person, route: Route) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each parameter of a path what is not this person's, and what nobody has; the other parameters are his."""
    for name in route.parameters:
        foreign = person.foreign.get(name, {}) | {"that nobody has": MISSING.get(name, NO_ID)}
        for what, value in foreign.items():
            yield f"{name} {what}", person.own | {name: value}


def refuse(walk: Walk, everybody: list[Person]) -> None:
    """Nobody, those without the right, and what is not theirs."""
    for route in routes():
        if route.rule.actions == PUBLIC:
            continue
        walk.ask(route, {401}, "nobody", "anything", everybody[0].own)
        for person in everybody:
            allowed = may(person.role, route.rule)
            refused = {401} if route.rule.by_key else {403}
            headers = asks_as(person, route)
            for what, values in others(person, route):
                walk.ask(route, {404} if allowed else refused, person.login, what, values, headers)
            if not allowed:
                walk.ask(route, refused, person.login, "his own", person.own, headers)
            elif route.rule.foreign_query:
                query = dict(route.rule.foreign_query)
                walk.ask(route, {404}, person.login, f"{query}", person.own, headers, query)


def allow(walk: Walk, everybody: list[Person]) -> None:
    """Those with the right and what is theirs."""
    for route in routes():
        for person in everybody:
            if route.rule.own and may(person.role, route.rule):
                walk.ask(
                    route, set(route.rule.own), person.login, "his own", person.own, asks_as(person, route)
                )


def test_every_route_has_a_rule() -> None:
    found = routes()
    assert {route.name for route in found} == set(RULES), "say in rules_of_routes.py who may use it"
    assert {name for route in found for name in route.parameters} == PARAMETERS, "say what is whose"


def test_roles_and_scopes_hold_on_every_route(worked_url: str, small_city: Path) -> None:
    make(worked_url, small_city)
    with client_at(worked_url) as client:
        walk = Walk(client, Personal(personal_values(small_city)))
        everybody = people(worked_url, client)
        assert {person.role for person in everybody} == set(Role)
        refuse(walk, everybody)
        allow(walk, everybody)
    assert not walk.wrong, "\n".join([f"{len(walk.wrong)} of {walk.cases} cases:", *walk.wrong])
    assert walk.cases > 1000


def test_personal_values_are_found() -> None:
    personal = Personal({"陈岚琳", "王芳", "16400001234", "汀澜市水湾区3号楼502室"})
    assert personal.inside('{"a": ["陈**", "164****1234", "王芳花园", "汀澜市水湾区****"]}') == set()
    assert personal.inside('{"a": "联系陈岚琳", "b": {"c": "王芳"}}') == {"陈岚琳", "王芳"}
    assert personal.inside("lon,lat\n16400001234,汀澜市水湾区3号楼502室") == {
        "16400001234",
        "汀澜市水湾区3号楼502室",
    }
