"""Whether the application says that it can work, and which part keeps it from it."""

import shutil
from typing import Any

import psycopg
import pytest
from psycopg import sql
from starlette.testclient import TestClient

from gridward.app import create_app
from gridward.platform.settings import settings
from support.clients import client_at


def _asked(client: TestClient) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    assert answer.headers["cache-control"] == "no-store"
    assert ("retry-after" in answer.headers) == (answer.status_code == 503)
    return answer.status_code, answer.json()


def _parts(**wrong: str) -> dict[str, str]:
    parts = {"database": "ok", "migration": "ok", "disk": "ok"} | wrong
    return {"status": "not ready" if wrong else "ready", **parts}


def test_it_is_ready_where_nothing_is_wrong(database_url: str) -> None:
    with client_at(database_url) as client:
        assert _asked(client) == (200, _parts())
        assert client.get("/healthz").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("UPDATE alembic_version SET version_num = '0001'", "other revision"),
        ("DELETE FROM alembic_version", "other revision"),
        ("DROP TABLE alembic_version", "missing"),
    ],
)
def test_another_schema_than_the_program_knows(database_url: str, change: str, word: str) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute(change.encode())
    with client_at(database_url) as client:
        assert _asked(client) == (503, _parts(migration=word))


def test_a_database_that_goes_and_comes_back(database_url: str) -> None:
    with client_at(database_url) as client:
        assert _asked(client)[0] == 200
        _admit(database_url, False)
        assert _asked(client) == (503, _parts(database="no answer", migration="unknown"))
        assert client.get("/healthz").status_code == 200
        _admit(database_url, True)
        assert _asked(client) == (200, _parts())


def test_a_server_that_is_not_there_and_no_word_of_its_address() -> None:
    with TestClient(create_app("postgresql://somebody:geheim@127.0.0.1:1/nowhere")) as client:
        assert _asked(client) == (503, _parts(database="no answer", migration="unknown"))


@pytest.mark.parametrize("free", [511 << 20, 512 << 20])
def test_little_space_where_the_data_folder_is(
    database_url: str, monkeypatch: pytest.MonkeyPatch, free: int
) -> None:
    seen = []

    def usage(path: object) -> Any:
        seen.append(path)
        return shutil._ntuple_diskusage(2**40, 2**40 - free, free)  # type: ignore[attr-defined]

    monkeypatch.setattr(shutil, "disk_usage", usage)
    with client_at(database_url) as client:
        enough = free == settings().min_free_mb << 20
        assert _asked(client) == ((200, _parts()) if enough else (503, _parts(disk="too little space")))
    assert seen == [settings().data_dir]


def _admit(url: str, yes: bool) -> None:
    """Let a database take connections, or take none and end those that there are."""
    with psycopg.connect(url, dbname="template1", autocommit=True) as admin:
        name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        admin.execute(
            sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(
                sql.Identifier(str(name)), sql.Literal(yes)
            )
        )
        if not yes:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
