"""What can be wrong around the embedded server, and the error that says so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gridward.kernel.errors import Unavailable
from gridward.platform.postgres import embedded, status
from gridward.platform.postgres.account import Account, account_for
from gridward.platform.postgres.binaries import choose
from support.launcher import ask, runs

_needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as another user")


def refusal(folder: Path) -> Unavailable:
    with pytest.raises(Unavailable) as caught, embedded(folder):
        pass
    return caught.value


@pytest.mark.usefixtures("programs")
def test_a_cluster_that_was_left_half_made_is_made_anew(folder: Path) -> None:
    (folder / "postgres" / "new-abc" / "base").mkdir(parents=True)
    with embedded(folder) as server:
        assert ask(server.url) == 1
    assert not (folder / "postgres" / "new-abc").exists()


@pytest.mark.usefixtures("programs")
def test_a_broken_setting_is_said_with_the_end_of_the_log(folder: Path) -> None:
    with embedded(folder):
        pass
    with open(folder / "postgres" / "data" / "postgresql.conf", "a") as settings:
        settings.write("no_such_setting = 1\n")
    error = refusal(folder)
    assert error.code == "db.did_not_start"
    assert "no_such_setting" in error.detail
    assert str(folder) in error.hint


def test_a_file_in_the_place_of_the_folder_is_said(folder: Path) -> None:
    (folder / "taken").touch()
    assert refusal(folder / "taken").code == "db.folder_unreachable"


def test_a_socket_folder_of_somebody_else_is_not_used(folder: Path) -> None:
    long = folder / ("x" * 120)
    with embedded(long) as server:
        sockets = Path(server.url.partition("host=")[2].partition("&")[0])
    sockets.rmdir()
    sockets.symlink_to(folder)
    try:
        assert refusal(long).code == "db.folder_unreachable"
    finally:
        sockets.unlink()


def test_a_read_only_folder_is_said_to_an_ordinary_user(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder.chmod(0o500)
    assert refusal(folder).code == "db.folder_unreachable"
    folder.chmod(0o700)


@_needs_root
def test_a_folder_that_the_servers_user_cannot_reach_is_said(folder: Path) -> None:
    folder.chmod(0o700)
    error = refusal(folder)
    assert error.code == "db.folder_unreachable"
    assert "GRIDWARD_DATA_DIR" in error.hint


@_needs_root
def test_programs_that_the_servers_user_cannot_reach_are_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = folder / "hidden"
    original = choose(folder / "none").folder
    shutil.copytree(original.parent, hidden / "lib" / "packages" / "pg", symlinks=True)
    hidden.chmod(0o700)
    monkeypatch.setenv("GRIDWARD_PG_BIN", str(hidden / "lib" / "packages" / "pg" / "bin"))
    with embedded(folder) as server:
        assert ask(server.url) == 1
    assert list((folder / "postgres").glob("programs-*"))


@_needs_root
def test_data_of_an_ordinary_user_is_served_as_that_user(folder: Path) -> None:
    with embedded(folder):
        pass
    stranger = Account(4242, 4242)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, stranger.uid, stranger.gid, follow_symlinks=False)
    assert account_for(folder / "postgres" / "data") == stranger
    with embedded(folder) as server:
        assert ask(server.url) == 1


def command(folder: Path, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", "from gridward.cli.db import app; app()", *words],
        env={**os.environ, "GRIDWARD_DATA_DIR": str(folder)}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_the_commands_start_show_and_stop_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert "yet" in command(folder, "status")
    assert "until `gridward db stop`" in command(folder, "start")
    assert ask(command(folder, "url").strip()) == 1
    assert command(folder, "stop") == "The embedded PostgreSQL is stopped.\n"
    assert not runs(folder)
    assert "is stopped" in command(folder, "status")
    assert not status(folder).kept
