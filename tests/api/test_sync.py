"""What a tablet keeps of its cells: the snapshot, and the changes that follow it, none missed and none twice."""

import gzip
import json
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import brotli
import psycopg
import pytest
from starlette.testclient import TestClient

from gridward.field.public import begin_anew, prepare_snapshots, queue_snapshots
from gridward.field.rules import field_rules
from gridward.field.sync import handing_out
from gridward.field.sync.columns import by_rows
from gridward.field.sync.schemas import CustomerDoc
from gridward.kernel.clock import frozen, now, today
from gridward.platform.db import connect
from support.field_work import (
    CITY,
    Tablet,
    field_task,
    leave,
    move,
    one,
    operation,
    persons_of,
    rows,
    sign_in,
    tablet,
    visit,
)
from support.work import add_work

from .conftest import run_jobs


class Copy:
    """A cell as a tablet keeps it."""

    def __init__(self, tablet: Tablet, cell_id: int) -> None:
        self.tablet, self.cell_id = tablet, cell_id
        whole = tablet.get(f"/sync/cells/{cell_id}")
        self.feed, self.cursor = whole["feed"], whole["cursor"]
        self.customers: dict[int, Any] = {doc["customer_id"]: doc for doc in whole["customers"]}

    def ask(self, **more: Any) -> Any:
        """The answer to what changed, as it came."""
        query = {"feed": self.feed, "since": self.cursor, **more}
        return self.tablet.client.get(f"/api/v1/sync/cells/{self.cell_id}/changes", params=query)

    def pull(self, **more: Any) -> tuple[set[int], set[int]]:
        """Take in what changed; returns who came or changed, and who left."""
        answer = self.ask(**more)
        assert answer.status_code == 200, answer.text
        news = answer.json()
        self.cursor = news["cursor"]
        came = {doc["customer_id"]: doc for doc in news["customers"]}
        self.customers |= came
        for person in news["gone"]:
            self.customers.pop(person, None)
        return set(came), set(news["gone"])

    def is_whole(self) -> bool:
        """Whether it is what a new tablet would have."""
        new = Copy(self.tablet, self.cell_id)
        new.pull(limit=1000)
        return new.customers == self.customers


@pytest.fixture
def copy(mine: Tablet) -> Copy:
    """The first cell as its specialist keeps it."""
    return Copy(mine, mine.cell_id)


@pytest.fixture
def conn_at_work(worked_url: str) -> Iterator[psycopg.Connection]:
    """A connection to the city at work."""
    with connect(worked_url, "test", autocommit=True) as connection:
        yield connection


def test_a_snapshot_has_everybody_of_the_cell_as_his_page_shows_him(mine: Tablet, worked_url: str) -> None:
    persons = persons_of(worked_url, mine.cell_id)
    task = field_task(worked_url, persons[0], mine.cell_id, priority=80)
    copy = Copy(mine, mine.cell_id)
    assert sorted(copy.customers) == persons
    for person in persons[:5]:
        doc, story = copy.customers[person], mine.get(f"/customers/{person}")
        assert set(doc) == set(CustomerDoc.model_fields)
        for name in set(doc) & set(story) - {"cell", "dues"}:
            assert doc[name] == story[name], name
        assert doc["cell"] == {name: story["cell"][name] for name in ("cell_id", "number", "name")}
        assert doc["dues"] == [{name: due[name] for name in due if name != "days"} for due in story["dues"]]
        clear = mine.client.post(f"/api/v1/customers/{person}/reveal").json()
        assert {name: doc[name] for name in clear} == clear
        assert len(doc["pinyin"][1]) == len(doc["name"])
    (stop,) = [stop for stop in copy.customers[persons[0]]["open"] if stop["task_id"] == str(task)]
    shown = mine.get(f"/field/tasks/{task}")
    assert stop == {name: shown[name] for name in stop if name != "starts_on"} | {"starts_on": None}


def test_that_names_were_handed_out_is_recorded_once(mine: Tablet, copy: Copy, worked_url: str) -> None:
    entries = (
        "SELECT row_key, row_count FROM audit.entry WHERE relation = 'book.customer' AND operation = 'read'"
    )
    assert rows(worked_url, entries) == [(f"cell/{mine.cell_id}", len(copy.customers))]
    copy.pull()
    assert len(rows(worked_url, entries)) == 1


def test_a_snapshot_is_kept_sealed_and_followed_by_what_changed(
    mine: Tablet, copy: Copy, worked_url: str
) -> None:
    person = min(copy.customers)
    mine.send("visit.complete", visit(person))
    again = Copy(mine, mine.cell_id)
    assert again.cursor == copy.cursor
    assert again.cursor == one(worked_url, "SELECT cursor FROM field.cell_snapshot")
    again.pull()
    copy.pull()
    assert again.customers == copy.customers
    stored = bytes(one(worked_url, "SELECT body_sealed FROM field.cell_snapshot"))
    assert b"customers" not in stored


def test_a_snapshot_comes_as_the_client_takes_it(mine: Tablet, copy: Copy) -> None:
    def ask(columns: bool, taken: str) -> tuple[str | None, Any]:
        path = f"/api/v1/sync/cells/{mine.cell_id}"
        headers = {"Accept-Encoding": taken}
        with mine.client.stream("GET", path, params={"columns": columns}, headers=headers) as answer:
            body, encoding = b"".join(answer.iter_raw()), answer.headers.get("Content-Encoding")
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
        return encoding, json.loads(unpack(body))

    encoding, plain = ask(False, "identity")
    assert (encoding, len(plain["customers"])) == (None, len(copy.customers))
    assert ask(False, "gzip, br") == ("gzip", plain)
    for taken, encoding in [("gzip, br;q=0.9", "br"), ("gzip", "gzip"), ("identity", None)]:
        packed, table = ask(True, taken)
        assert packed == encoding
        assert table | {"customers": by_rows(table["customers"])} == plain


def test_a_snapshot_with_somebody_who_left_is_made_anew(
    mine: Tablet, copy: Copy, worked_url: str, cells: list[int]
) -> None:
    person = min(copy.customers)
    move(worked_url, person, cells[1])
    assert person not in Copy(mine, mine.cell_id).customers


def test_snapshots_are_made_before_anybody_asks(mine: Tablet, copy: Copy, worked_url: str) -> None:
    mine.send("visit.complete", visit(min(copy.customers)))
    with connect(worked_url) as connection:
        queue_snapshots(connection, CITY)
    assert run_jobs(worked_url) == ["prepare_snapshots"]
    with connect(worked_url) as connection:
        made = connection.execute(
            """SELECT count(*), bool_and(s.cursor = c.cursor)
               FROM field.cell_snapshot s JOIN field.feed_cell c USING (cell_id)
               WHERE s.cell_id IN (SELECT cell_id FROM staffing.tenure)"""
        ).fetchone()
    assert made is not None
    assert made[0] > 1
    assert made[1]
    assert prepare_snapshots(worked_url, CITY) == 0


def test_only_a_few_snapshots_are_made_at_the_same_time(
    mine: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    none_at_once = field_rules().sync.model_copy(update={"snapshots_at_once": 0})
    rules = field_rules().model_copy(update={"sync": none_at_once})
    monkeypatch.setattr(handing_out, "field_rules", lambda: rules)
    answer = mine.client.get(f"/api/v1/sync/cells/{mine.cell_id}")
    assert (answer.status_code, answer.json()["code"]) == (503, "sync.busy")
    assert int(answer.headers["Retry-After"]) > 0


def test_the_cells_of_a_tablet_say_how_far_their_feeds_have_come(mine: Tablet, copy: Copy) -> None:
    answer = mine.get("/sync/cells")
    assert answer["day"] == today().isoformat()
    (cell,) = [cell for cell in answer["cells"] if cell["cell_id"] == mine.cell_id]
    assert (cell["cell_id"], cell["feed"], cell["cursor"]) == (mine.cell_id, copy.feed, copy.cursor)
    assert cell["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert cell["specialist"] is not None
    assert cell["customers"] == len(copy.customers)


def test_nothing_new_costs_nothing(copy: Copy) -> None:
    answer = copy.ask()
    assert answer.json()["customers"] == answer.json()["gone"] == []
    again = copy.tablet.client.get(str(answer.url), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_done_for_a_customer_comes_once(mine: Tablet, copy: Copy) -> None:
    person = min(copy.customers)
    mine.post(operation("visit.complete", visit(person)), operation("visit.complete", visit(person)))
    assert copy.pull() == ({person}, set())
    assert copy.pull() == (set(), set())
    assert copy.is_whole()
    assert copy.customers[person]["contacts"][0]["ours"]


_SHOWN = (
    "UPDATE book.customer SET tier = '金' WHERE id = %s",
    "UPDATE book.policy SET debit_state = '失败' WHERE insured_id = %s",
    "UPDATE book.instalment SET failure = '余额不足' WHERE policy_id IN (SELECT id FROM book.policy WHERE holder_id = %s)",
    "DELETE FROM book.contact WHERE customer_id = %s",
    "UPDATE census.placement SET score = 0.5 WHERE customer_id = %s",
    "UPDATE census.policy_standing SET standing = 'ended', reason = NULL WHERE policy_id IN ("
    " SELECT id FROM book.policy WHERE holder_id = %s)",
    "UPDATE engagement.care SET stage = 'activities' WHERE customer_id = %s",
    "UPDATE renewal.due SET risk = risk / 2 WHERE customer_id = %s",
)


def test_whatever_a_document_shows_is_followed(
    copy: Copy, conn_at_work: psycopg.Connection, worked_url: str
) -> None:
    add_work(worked_url)
    for change in _SHOWN:
        touched = {person for person in copy.customers if conn_at_work.execute(change, [person]).rowcount}
        came, gone = copy.pull(limit=1000)
        assert touched, change
        assert touched <= came, change
        assert gone == set()
    assert copy.is_whole()
    # The night writes the day into each row.
    assert conn_at_work.execute("UPDATE renewal.due SET as_of = as_of + 1").rowcount > 0
    assert copy.pull() == (set(), set())


def test_whoever_moves_leaves_a_tombstone_and_comes_whole(
    mine: Tablet, copy: Copy, worked_url: str, cells: list[int]
) -> None:
    person = min(copy.customers)
    with tablet(worked_url, cells[1]) as other:
        theirs = Copy(other, cells[1])
        move(worked_url, person, cells[1])
        assert copy.pull() == (set(), {person})
        assert theirs.pull() == ({person}, set())
        assert theirs.customers[person]["cell"]["cell_id"] == cells[1]
        assert copy.is_whole()
        assert theirs.is_whole()


def test_two_records_of_a_person_become_one(copy: Copy, conn_at_work: psycopg.Connection) -> None:
    first, second = sorted(copy.customers)[:2]
    conn_at_work.execute(
        "UPDATE census.customer_standing SET person_id = %s WHERE customer_id = %s", [first, second]
    )
    assert copy.pull() == ({first}, {second})
    assert len(copy.customers[first]["numbers"]) > 1
    assert copy.is_whole()


def test_who_moves_on_a_day_moves_with_the_first_answer_of_that_day(
    mine: Tablet, copy: Copy, worked_url: str, cells: list[int]
) -> None:
    person = min(copy.customers)
    tomorrow = today() + timedelta(days=1)
    move(worked_url, person, cells[1], tomorrow)
    assert copy.pull()[1] == set()
    with frozen(now() + timedelta(days=1)):
        sign_in(mine.client, mine.login)
        assert copy.pull() == (set(), {person})
        assert copy.is_whole()


def test_a_long_way_is_read_in_pieces(copy: Copy, conn_at_work: psycopg.Connection) -> None:
    persons = sorted(copy.customers)[:7]
    conn_at_work.execute("UPDATE book.customer SET tier = '银' WHERE id = ANY(%s)", [persons])
    seen: list[int] = []
    while copy.ask(limit=3).json()["more"]:
        seen += copy.pull(limit=3)[0]
    seen += copy.pull(limit=3)[0]
    assert sorted(seen) == persons
    assert copy.is_whole()


def test_a_cursor_of_elsewhere_begins_again(copy: Copy) -> None:
    for wrong in ({"feed": str(uuid.uuid4())}, {"since": copy.cursor + 1}):
        answer = copy.ask(**wrong)
        assert (answer.status_code, answer.json()["code"]) == (409, "sync.cursor_unknown")


def test_a_cell_of_others_is_not_found(mine: Tablet, copy: Copy, worked_url: str, cells: list[int]) -> None:
    assert mine.client.get(f"/api/v1/sync/cells/{cells[1]}").status_code == 404
    leave(worked_url, mine.cell_id, today())
    assert copy.ask().json()["code"] == "cell.not_found"
    assert mine.cell_id not in [cell["cell_id"] for cell in mine.get("/sync/cells")["cells"]]


def test_a_device_is_remembered_with_what_it_has_kept(mine: Tablet, copy: Copy, worked_url: str) -> None:
    device = str(uuid.uuid4())
    before = copy.cursor
    mine.send("visit.complete", visit(min(copy.customers)))
    copy.pull(device_id=device)
    kept = "SELECT cursor FROM field.feed_reader WHERE device_id = %s"
    assert one(worked_url, kept, device) == before
    copy.pull(device_id=device)
    assert one(worked_url, kept, device) == copy.cursor > before


def test_tombstones_go_when_every_device_has_read_them(
    mine: Tablet, copy: Copy, worked_url: str, cells: list[int]
) -> None:
    device, begun = str(uuid.uuid4()), copy.cursor
    move(worked_url, min(copy.customers), cells[1])
    copy.pull(device_id=device)
    tombstones = "SELECT count(*) FROM field.feed WHERE gone"
    prepare_snapshots(worked_url, CITY)
    assert one(worked_url, tombstones) == 1
    copy.pull(device_id=device)
    prepare_snapshots(worked_url, CITY)
    assert one(worked_url, tombstones) == 0
    assert copy.pull() == (set(), set())
    assert copy.is_whole()
    copy.cursor = begun
    assert copy.ask().json()["code"] == "sync.cursor_unknown"


def test_a_restored_database_has_other_feeds(copy: Copy, conn_at_work: psycopg.Connection) -> None:
    begin_anew(conn_at_work)
    assert copy.ask().json()["code"] == "sync.cursor_unknown"
    assert Copy(copy.tablet, copy.cell_id).customers == copy.customers


def test_nobody_else_reads_it(sign_in_at_work: Any, nobody: TestClient, cells: list[int]) -> None:
    assert nobody.get(f"/api/v1/sync/cells/{cells[0]}").status_code == 401
    assert sign_in_at_work("seat").get("/api/v1/sync/cells").status_code == 403
