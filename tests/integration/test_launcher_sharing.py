"""The embedded server, shared by processes that come, go and are killed. Every test starts real servers."""

from pathlib import Path

import psycopg
import pytest

from gridward.platform.postgres import embedded, status
from support.launcher import ask, runs, starts, user

pytestmark = pytest.mark.usefixtures("programs")


def test_it_starts_answers_and_stops_with_its_only_user(folder: Path) -> None:
    with embedded(folder) as server:
        assert ask(server.url) == 1
        assert ask(server.url, "SHOW data_checksums") == "on"
        assert ask(server.url, "SHOW listen_addresses") == ""
        assert status(folder).running
    assert not runs(folder)
    assert status(folder).pid is None


def test_what_was_written_is_there_the_next_time(folder: Path) -> None:
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
