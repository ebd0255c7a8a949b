"""The built front end, as a browser gets it."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from gridward import app


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Somebody at an application whose front end is a few files. No database is asked for them."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>index</title>")
    (tmp_path / "assets" / "page.js").write_text("large")
    (tmp_path / "assets" / "page.js.br").write_text("small")
    (tmp_path / "assets" / "plain.css").write_text("plain")
    monkeypatch.setattr(app, "resource", lambda name: tmp_path)
    return TestClient(app.create_app("postgresql:///nowhere"))


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [("gzip, deflate, br", True), ("br", True), ("gzip", False), ("", False), ("brotli", False)],
)
def test_who_takes_the_smaller_copy_gets_it(client: TestClient, accepted: str, taken: bool) -> None:
    with client.stream("GET", "/assets/page.js", headers={"Accept-Encoding": accepted}) as answer:
        content = b"".join(answer.iter_raw())
    assert (content == b"small", answer.headers.get("content-encoding") == "br") == (taken, taken)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "Accept-Encoding" in answer.headers["vary"]
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_file_without_a_smaller_copy_comes_as_it_is(client: TestClient) -> None:
    answer = client.get("/assets/plain.css", headers={"Accept-Encoding": "br"})
    assert (answer.text, answer.headers.get("content-encoding")) == ("plain", None)


def test_every_other_address_is_the_page_and_is_asked_for_again(client: TestClient) -> None:
    for address in ("/", "/today", "/assets/../../secret"):
        answer = client.get(address)
        assert answer.text == "<title>index</title>"
        assert answer.headers["cache-control"] == "no-cache"


def test_a_part_of_another_version_is_missing_and_not_a_page(client: TestClient) -> None:
    answer = client.get("/assets/gone.js")
    assert (answer.status_code, answer.json()["code"]) == (404, "http.404")


def test_what_keeps_the_program_on_a_device_is_asked_for_each_time(
    client: TestClient, tmp_path: Path
) -> None:
    (tmp_path / "sw.js").write_text("keep()")
    (tmp_path / "app.webmanifest").write_text("{}")
    worker, manifest = client.get("/sw.js"), client.get("/app.webmanifest")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert manifest.headers["content-type"] == "application/manifest+json"
    for answer in (worker, manifest):
        assert answer.headers["cache-control"] == "no-cache"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
