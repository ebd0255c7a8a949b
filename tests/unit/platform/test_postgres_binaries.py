"""Which PostgreSQL is chosen. The programs here only say their version."""

from pathlib import Path

import pytest

from gridward.kernel.errors import Unavailable
from gridward.platform.postgres import binaries
from gridward.platform.postgres.binaries import Binaries, choose, choose_clients


def install(folder: Path, says: str) -> Path:
    folder.mkdir(parents=True)
    for name in ("postgres", "pg_dump", "pg_restore", "psql"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {says}'\n")
        program.chmod(0o755)
    return folder


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with versions 9, 15 and 17 installed, and no wheel."""
    monkeypatch.delenv("GRIDWARD_PG_BIN", raising=False)
    monkeypatch.setattr(binaries, "_SYSTEM", tmp_path / "system")
    monkeypatch.setattr(binaries, "_WHEEL", "no_such_wheel")
    for major, says in (("9.6", "9.6.24"), ("15", "15.18 (Debian 15.18-0+deb12u1)"), ("17", "17.2")):
        install(tmp_path / "system" / major / "bin", says)
    return tmp_path / "system"


def made_by(folder: Path, version: str) -> Path:
    folder.mkdir()
    (folder / "PG_VERSION").write_text(f"{version}\n")
    return folder


def test_a_new_cluster_gets_the_newest(system: Path, tmp_path: Path) -> None:
    assert choose(tmp_path / "data") == Binaries(system / "17" / "bin", "17.2")


def test_an_old_cluster_gets_its_own_major_version(system: Path, tmp_path: Path) -> None:
    assert choose(made_by(tmp_path / "data", "15")) == Binaries(system / "15" / "bin", "15.18")


def test_a_cluster_of_a_version_that_is_not_here_is_refused(system: Path, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refusal:
        choose(made_by(tmp_path / "data", "16"))
    assert refusal.value.code == "db.other_major"
    assert refusal.value.params == {"wanted": 16, "found": [17, 15]}


def test_a_named_folder_goes_before_all_others(
    system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = install(tmp_path / "named", "16.1")
    monkeypatch.setenv("GRIDWARD_PG_BIN", str(named))
    assert choose(tmp_path / "data") == Binaries(named, "16.1")


def test_a_named_folder_without_postgres_is_said(
    system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIDWARD_PG_BIN", str(tmp_path / "empty"))
    with pytest.raises(Unavailable) as refusal:
        choose(tmp_path / "data")
    assert refusal.value.code == "db.no_binaries"
    assert str(tmp_path / "empty") in refusal.value.detail


def test_programs_that_do_not_run_or_are_too_old_do_not_count(
    system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for major in ("15", "17"):
        (system / major / "bin" / "postgres").write_text("#!/bin/sh\nexit 127\n")
    install(system / "14" / "bin", "14.9")
    with pytest.raises(Unavailable) as refusal:
        choose(tmp_path / "data")
    assert refusal.value.code == "db.no_binaries"


@pytest.mark.parametrize(("server", "chosen"), [(15, "15"), (16, "17"), (17, "17")])
def test_a_server_is_dumped_by_its_own_version_or_the_next_newer(
    system: Path, server: int, chosen: str
) -> None:
    assert choose_clients(server).folder == system / chosen / "bin"


def test_clients_need_no_server_beside_them(system: Path) -> None:
    (system / "17" / "bin" / "postgres").unlink()
    assert choose_clients(17).version == "17.2"


def test_clients_that_are_older_than_the_server_are_said(system: Path) -> None:
    with pytest.raises(Unavailable) as refusal:
        choose_clients(18)
    assert refusal.value.code == "db.old_client"
    assert "17, 15" in refusal.value.detail and "postgresql-client-18" in refusal.value.hint


def test_missing_clients_are_said(system: Path) -> None:
    for major in ("9.6", "15", "17"):
        (system / major / "bin" / "pg_dump").unlink()
    with pytest.raises(Unavailable) as refusal:
        choose_clients(16)
    assert refusal.value.code == "db.no_client"
    assert "postgresql-client-16" in refusal.value.hint
