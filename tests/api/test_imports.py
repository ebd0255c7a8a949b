"""Imports over HTTP: upload, look, start, follow, mend, discard."""

import asyncio
import io
import json
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.platform.settings import settings
from gridward.worker.tasks import make_worker

from .conftest import SignIn, run_jobs


@pytest.fixture
def ops(sign_in: SignIn) -> TestClient:
    return sign_in("ops")


def _zip(folder: Path, prefix: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.glob("*.csv")):
            archive.write(path, prefix + path.name)
    return target.getvalue()


def _upload(client: TestClient, files: dict[str, bytes]) -> Any:
    return client.post(
        "/api/v1/cities/tinglan/imports", files=[("files", (name, data)) for name, data in files.items()]
    )


def _customers(small_city: Path) -> bytes:
    return (small_city / "extract" / "customers.csv").read_bytes()


def test_a_zip_is_looked_at_started_followed_and_removed(
    ops: TestClient, city_url: str, small_city: Path
) -> None:
    ready = _upload(ops, {"交付.zip": _zip(small_city / "extract", "交付/")}).json()
    assert (ready["status"], ready["source"], ready["created_by"]) == ("ready", "交付.zip", "ops")
    files = {file["name"]: file for file in ready["files"]}
    assert files["customers.csv"]["kind"] == "customers"
    columns = {column["header"]: column for column in files["customers.csv"]["columns"]}
    assert columns["姓名"]["field"] == "name" and columns["姓名"]["sample"].endswith("*")
    (folder,) = (settings().files_dir / "imports").glob("*")

    started = ops.post(f"/api/v1/imports/{ready['id']}/start").json()
    assert started["status"] == "queued"
    assert run_jobs(city_url) == ["import_delivery"]
    done = json.loads(ops.get(f"/api/v1/imports/{ready['id']}/events").text.partition("data: ")[2])
    assert (done["status"], done["problem"], done["progress"]) == ("done", None, None)
    # The same extract once more: nothing is new.
    assert all(file["loaded"] == file["updated"] == 0 for file in done["files"])
    assert sum(file["unchanged"] for file in done["files"]) > 5_000
    assert not folder.exists()
    again = ops.post(f"/api/v1/imports/{ready['id']}/start")
    assert (again.status_code, again.json()["code"]) == (409, "import.wrong_status")


def test_what_was_refused_is_mended_and_taken(ops: TestClient, city_url: str, small_city: Path) -> None:
    header, first = (small_city / "extract" / "policies.csv").read_text("gbk").splitlines()[:2]
    number, day = (first.split(",")[header.split(",").index(name)] for name in ("保单号", "生效日期"))
    broken = first.replace(number, "P000099990001").replace(day, "20230231")
    good = first.replace(number, "P000099990002")
    new = "\r\n".join([header, broken, good]) + "\r\n"
    run = _upload(ops, {"policies.csv": new.encode("gbk")}).json()
    ops.post(f"/api/v1/imports/{run['id']}/start")
    run_jobs(city_url)
    (file,) = ops.get(f"/api/v1/imports/{run['id']}").json()["files"]
    assert (file["rows"], file["loaded"], file["refused"]) == (2, 1, 1)
    (issue,) = ops.get(f"/api/v1/imports/{run['id']}/issues?severity=refused").json()["items"]
    assert (issue["file"], issue["line"], issue["column"]) == ("policies.csv", 2, "生效日期")
    assert ops.get(f"/api/v1/imports/{run['id']}/issue-counts").json()["items"][0]["times"] == 1

    with zipfile.ZipFile(io.BytesIO(ops.get(f"/api/v1/imports/{run['id']}/refused.zip").content)) as archive:
        mended = archive.read("policies.csv").decode("gbk").replace("20230231", "20230228")
    assert "退回原因" in mended
    run = _upload(ops, {"policies.csv": mended.encode("gbk")}).json()
    ops.post(f"/api/v1/imports/{run['id']}/start")
    run_jobs(city_url)
    (file,) = ops.get(f"/api/v1/imports/{run['id']}").json()["files"]
    assert (file["loaded"], file["refused"]) == (1, 0)
    with psycopg.connect(city_url) as connection:
        read = connection.execute(
            "SELECT count(*) FROM audit.entry WHERE relation = 'census.refused_row' AND operation = 'read'"
        )
        assert read.fetchone() == (1,)


def _corrupt(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"book.docx": b"PK\x03\x04"}, "upload.kind"),
        ({"extract.zip": b"no zip at all"}, "upload.not_a_zip"),
        ({"notes.csv/../../../etc/passwd": b"x"}, "upload.kind"),
        ({"empty.zip": b"PK\x05\x06" + bytes(18)}, "upload.empty"),
    ],
)
def test_what_is_no_delivery_is_refused_and_leaves_nothing(
    ops: TestClient, files: dict[str, bytes], code: str
) -> None:
    before = set((settings().files_dir / "imports").glob("*"))
    answer = _upload(ops, files)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert set((settings().files_dir / "imports").glob("*")) == before
    assert len(ops.get("/api/v1/cities/tinglan/imports").json()["items"]) == 1


def test_a_zip_that_was_cut_off_is_refused(ops: TestClient, small_city: Path) -> None:
    whole = _zip(small_city / "extract")
    answer = _upload(ops, {"extract.zip": whole[: len(whole) // 2]})
    assert (answer.status_code, answer.json()["code"]) == (422, "upload.not_a_zip")


def test_a_zip_cannot_write_outside_its_folder(ops: TestClient) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../../../../tmp/customers.csv", "客户号\r\n1\r\n")
    run = _upload(ops, {"extract.zip": target.getvalue()}).json()
    assert [file["name"] for file in run["files"]] == ["customers.csv"]
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a/customers.csv", "客户号\r\n1\r\n")
        archive.writestr("b/customers.csv", "客户号\r\n1\r\n")
    assert _upload(ops, {"extract.zip": target.getvalue()}).json()["code"] == "upload.same_name"


def test_an_upload_beyond_the_limit_is_refused(ops: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "max_upload_mb", 1)
    answer = _upload(ops, {"customers.csv": bytes(2 << 20)})
    assert (answer.status_code, answer.json()["code"]) == (422, "upload.too_large")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("customers.csv", bytes(3 << 20))
    assert len(bomb.getvalue()) < 1 << 20
    assert _upload(ops, {"extract.zip": bomb.getvalue()}).json()["code"] == "upload.too_large"


def test_a_delivery_that_cannot_be_read_says_why_before_and_after_starting(
    ops: TestClient, city_url: str
) -> None:
    run = _upload(ops, {"customers.csv": "姓名,性别\r\n李四,男\r\n".encode("gbk")}).json()
    assert run["status"] == "ready"
    assert run["files"][0]["problem"]["code"] == "import.missing_columns"
    ops.post(f"/api/v1/imports/{run['id']}/start")
    run_jobs(city_url)
    failed = ops.get(f"/api/v1/imports/{run['id']}").json()
    assert (failed["status"], failed["problem"]["code"]) == ("failed", "import.unreadable")
    # The files are kept, so that a failed import can be started again or given up.
    assert ops.post(f"/api/v1/imports/{run['id']}/discard").status_code == 204
    assert ops.post(f"/api/v1/imports/{run['id']}/start").status_code == 409
    assert run["id"] not in {one["id"] for one in ops.get("/api/v1/cities/tinglan/imports").json()["items"]}


def test_a_discarded_delivery_is_removed_from_the_disk(ops: TestClient, small_city: Path) -> None:
    before = set((settings().files_dir / "imports").glob("*"))
    run = _upload(ops, {"customers.csv": _customers(small_city)}).json()
    (folder,) = set((settings().files_dir / "imports").glob("*")) - before
    assert folder.stat().st_mode & 0o077 == 0
    ops.post(f"/api/v1/imports/{run['id']}/discard")
    assert not folder.exists()


def test_files_that_a_process_which_died_has_left_are_removed_at_night(
    ops: TestClient, city_url: str, small_city: Path
) -> None:
    place = settings().files_dir / "imports"
    folders: dict[str, Path] = {}
    for status in ("ready", "queued", "running", "failed", "done", "discarded"):
        before = set(place.glob("*"))
        run = _upload(ops, {"customers.csv": _customers(small_city)}).json()
        (folders[status],) = set(place.glob("*")) - before
        with psycopg.connect(city_url) as connection:
            connection.execute("UPDATE census.import_run SET status = %s WHERE id = %s", [status, run["id"]])
    # Uploaded just now and not registered yet; and one whose process died before it was.
    for name, age in (("young", 3_600), ("old", 100_000)):
        folders[name] = place / f"{name} {run['id']}"
        folders[name].mkdir()
        os.utime(folders[name], (time.time() - age,) * 2)

    async def night() -> None:
        app = make_worker(city_url)
        async with app.open_async():
            await app.tasks["nightly"](timestamp=0)

    asyncio.run(night())
    assert {name for name, folder in folders.items() if folder.exists()} == {
        "ready", "queued", "running", "failed", "young",
    }  # fmt: skip


def test_an_import_whose_files_are_gone_says_so(ops: TestClient, city_url: str, small_city: Path) -> None:
    run = _upload(ops, {"customers.csv": _customers(small_city)}).json()
    with psycopg.connect(city_url) as connection:
        connection.execute("UPDATE census.import_run SET folder = '/nowhere' WHERE id = %s", [run["id"]])
    answer = ops.post(f"/api/v1/imports/{run['id']}/start")
    assert (answer.status_code, answer.json()["code"]) == (422, "import.files_gone")
