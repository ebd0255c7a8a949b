"""A city at work in one file: put back elsewhere, compared, and refused where it does not fit."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import IO

import psycopg
import pytest
from psycopg import sql

from gridward.book.public import sealed_name
from gridward.kernel.errors import GridwardError
from gridward.platform.backup import Archive, drill, keys, programs, restore, save
from gridward.platform.backup.archive import writing
from gridward.platform.backup.manifest import Figures, figures
from gridward.platform.crypto import cipher
from gridward.platform.postgres.binaries import _found_clients
from gridward.platform.settings import settings
from support.commands import run


@pytest.fixture
def file(worked_url: str, tmp_path: Path) -> Path:
    """A backup of the small city at work."""
    made = tmp_path / "city.backup"
    save(worked_url, made, sealed_name)
    return made


def of(url: str) -> Figures:
    with psycopg.connect(url) as connection:
        return figures(connection)


def refusal(url: str, file: Path, *, replace: bool = False) -> str:
    """The code with which a restore is refused; nothing may have changed."""
    before = of(url)
    with pytest.raises(GridwardError) as caught:
        restore(url, Archive(file), sealed_name, replace=replace)
    assert of(url) == before
    return caught.value.code


def test_a_city_comes_back_elsewhere(worked_url: str, file: Path, database_url: str) -> None:
    manifest = Archive(file).manifest
    assert manifest.figures.rows["book.customer"] > 500 and manifest.figures.audit.entries > 50
    assert file.stat().st_mode & 0o777 == 0o600
    found = restore(database_url, Archive(file), sealed_name, replace=False)
    assert found.holds and found.opened
    assert of(database_url) == of(worked_url) == manifest.figures
    with psycopg.connect(database_url) as connection:
        sample = sealed_name(connection)
        assert sample is not None and cipher().open(*sample)
        # The audit goes on where it was, and cannot be rewritten here either.
        connection.execute("UPDATE city.city SET name = 'Y'")
        row = connection.execute("SELECT max(id), count(*) FROM audit.entry").fetchone()
        assert row is not None and row[0] > (manifest.figures.audit.last_id or 0)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM audit.entry")


def test_neither_key_nor_names_are_in_it(file: Path) -> None:
    with zipfile.ZipFile(file) as parts:
        content = b"".join(parts.read(part) for part in parts.namelist())
    for key in settings().keys.read_text("ascii").split('"')[3::4]:
        assert key.encode() not in content
    assert Archive(file).manifest.keys.keys() == {1}


def test_a_database_with_rows_is_only_replaced_when_that_is_said(
    worked_url: str, file: Path, city_url: str
) -> None:
    assert refusal(city_url, file) == "backup.has_rows"
    assert restore(city_url, Archive(file), sealed_name, replace=True).holds
    assert of(city_url) == of(worked_url)


def test_nobody_may_be_working_in_a_database_that_is_replaced(file: Path, city_url: str) -> None:
    with psycopg.connect(city_url):
        with pytest.raises(GridwardError) as caught:
            restore(city_url, Archive(file), sealed_name, replace=True)
        assert caught.value.code == "backup.in_use"


def test_a_file_that_was_cut_off_or_changed_is_refused(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    middle = len(whole) // 2
    for content in (
        whole[:100],
        whole[:middle],
        whole[:-1],
        whole[:middle] + b"gridward" + whole[middle + 8 :],
    ):
        spoilt = tmp_path / "spoilt"
        spoilt.write_bytes(content)
        with pytest.raises(GridwardError) as caught:
            Archive(spoilt)
        assert caught.value.code == "backup.damaged"


def test_a_dump_that_breaks_off_is_not_committed(
    file: Path, city_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As if the disk under the file failed after it was found whole.
    with Archive(file).dump() as dump:
        length = len(dump.read())

    def break_off(source: IO[bytes], target: IO[bytes]) -> None:
        with target:
            target.write(source.read(length - 5_000))

    monkeypatch.setattr(programs, "_feed", break_off)
    assert refusal(city_url, file, replace=True) == "backup.program_failed"


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    strange = tmp_path / "strange.zip"
    with zipfile.ZipFile(strange, "w") as parts:
        parts.writestr("letter.txt", "Dear customer")
    (tmp_path / "empty").touch()
    for path, code in (
        (strange, "backup.foreign"),
        (tmp_path / "empty", "backup.foreign"),
        (tmp_path / "nowhere", "backup.missing"),
        (tmp_path, "backup.unusable_file"),
    ):
        with pytest.raises(GridwardError) as caught:
            Archive(path)
        assert caught.value.code == code


def with_manifest(file: Path, out: Path, **changes: object) -> Path:
    """A copy of a backup that says something else of itself."""
    manifest = Archive(file).manifest.model_copy(update=changes)
    with Archive(file).dump() as dump, writing(out, manifest) as target:
        shutil.copyfileobj(dump, target)
    return out


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"schema_head": "9999"}, "backup.too_new"),
        ({"server": 99}, "backup.older_server"),
        ({"keys": {1: "0" * 32}}, "backup.other_key"),
    ],
)
def test_what_does_not_fit_is_refused(
    file: Path, tmp_path: Path, database_url: str, changes: dict[str, object], code: str
) -> None:
    assert refusal(database_url, with_manifest(file, tmp_path / "other", **changes)) == code


def test_a_newer_format_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(GridwardError) as caught:
        Archive(with_manifest(file, tmp_path / "other", format=2))
    assert caught.value.code == "backup.too_new"


def test_another_key_is_said_before_anything_changes(
    worked_url: str, file: Path, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "other.key"
    other = settings().model_copy(update={"key_file": key})
    monkeypatch.setattr(keys, "settings", lambda: other)
    assert refusal(database_url, file) == "backup.no_key"
    with pytest.raises(GridwardError) as caught:
        drill(worked_url, Archive(file), sealed_name)
    assert caught.value.code == "backup.no_key" and str(key) in caught.value.detail
    assert not key.exists()
    key.write_text('{"1": "' + "Q" * 43 + '="}', "ascii")
    assert refusal(database_url, file) == "backup.other_key"
    with pytest.raises(GridwardError) as caught:
        save(worked_url, tmp_path / "useless", sealed_name)
    assert caught.value.code == "backup.other_key" and not (tmp_path / "useless").exists()


def test_the_drill_leaves_nothing_and_sees_a_difference(worked_url: str, file: Path, tmp_path: Path) -> None:
    before = of(worked_url)
    assert drill(worked_url, Archive(file), sealed_name).holds
    told = Archive(file).manifest.figures
    for figure in (
        told.model_copy(update={"rows": told.rows | {"book.customer": 1}}),
        told.model_copy(update={"audit": told.audit.model_copy(update={"hash": "0" * 64})}),
        told.model_copy(update={"audit": told.audit.model_copy(update={"last_id": 1})}),
        told.model_copy(update={"audit": told.audit.model_copy(update={"entries": 1})}),
    ):
        other = with_manifest(file, tmp_path / "other", figures=figure)
        assert not drill(worked_url, Archive(other), sealed_name).holds
        other.unlink()
    assert of(worked_url) == before
    with psycopg.connect(worked_url) as connection:
        left = connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'gridward\\_drill%'")
        assert left.fetchone() == (0,)


def test_the_commands_say_what_they_did(worked_url: str, database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "city.backup"
    told = run(worked_url, "db", "backup", file)
    assert str(settings().keys) in told and "worthless" in told
    assert "Add --replace" in run(worked_url, "db", "restore", file, ends=1)
    told = run(database_url, "db", "restore", file)
    assert "book.customer " in told and "audit: hash" in told and "DIFFERS" not in told
    told = run(database_url, "db", "drill", file)
    for figure in ("book.customer ", "audit: entries", "audit: last entry", "audit: hash", "sealed name"):
        assert figure in told
    assert "(dropped again) is what was backed up" in told and "DIFFERS" not in told
    figures = Archive(file).manifest.figures.model_copy(update={"rows": {}})
    wrong = with_manifest(file, tmp_path / "wrong", figures=figures)
    told = run(database_url, "db", "drill", wrong, ends=1)
    assert "DIFFERS" in told and "NOT what was backed up" in told


def test_a_backup_is_made_while_others_work(worked_url: str, tmp_path: Path) -> None:
    with psycopg.connect(worked_url) as other:
        other.execute("UPDATE city.city SET name = 'Y'")
        save(worked_url, tmp_path / "city.backup", sealed_name)
    assert drill(worked_url, Archive(tmp_path / "city.backup"), sealed_name).holds


def test_programs_may_be_newer_than_the_server(
    worked_url: str, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, newest = sorted(_found_clients(), key=lambda binaries: binaries.major)
    monkeypatch.setattr("gridward.platform.postgres.binaries._folders", lambda: [newest.folder])
    save(worked_url, tmp_path / "city.backup", sealed_name)
    monkeypatch.undo()
    assert Archive(tmp_path / "city.backup").manifest.programs == newest.major
    assert restore(database_url, Archive(tmp_path / "city.backup"), sealed_name, replace=False).holds


_OTHERS = """
CREATE TABLE public."other's ""own"" table" (id serial PRIMARY KEY, note text);
INSERT INTO public."other's ""own"" table" (note) VALUES ('kept');
CREATE VIEW public.other_view AS SELECT note FROM public."other's ""own"" table";
CREATE SCHEMA reporting;
CREATE TABLE reporting.figure AS SELECT 1 AS value;
"""
"""What somebody else may have in the database."""


def let_others_in(url: str) -> None:
    """Let somebody else have tables, and an extension: one of PostgreSQL's own, or the one that the wheel brings."""
    with psycopg.connect(url) as connection:
        connection.execute(_OTHERS)
        extension = connection.execute(
            "SELECT max(name) FROM pg_available_extensions WHERE name IN ('hstore', 'vector')"
        ).fetchone()
        assert extension is not None
        connection.execute(
            sql.SQL("CREATE EXTENSION {} SCHEMA reporting").format(sql.Identifier(extension[0]))
        )


def others_left(url: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute(
            """SELECT (SELECT string_agg(note, ',') FROM public.other_view), (SELECT sum(value) FROM reporting.figure),
                   (SELECT count(*) FROM pg_extension WHERE extname IN ('hstore', 'vector'))"""
        ).fetchone()


def test_what_is_somebody_elses_is_neither_in_a_backup_nor_touched_by_a_restore(
    worked_url: str, database_url: str, tmp_path: Path
) -> None:
    let_others_in(worked_url)
    file = tmp_path / "city.backup"
    manifest = save(worked_url, file, sealed_name)
    assert {name.split(".")[0] for name in manifest.figures.rows} & {"reporting"} == set()
    assert [name for name in manifest.figures.rows if "other" in name] == []
    assert "public.procrastinate_jobs" in manifest.figures.rows
    assert restore(worked_url, Archive(file), sealed_name, replace=True).holds
    assert others_left(worked_url) == ("kept", 1, 1)
    # Where he is not, nothing of his comes into being.
    assert restore(database_url, Archive(file), sealed_name, replace=False).holds
    with psycopg.connect(database_url) as connection:
        gone = connection.execute("SELECT to_regclass('public.other_view'), to_regnamespace('reporting')")
        assert gone.fetchone() == (None, None)
    let_others_in(database_url)
    assert restore(database_url, Archive(file), sealed_name, replace=True).holds
    assert others_left(database_url) == ("kept", 1, 1)


@pytest.mark.parametrize(
    ("theirs", "named"),
    [
        ("CREATE TABLE book.customer (id int)", "book, book.customer"),
        ("CREATE TABLE book.shelf (id int)", "book"),
    ],
)
def test_who_has_the_name_of_what_is_brought_is_not_overwritten(
    file: Path, database_url: str, theirs: str, named: str
) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("DROP SCHEMA book CASCADE; CREATE SCHEMA book")
        connection.execute(theirs)
    assert refusal(database_url, file, replace=True) == "backup.in_the_way"
    told = run(database_url, "db", "restore", file, "--replace", ends=1)
    assert f"brings too: {named}. Nothing" in " ".join(told.split())


@pytest.mark.parametrize(
    "theirs",
    [
        "CREATE VIEW public.their_view AS SELECT id FROM book.customer",
        "CREATE TABLE public.their_table (customer_id bigint REFERENCES book.customer (id))",
    ],
)
def test_what_hangs_on_what_is_replaced_does_not_go_with_it(file: Path, city_url: str, theirs: str) -> None:
    with psycopg.connect(city_url) as connection:
        connection.execute(theirs)
    assert refusal(city_url, file, replace=True) == "backup.depended_on"
    with psycopg.connect(city_url) as connection:
        left = connection.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'their\\_%'").fetchone()
    assert left == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts")
def test_a_full_disk_leaves_no_half_backup(worked_url: str, tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "gridward-test", tmp_path], check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this root may not mount")
    try:
        with pytest.raises(GridwardError) as caught:
            save(worked_url, tmp_path / "city.backup", sealed_name)
        assert caught.value.code == "backup.no_space"
        assert list(tmp_path.iterdir()) == []
    finally:
        subprocess.run(["umount", tmp_path], check=True)
