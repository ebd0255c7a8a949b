"""The figures for whoever runs the program: on a port of their own, and without anything personal."""

import re
from pathlib import Path
from types import SimpleNamespace

import httpx2
import psycopg
import pytest
from fastapi import FastAPI

from gridward.kernel.errors import Conflict
from gridward.metrics import exposed
from gridward.platform.traffic import Traffic
from gridward.serving import listen
from support.days import had_its_day
from support.launcher import soon
from support.seat_work import people, seat_task
from support.served import Served, served

from .conftest import PASSWORD, SignIn


def test_requests_streams_jobs_and_the_queue_are_counted(
    worked_url: str, sign_in_at_work: SignIn, tmp_path: Path
) -> None:
    sign_in_at_work("seat")
    with psycopg.connect(worked_url) as connection:
        connection.execute("UPDATE engagement.task SET state = 'cancelled' WHERE workplace = 'seat'")
        connection.execute("DELETE FROM seats.queue_item")
    for person in people(worked_url, 3):
        seat_task(worked_url, person)
    had_its_day(worked_url)
    with served(worked_url, tmp_path) as running, httpx2.Client(base_url=running.address) as client:
        assert client.post("/api/v1/session", json={"login": "seat", "password": "wrong"}).status_code == 401
        client.post("/api/v1/session", json={"login": "seat", "password": PASSWORD}).raise_for_status()
        for person in people(worked_url, 3):
            client.get(f"/api/v1/customers/{person}").raise_for_status()
        client.post("/api/v1/cities/tinglan/queue/claims", json={}).raise_for_status()
        client.request("PROPFIND", "/api/v1/session")
        with client.stream("GET", "/api/v1/seat/events") as stream:
            lines = stream.iter_lines()
            assert next(lines) == "event: seat"
            found = running.figures()
            assert found["gridward_event_streams"] == 1
        assert soon(lambda: running.figures()["gridward_event_streams"] == 0)
        assert client.get("/metrics").text.startswith("<"), "the application itself shows no figures"
        _count_jobs(running, worked_url)

    requests = "gridward_requests_total"
    story = 'method="GET",route="/customers/{customer_id}"'
    assert found[f'{requests}{{{story},status="200"}}'] == 3
    assert found[f'{requests}{{method="POST",route="/session",status="201"}}'] == 1
    assert found[f'{requests}{{method="POST",route="/session",status="401"}}'] == 1
    assert [name for name in found if 'method="other"' in name and requests in name]
    assert found[f"gridward_request_seconds_count{{{story}}}"] == 3
    assert found[f'gridward_request_seconds_bucket{{le="+Inf",{story}}}'] == 3
    assert found["gridward_queue_waiting"] == 2 and found["gridward_database_up"] == 1
    values = {value for name in found for value in re.findall(r'(?:route|method|state)="([^"]*)"', name)}
    assert not [value for value in values if re.search(r"\d{2}|[^\x00-\x7f]", value)]


def _count_jobs(running: Served, url: str) -> None:
    before = running.figures()
    with psycopg.connect(url) as connection:
        connection.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, status)
               VALUES ('other', 'x', 'todo'), ('other', 'x', 'failed'), ('other', 'x', 'failed')"""
        )
    after = running.figures()
    more = {
        state: after[f'gridward_jobs{{state="{state}"}}'] - before[f'gridward_jobs{{state="{state}"}}']
        for state in ("queued", "failed")
    }
    assert more == {"queued": 1, "failed": 2}


def _application() -> FastAPI:
    app = FastAPI()
    app.state.traffic = Traffic()
    app.state.notices = SimpleNamespace(streams=0)
    return app


def test_without_a_database_the_rest_is_still_told() -> None:
    with exposed(_application(), "postgresql://127.0.0.1:1/nowhere", 0) as port:
        text = httpx2.get(f"http://127.0.0.1:{port}/metrics").text
    assert "gridward_database_up 0.0" in text and "gridward_event_streams 0.0" in text
    assert "gridward_jobs" not in text


def test_off_without_a_port_and_refused_on_a_taken_one() -> None:
    with exposed(_application(), "postgresql://", None) as port:
        assert port is None
    with (
        listen("127.0.0.1", 0) as taken,
        pytest.raises(Conflict, match="Cannot listen") as refused,
        exposed(_application(), "postgresql://", taken.getsockname()[1]),
    ):
        pass
    assert "GRIDWARD_METRICS_PORT" in refused.value.hint
