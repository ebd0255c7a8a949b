"""Signing in and out, and who may do what."""

import asyncio
import re
from datetime import timedelta

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.app import create_app
from gridward.identity.contract import Role
from gridward.identity.public import NewAccount, add_account, set_active, set_password
from gridward.kernel import clock
from gridward.platform.db import in_transaction
from support.clients import client_at

from .conftest import PASSWORD, SignIn


def _account(url: str, login: str = "li") -> None:
    new = NewAccount(login, "李测试", frozenset({Role.OPS}), PASSWORD, all_cities=True)
    asyncio.run(in_transaction(url, lambda session: add_account(session, new)))


def _try(client: TestClient, password: str, login: str = "li") -> tuple[int, str]:
    answer = client.post("/api/v1/session", json={"login": login, "password": password})
    return answer.status_code, answer.json().get("code", "")


def test_a_sign_in_opens_a_session_in_a_cookie_that_no_script_reads(
    anybody: TestClient, city_url: str
) -> None:
    _account(city_url)
    answer = anybody.post("/api/v1/session", json={"login": " LI ", "password": PASSWORD})
    assert answer.status_code == 201
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and re.search("samesite=strict", cookie, re.I)
    me = anybody.get("/api/v1/session").json()
    assert (me["login"], me["name"], me["roles"], me["locale"]) == ("li", "李测试", ["ops"], "zh")
    assert [city["code"] for city in me["cities"]] == ["tinglan"]


def test_nobody_sees_anything_without_signing_in(anybody: TestClient) -> None:
    paths = [
        path for path, methods in create_app("postgresql://").openapi()["paths"].items() if "get" in methods
    ]
    assert len(paths) > 15
    for path in paths:
        answer = anybody.get(
            re.sub(r"\{\w+_id\}", "01936b2e-0000-7000-8000-000000000000", path).format(
                code="tinglan", card="v2", sha256="0" * 64, number=1, z=10, x=1, y=1
            )
        )
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in.required"), path


def test_ten_wrong_passwords_lock_the_login_even_for_the_right_one(
    anybody: TestClient, city_url: str
) -> None:
    _account(city_url)
    for _ in range(10):
        assert _try(anybody, "wrong password") == (401, "sign_in.wrong")
    locked = anybody.post("/api/v1/session", json={"login": "li", "password": PASSWORD})
    assert (locked.status_code, locked.json()["code"]) == (429, "sign_in.locked")
    assert 0 < locked.json()["params"]["retry_after_s"] <= 901
    assert int(locked.headers["retry-after"]) == locked.json()["params"]["retry_after_s"]
    assert _try(anybody, "wrong password", "somebody else") == (401, "sign_in.wrong")
    with clock.frozen(clock.now() + timedelta(minutes=16)):
        assert _try(anybody, PASSWORD) == (201, "")


def test_nine_wrong_passwords_and_a_right_one_start_the_count_anew(
    anybody: TestClient, city_url: str
) -> None:
    _account(city_url)
    for _ in range(2):
        for _ in range(9):
            assert _try(anybody, "wrong password")[0] == 401
        assert _try(anybody, PASSWORD) == (201, "")


def test_an_unknown_login_is_told_the_same_as_a_wrong_password_and_locked_alike(anybody: TestClient) -> None:
    for _ in range(10):
        assert _try(anybody, PASSWORD, "nobody") == (401, "sign_in.wrong")
    assert _try(anybody, PASSWORD, "nobody") == (429, "sign_in.locked")


def test_sessions_are_listed_and_can_be_revoked(sign_in: SignIn, city_url: str) -> None:
    tablet = sign_in("ops")
    with client_at(city_url) as desk:
        assert desk.post("/api/v1/session", json={"login": "ops", "password": PASSWORD}).status_code == 201
        sessions = desk.get("/api/v1/sessions").json()["items"]
        assert sorted(one["current"] for one in sessions) == [False, True]
        other = next(one["id"] for one in sessions if not one["current"])
        assert desk.delete(f"/api/v1/sessions/{other}").status_code == 204
        assert tablet.get("/api/v1/session").status_code == 401
        assert desk.get("/api/v1/session").status_code == 200
        assert desk.delete(f"/api/v1/sessions/{other}").json()["code"] == "session.not_found"
        assert desk.delete("/api/v1/session").status_code == 204
        assert desk.get("/api/v1/session").status_code == 401


def test_nobody_revokes_a_session_of_somebody_else(sign_in: SignIn) -> None:
    ops, seat = sign_in("ops"), sign_in("seat")
    number = ops.get("/api/v1/sessions").json()["items"][0]["id"]
    assert seat.delete(f"/api/v1/sessions/{number}").status_code == 404
    assert ops.get("/api/v1/session").status_code == 200


@pytest.mark.parametrize("change", ["password", "disabled"])
def test_a_new_password_and_a_disabled_account_end_all_sessions(
    sign_in: SignIn, city_url: str, change: str
) -> None:
    client = sign_in("ops")
    if change == "password":
        asyncio.run(
            in_transaction(city_url, lambda session: set_password(session, "ops", "another password"))
        )
    else:
        asyncio.run(in_transaction(city_url, lambda session: set_active(session, "ops", False)))
    assert client.get("/api/v1/session").status_code == 401
    assert _try(client, PASSWORD, "ops") == (401, "sign_in.wrong")


def test_a_session_ends_when_it_is_not_used_for_twelve_hours(sign_in: SignIn) -> None:
    client = sign_in("ops")
    start = clock.now()
    with clock.frozen(start + timedelta(hours=11)):
        assert client.get("/api/v1/session").status_code == 200
    with clock.frozen(start + timedelta(hours=22)):
        assert client.get("/api/v1/session").status_code == 200
    with clock.frozen(start + timedelta(hours=35)):
        assert client.get("/api/v1/session").status_code == 401


def test_another_site_cannot_write_in_somebodys_name(sign_in: SignIn) -> None:
    client = sign_in("ops")
    for header in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}):
        answer = client.patch("/api/v1/session", json={"locale": "en"}, headers=header)
        assert (answer.status_code, answer.json()["code"]) == (403, "request.cross_site")
    assert (
        client.patch(
            "/api/v1/session", json={"locale": "en"}, headers={"sec-fetch-site": "same-origin"}
        ).status_code
        == 204
    )
    assert client.get("/api/v1/session").json()["locale"] == "en"


def test_the_name_of_an_account_is_not_readable_in_the_database(sign_in: SignIn, city_url: str) -> None:
    sign_in("ops")
    with psycopg.connect(city_url) as connection:
        sealed, token = connection.execute(
            "SELECT a.name_sealed, s.token_hash FROM identity.account a JOIN identity.session s ON s.account_id = a.id"
        ).fetchone() or (b"", b"")
    assert "测试员".encode() not in sealed and len(token) == 32


_FORBIDDEN = {
    "seat": [
        "/cities/tinglan/census",
        "/cities/tinglan/imports",
        "/cities/tinglan/todo",
        "/cities/tinglan/plans",
    ],
    "specialist": [
        "/cities/tinglan/census",
        "/cities/tinglan/imports",
        "/cities/tinglan/todo",
        "/cities/tinglan/plans",
    ],
    "supervisor": ["/cities/tinglan/census", "/cities/tinglan/imports", "/cities/tinglan/todo"],
    "auditor": [],
    "admin": [],
}


@pytest.mark.parametrize("role", _FORBIDDEN)
def test_a_role_sees_what_it_needs_and_nothing_else(sign_in: SignIn, role: str) -> None:
    client = sign_in(role)
    everything = _FORBIDDEN["seat"]
    seen = [path for path in everything if client.get(f"/api/v1{path}").status_code == 200]
    assert seen == [path for path in everything if path not in _FORBIDDEN[role]]
    for path in _FORBIDDEN[role]:
        answer = client.get(f"/api/v1{path}")
        assert (answer.status_code, answer.json()["code"]) == (403, "access.denied")


def test_an_auditor_reads_but_does_not_write(sign_in: SignIn) -> None:
    client = sign_in("auditor")
    assert client.post("/api/v1/cities/tinglan/plans", json={"cells": 3}).status_code == 403
    assert client.post("/api/v1/cities/tinglan/imports", files={"files": ("a.csv", b"x")}).status_code == 403
    customer = client.get("/api/v1/cities/tinglan/todo").json()["items"][0]["customer_id"]
    assert client.get(f"/api/v1/todo/{customer}").status_code == 403


def test_a_city_out_of_scope_does_not_exist(sign_in: SignIn) -> None:
    ops, foreign = sign_in("ops"), sign_in("ops", city_ids=frozenset({999}), login="foreign")
    plan = ops.post("/api/v1/cities/tinglan/plans", json={"cells": 3}).json()["id"]
    run = ops.get("/api/v1/cities/tinglan/imports").json()["items"][0]["id"]
    customer = ops.get("/api/v1/cities/tinglan/todo").json()["items"][0]["customer_id"]
    paths = [
        "/cities/tinglan/census", "/cities/tinglan/todo", "/cities/tinglan/imports", "/cities/tinglan/plans",
        "/cities/tinglan/districts.geojson", "/cities/tinglan/basemap.pmtiles", "/cities/tinglan/communities?q=苑",
        "/cities/tinglan/todo-counts", f"/imports/{run}", f"/imports/{run}/events", f"/imports/{run}/issues",
        f"/imports/{run}/issue-counts", f"/imports/{run}/refused.zip", f"/plans/{plan}", f"/plans/{plan}/events",
        f"/plans/{plan}/cells.geojson", f"/plans/{plan}/cells/1", f"/plans/{plan}/export?format=csv", f"/todo/{customer}",
    ]  # fmt: skip
    for path in paths:
        assert foreign.get(f"/api/v1{path}").status_code == 404, path
    assert foreign.put(f"/api/v1/todo/{customer}/place", json={"lon": 121.0, "lat": 31.0}).status_code == 404
    assert foreign.delete(f"/api/v1/plans/{plan}").status_code == 404
    assert (
        foreign.post(f"/api/v1/plans/{plan}/publish", json={"effective_from": "2030-01-01"}).status_code
        == 404
    )
    assert foreign.post(f"/api/v1/imports/{run}/start").status_code == 404
    assert foreign.get("/api/v1/session").json()["cities"] == []
