"""The embedded server after `kill -9`: of its users, of itself, of its watcher, of who makes it, of all of them at once."""

import os
from pathlib import Path

import psycopg
import pytest

from gridward.platform.postgres import embedded, postmaster
from gridward.platform.postgres.cluster import Cluster
from support.launcher import ask, kill_server, kill_watcher, runs, soon, starts, user

pytestmark = pytest.mark.usefixtures("programs")


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


def test_after_everything_was_killed_at_once_all_who_come_share_one_new_server(folder: Path) -> None:
    with user(folder) as owner:
        with psycopg.connect(owner.url(), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        kill_watcher(folder)
        owner.kill()
        kill_server(folder)
    with user(folder) as one, user(folder) as two, user(folder) as three:
        (url,) = {one.url(), two.url(), three.url()}
        assert ask(url, "SELECT answer FROM kept") == 42
        assert starts(folder) == 2
        for each in (one, two, three):
            assert each.leave() == 0
    assert not runs(folder)


@pytest.mark.parametrize("made", ["new-*", "new-*/base/5", "data/PG_VERSION", "data/postmaster.pid"])
def test_who_comes_after_one_that_was_killed_while_it_made_the_cluster(folder: Path, made: str) -> None:
    with user(folder) as first:
        assert soon(lambda: any((folder / "postgres").glob(made)))
        first.kill()
    with embedded(folder) as server:
        assert ask(server.url) == 1
    assert not runs(folder)
    assert not list((folder / "postgres").glob("new-*"))


def test_files_that_lock_a_socket_for_a_dead_server_are_no_obstacle(folder: Path) -> None:
    with embedded(folder):
        pass
    # The number of a living process that is no server of this cluster: ours.
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (Cluster(folder).sockets / name).write_text(f"{os.getpid()}\n")
    with embedded(folder) as server:
        assert ask(server.url) == 1
    assert not runs(folder)
