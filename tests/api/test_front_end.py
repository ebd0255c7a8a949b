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
    for address in ("/", "/today", "/assets/gone.js", "/assets/../../secret"):
        answer = client.get(address)
        assert answer.text == "<title>index</title>"
        assert answer.headers["cache-control"] == "no-cache"
