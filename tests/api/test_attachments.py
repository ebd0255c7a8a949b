"""Attachments: in pieces that can be resumed, checked when they are whole, seen by whoever may see the customer."""

import hashlib
import random
import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from gridward.field.attachments import content, receiving
from gridward.field.public import sweep_attachments
from gridward.field.rules import field_rules
from gridward.platform.db import connect
from gridward.platform.settings import settings
from support.field_work import Tablet, move, one, operation, persons_of, tablet
from support.pictures import picture

_PHOTO = b"\xff\xd8\xff" + random.Random(7).randbytes(300_000)
_PIECE = 128 << 10


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def begin(mine: Tablet, data: bytes, kind: str = "image/jpeg", status: int = 200, **more: Any) -> Any:
    body = {"sha256": digest(data), "size": len(data), "kind": kind, **more}
    answer = mine.client.post("/api/v1/field/attachments", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def put(mine: Tablet, sha256: str, offset: int, piece: bytes, status: int = 200) -> Any:
    answer = mine.client.put(f"/api/v1/field/attachments/{sha256}?offset={offset}", content=piece)
    assert answer.status_code == status, answer.text
    return answer.json()


def complete(mine: Tablet, sha256: str, status: int = 200) -> Any:
    answer = mine.client.post(f"/api/v1/field/attachments/{sha256}/complete")
    assert answer.status_code == status, answer.text
    return answer.json()


def send(mine: Tablet, data: bytes, sha256: str | None = None, start: int = 0) -> Any:
    name = sha256 or digest(data)
    for offset in range(start, len(data), _PIECE):
        put(mine, name, offset, data[offset : offset + _PIECE])
    return complete(mine, name)


@pytest.fixture
def person(mine: Tablet, worked_url: str) -> int:
    return persons_of(worked_url, mine.cell_id)[0]


def name_it(mine: Tablet, person: int, *digests: str) -> str:
    """A request that names them; what the tablet calls it."""
    request = str(uuid.uuid4())
    payload = {
        "request_id": request,
        "customer_id": person,
        "item": "renewal_account",
        "attachments": digests,
    }
    assert mine.send("request.submit", payload)["state"] == "applied"
    return request


def shown(client: TestClient, person: int) -> list[str]:
    return [row["state"] for row in client.get(f"/api/v1/customers/{person}/attachments").json()["items"]]


def test_one_that_is_cut_in_the_middle_goes_on_and_is_read_by_whoever_may_see_the_customer(
    mine: Tablet, person: int, lead: TestClient, worked_url: str, cells: list[int]
) -> None:
    name = digest(_PHOTO)
    name_it(mine, person, name)
    # What never comes is said.
    assert shown(lead, person) == ["waiting"]
    assert begin(mine, _PHOTO)["received"] == 0
    put(mine, name, 0, _PHOTO[:_PIECE])
    assert complete(mine, name, 409)["params"]["received"] == _PIECE
    # The answer was lost: the same piece comes twice, and one too far on.
    assert put(mine, name, 0, _PHOTO[:_PIECE])["received"] == _PIECE
    assert put(mine, name, 2 * _PIECE, _PHOTO[2 * _PIECE :], 409)["params"]["received"] == _PIECE
    assert shown(lead, person) == ["receiving"]
    assert begin(mine, _PHOTO)["received"] == _PIECE
    assert send(mine, _PHOTO, start=_PIECE)["state"] == "complete"
    # The whole comes twice.
    assert begin(mine, _PHOTO)["state"] == "complete" and send(mine, _PHOTO)["state"] == "complete"

    path = f"/api/v1/customers/{person}/attachments/{name}"
    answer = lead.get(path)
    assert (answer.content, answer.headers["content-type"]) == (_PHOTO, "image/jpeg")
    assert "sandbox" in answer.headers["content-security-policy"]
    read = "SELECT count(*) FROM audit.entry WHERE relation = 'field.attachment' AND operation = 'read'"
    assert one(worked_url, read) == 1
    with tablet(worked_url, cells[-1]) as other:
        assert other.client.get(path).status_code == 404
        # Who knows the name and names it himself has not sent it.
        own = persons_of(worked_url, other.cell_id)[0]
        name_it(other, own, name)
        assert shown(other.client, own) == ["waiting"]
        path = f"/api/v1/customers/{own}/attachments/{name}"
        assert other.client.get(path).json()["code"] == "attachment.not_found"


def test_papers_of_whoever_serves_the_customer_now_are_his_and_stay_with_the_request(
    mine: Tablet, other: Tablet, person: int, worked_url: str
) -> None:
    first, then = _PHOTO + b"first", _PHOTO + b"then"
    request = name_it(mine, person, digest(first))
    move(worked_url, person, other.cell_id)
    follows = {"request_id": request, "customer_id": person}
    papers = {"attachments": [digest(then)], "papers": {"bank_card": [digest(then)]}}
    assert other.send("request.supplement", follows | papers)["state"] == "applied"
    for tablet_of, data in ((mine, first), (other, then)):
        begin(tablet_of, data)
        assert send(tablet_of, data)["state"] == "complete"
    assert shown(other.client, person) == ["complete", "complete"]
    path = f"/api/v1/customers/{person}/attachments/{digest(then)}"
    assert other.client.get(path).content == then
    with connect(worked_url, "test") as connection:
        connection.execute("UPDATE field.attachment SET completed_at = completed_at - interval '100 days'")
    with connect(worked_url, "test") as connection:
        sweep_attachments(connection)
    assert shown(other.client, person) == ["complete", "complete"]


def test_what_was_photographed_on_a_visit_is_seen_with_the_customer_until_the_visit_is_taken_back(
    mine: Tablet, person: int, lead: TestClient
) -> None:
    name = digest(_PHOTO + b"visit")
    before = len(shown(lead, person))
    payload = {
        "visit_id": str(uuid.uuid4()),
        "customer_id": person,
        "outcome": "informed",
        "attachments": [name],
    }
    assert mine.send("visit.complete", {**payload, "attachments": ["A" * 64]})["state"] == "invalid"
    done = operation("visit.complete", payload)
    assert mine.deliver(done)["state"] == "applied"
    newest = lead.get(f"/api/v1/customers/{person}/attachments").json()["items"][0]
    assert (newest["sha256"], newest["item"], newest["state"]) == (name, "visit", "waiting")
    assert mine.send("operation.undo", {"target": done["op_id"], "customer_id": person})["state"] == "applied"
    assert len(shown(lead, person)) == before


def test_what_is_acknowledged_is_kept_with_its_signature(mine: Tablet, person: int, worked_url: str) -> None:
    name = digest(_PHOTO + b"signature")
    said = {"what": "papers", "text": "I received papers.", "how": "signed", "signature": name}
    payload = {"customer_id": person, "outcome": "informed", "attachments": [name], "acknowledged": said}

    def state(**other: Any) -> Any:
        made = {**payload, "visit_id": str(uuid.uuid4()), **other}
        return mine.send("visit.complete", made)["state"]

    assert state(attachments=[]) == "invalid"
    assert state(acknowledged={**said, "reason": "prefers_not"}) == "invalid"
    assert state(acknowledged={**said, "how": "by_voice", "signature": None}) == "invalid"
    assert (
        state(acknowledged={**said, "how": "declined", "signature": None, "reason": "has_doubts"})
        == "applied"
    )
    assert state() == "applied"
    told = [one["acknowledged"] for one in mine.get(f"/customers/{person}")["contacts"][:2]]
    assert told == [
        {"what": "papers", "how": "signed", "reason": None},
        {"what": "papers", "how": "declined", "reason": "has_doubts"},
    ]
    newest = mine.get(f"/customers/{person}/attachments")["items"][0]
    assert (newest["sha256"], newest["item"]) == (name, "signature")
    kept = "SELECT acknowledged ->> 'text' FROM field.visit WHERE acknowledged ->> 'signature' = %s"
    assert one(worked_url, kept, name) == said["text"]


def test_nothing_of_it_lies_in_the_clear(mine: Tablet) -> None:
    own = _PHOTO + b"own"
    begin(mine, own)
    send(mine, own)
    files = [path for path in _stored() if digest(own) in str(path)]
    assert len(files) == -(-len(own) // _PIECE)
    assert not any(own[1000:1032] in path.read_bytes() for path in files)


def _stored() -> Iterator[Path]:
    return (path for path in (settings().files_dir / "objects").rglob("*") if path.is_file())


def test_another_file_is_sent_once_more_and_another_kind_is_refused(mine: Tablet) -> None:
    begin(mine, _PHOTO)
    other = _PHOTO[:-1] + bytes([_PHOTO[-1] ^ 1])
    found = send(mine, other, digest(_PHOTO))
    assert (found["state"], found["problem"], found["received"]) == ("receiving", "attachment.other_file", 0)
    assert send(mine, _PHOTO)["problem"] is None
    page = b"<html>" + bytes(100)
    begin(mine, page, "image/png")
    found = send(mine, page)
    assert (found["state"], found["problem"]) == ("refused", "attachment.other_kind")
    assert not [path for path in _stored() if digest(page) in str(path)]


def test_a_picture_has_a_small_one_that_lies_sealed(
    mine: Tablet, person: int, lead: TestClient, worked_url: str
) -> None:
    photo = picture(900, 600)
    name = digest(photo)
    name_it(mine, person, name)
    path = f"/api/v1/customers/{person}/attachments/{name}/thumbnail"
    assert lead.get(path).json()["code"] == "attachment.not_found"
    begin(mine, photo, "image/png")
    assert send(mine, photo)["state"] == "complete"
    small = lead.get(path).content
    with Image.open(BytesIO(small)) as found:
        assert (found.format, found.size) == ("JPEG", (160, 107))
    sealed = [path for path in _stored() if name in str(path) and path.name == "thumbnail"]
    assert len(sealed) == 1 and small[20:60] not in sealed[0].read_bytes()
    # Made anew where it is gone; of papers there is none.
    sealed[0].unlink()
    assert lead.get(path).content == small
    paper = b"%PDF-1.7 paper"
    name_it(mine, person, digest(paper))
    begin(mine, paper, "application/pdf")
    send(mine, paper)
    assert lead.get(f"/api/v1/customers/{person}/attachments/{digest(paper)}/thumbnail").status_code == 404


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (picture(9000, 9000, content=b""), "attachment.too_many_pixels"),
        (picture(60_000, 60_000, content=b""), "attachment.too_many_pixels"),
        (bytes((0, 0, 0, 24)) + b"ftypheic" + bytes(100), "attachment.heic"),
    ],
)
def test_what_would_fill_the_memory_or_nobody_can_open_is_refused(
    mine: Tablet, data: bytes, problem: str
) -> None:
    begin(mine, data, "image/png")
    assert send(mine, data)["problem"] == problem


def test_malware_is_refused(mine: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content.ConsoleScanner, "finds", lambda self, data: True)
    data = b"%PDF-1.7 bad"
    begin(mine, data, "application/pdf")
    assert send(mine, data)["problem"] == "attachment.malware"


def test_what_is_too_large_is_refused_before_it_is_read(mine: Tablet) -> None:
    found = begin(mine, _PHOTO, status=413, size=80 << 20)
    assert (found["code"], found["params"]) == ("attachment.too_large", {"limit_mb": 20})
    name = digest(_PHOTO)
    assert put(mine, name, 0, b"x", 404)["code"] == "attachment.not_begun"
    begin(mine, _PHOTO)
    assert put(mine, name, 0, bytes((1 << 20) + 1), 413)["code"] == "attachment.piece_too_large"
    assert put(mine, name, 0, b"x", 422)["code"] == "attachment.piece"
    assert put(mine, name, 0, bytes(len(_PHOTO) + 1), 422)["code"] == "attachment.piece"


def test_a_day_has_its_limit_and_what_waits_goes_on(mine: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = field_rules()
    small = rules.attachments.model_copy(update={"most_mb_a_day": 0})
    data = _PHOTO + b"begun before"
    begin(mine, data)
    monkeypatch.setattr(receiving, "field_rules", lambda: rules.model_copy(update={"attachments": small}))
    full = begin(mine, _PHOTO + b"one more", status=429)
    assert (full["code"], full["params"]["limit_mb"]) == ("attachment.day_full", 0)
    # What was said to be small, and begins anew, is not let in by that.
    grown = begin(mine, data, status=429, size=len(data) + 1)
    assert grown["code"] == "attachment.day_full"
    assert send(mine, data)["state"] == "complete"


def test_what_never_ended_and_what_nothing_names_goes_and_what_is_named_stays(
    mine: Tablet, person: int, worked_url: str
) -> None:
    named, alone, cut, fresh = (_PHOTO + what for what in (b"named", b"alone", b"cut", b"fresh"))
    name_it(mine, person, digest(named))
    for data in (named, alone):
        begin(mine, data)
        send(mine, data)
    for data in (cut, fresh):
        begin(mine, data)
        put(mine, digest(data), 0, data[:_PIECE])
    with connect(worked_url, "test") as connection:
        connection.execute(
            """UPDATE field.attachment SET begun_at = begun_at - interval '100 days',
                   completed_at = completed_at - interval '100 days' WHERE sha256 = ANY(%s)""",
            [[digest(data) for data in (named, alone, cut)]],
        )
    with connect(worked_url, "test") as connection:
        sweep_attachments(connection)
    left = [any(digest(data) in str(path) for path in _stored()) for data in (named, alone, cut, fresh)]
    assert left == [True, False, False, True]
    path = f"/api/v1/field/attachments/{digest(alone)}"
    assert mine.client.get(path).json()["code"] == "attachment.not_begun"
    assert begin(mine, fresh)["received"] == _PIECE
