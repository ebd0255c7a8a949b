"""The commands for staffing and messages: what they print and what they refuse."""

import json
from pathlib import Path

import psycopg
import pytest

from gridward.kernel.clock import today
from gridward.platform.settings import settings
from support.commands import run
from support.published import build
from support.staff import hire, tenures

CITY = ("--city", "tinglan")


def _staff_no(url: str, specialist_id: int) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT staff_no FROM book.specialist WHERE id = %s", [specialist_id]
        ).fetchone()
    assert row is not None
    return str(row[0])


def test_publishing_tells_who_works_the_cells(city_url: str) -> None:
    build(city_url)
    printed = " ".join(run(city_url, "grid", "publish", *CITY).split())
    assert "3 cells have a specialist, 3 are vacant, 3 of them with a stand-in; 1 stations opened" in printed


def test_cells_are_listed_and_filled(worked_url: str) -> None:
    printed = run(worked_url, "staff", "list", *CITY)
    assert printed.count("vacant") == 3 and _staff_no(worked_url, 1) in printed
    hire(worked_url, "799999", None)
    assert "1 assigned, 3 kept, 2 vacant, 2 of them with a stand-in." in run(
        worked_url, "staff", "assign", *CITY
    )
    assert len(tenures(worked_url, "responsible", today())) == 4


def test_a_city_without_a_plan_cannot_be_staffed(city_url: str) -> None:
    assert "No plan is in force." in run(city_url, "staff", "list", *CITY)
    assert "The city has no cells in force." in run(city_url, "staff", "assign", *CITY, ends=1)


def test_a_specialist_gets_an_account(worked_url: str) -> None:
    number = _staff_no(worked_url, 1)
    printed = run(worked_url, "staff", "account", number, *CITY, "--login", "zhou")
    assert "Account zhou is ready." in printed and "Password:" in printed
    with psycopg.connect(worked_url) as connection:
        row = connection.execute(
            """SELECT a.login, a.roles, a.all_cities, l.specialist_id FROM identity.account a
               JOIN staffing.specialist_account l ON l.account_id = a.id"""
        ).fetchone()
    assert row == ("zhou", ["specialist"], False, 1)
    again = run(worked_url, "staff", "account", number, *CITY, "--login", "other", ends=1)
    assert "signs in as zhou already" in again
    assert "There is no specialist 0." in run(
        worked_url, "staff", "account", "0", *CITY, "--login", "x1", ends=1
    )


def test_a_supervisor_leads_a_station(worked_url: str) -> None:
    with psycopg.connect(worked_url) as connection:
        connection.execute(
            """INSERT INTO stations.station (city_id, station_no, name, lon, lat, opened_on)
               VALUES (1, 'W9', 'W', 1, 1, now())"""
        )
        (station,) = connection.execute("SELECT min(station_no) FROM stations.station").fetchone() or ("",)
    assert "Password:" in run(worked_url, "staff", "lead", station, *CITY, "--login", "shen", "--name", "沈")
    assert "Password:" not in run(worked_url, "staff", "lead", "W9", *CITY, "--login", "Shen")
    with psycopg.connect(worked_url) as connection:
        led = connection.execute(
            "SELECT count(*), count(DISTINCT account_id) FROM staffing.station_lead"
        ).fetchone()
    assert led == (2, 1)
    assert "no open station W8" in run(worked_url, "staff", "lead", "W8", *CITY, "--login", "shen", ends=1)
    run(worked_url, "account", "add", "seat", "--name", "座席", "--role", "seat")
    refused = run(worked_url, "staff", "lead", station, *CITY, "--login", "seat", ends=1)
    assert "has not the role of a supervisor" in refused


@pytest.fixture
def outbox() -> Path:
    """Where the files of the run's outbox are."""
    return settings().files_dir / "outbox"


def test_messages_are_listed_shown_and_delivered(worked_url: str, outbox: Path) -> None:
    printed = run(worked_url, "messages", "list", *CITY, "--state", "queued", "--limit", "1")
    assert "specialist_changed" in printed
    with psycopg.connect(worked_url) as connection:
        ids = [
            str(row[0])
            for row in connection.execute("SELECT id FROM engagement.message ORDER BY id").fetchall()
        ]
    shown = run(worked_url, "messages", "show", ids[0])
    assert "服务专员变更为" in shown and "**" in shown
    printed = run(worked_url, "messages", "deliver", *CITY)
    assert f"{len(ids) - 1} delivered, 1 failed." in printed  # one customer has left no number
    lines = (outbox / f"{today().isoformat()}.jsonl").read_text().splitlines()
    assert {json.loads(line)["id"] for line in lines} < {*ids} | {json.loads(line)["id"] for line in lines}
    assert "message.no_number" in run(worked_url, "messages", "list", *CITY)
    assert "0 delivered, 0 failed." in run(worked_url, "messages", "deliver", *CITY, "--gateway", "console")


def test_what_is_wrong_is_told(worked_url: str) -> None:
    for arguments, said in (
        (("messages", "deliver", *CITY, "--gateway", "pigeon"), "There is no gateway pigeon."),
        (("messages", "show", "01a20ff7-183f-74c1-919a-27857e148067"), "There is no message"),
        (("messages", "list", "--city", "atlantis"), "There is no city atlantis."),
        (("staff", "list", "--city", "atlantis"), "There is no city atlantis."),
    ):
        assert said in run(worked_url, *arguments, ends=1)
