"""The message port: what is queued leaves once, with its proof, and stays out of the table."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from gridward.engagement.messages.console import ConsoleGateway
from gridward.engagement.messages.gateway import Envelope, Refused
from gridward.engagement.messages.outbox import FileOutbox
from gridward.engagement.public import deliver_messages, make_gateway
from gridward.kernel.clock import frozen, now, today
from gridward.kernel.ids import new_id
from gridward.platform.crypto import cipher
from gridward.platform.settings import settings


class Recorder:
    """A gateway that remembers, and refuses or breaks where it is told to."""

    name = "recorder"

    def __init__(self, refuse: int = -1, breaks: int = -1) -> None:
        self.taken: list[Envelope] = []
        self.flushed = 0
        self._refuse, self._breaks = refuse, breaks

    def deliver(self, envelope: Envelope) -> str:
        if len(self.taken) == self._breaks:
            raise OSError(28, "No space left on device")
        self.taken.append(envelope)
        if len(self.taken) - 1 == self._refuse:
            raise Refused("message.number_dead")
        return f"r{len(self.taken)}"

    def flush(self) -> None:
        self.flushed = len(self.taken)


@pytest.fixture
def url(worked_url: str) -> str:
    """A published city with a notice queued for everybody in care; all of them have left a number."""
    with psycopg.connect(worked_url) as connection:
        for table in ("message", "care"):
            connection.execute(
                f"""DELETE FROM engagement.{table} WHERE customer_id NOT IN (SELECT s.person_id
                    FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id
                    WHERE c.mobile_sealed IS NOT NULL)"""
            )
    return worked_url


def _messages(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT id, customer_id, state, adapter, reference, problem, params FROM engagement.message ORDER BY id"
        ).fetchall()


def _lines(folder: Path) -> list[dict[str, str]]:
    return [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()
    ]


def test_a_notice_is_written_with_number_and_names_and_its_delivery_proven(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    done = deliver_messages(url, 1, FileOutbox(folder))
    messages, lines = _messages(url), _lines(folder)
    assert (done.delivered, done.failed) == (len(messages), 0) and len(lines) == len(messages) > 10
    path = folder / f"{today().isoformat()}.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600 and folder.stat().st_mode & 0o777 == 0o700
    assert [row[2:6] for row in messages] == [
        ("delivered", "file", f"{path.name}#{row[0]}", None) for row in messages
    ]
    with psycopg.connect(url) as connection:
        person = connection.execute(
            """SELECT c.customer_no, c.name_sealed, c.mobile_sealed, s.staff_no, s.name_sealed, n.live_policies
               FROM engagement.message m JOIN book.customer c ON c.id = m.customer_id
               JOIN census.customer_standing n ON n.customer_id = c.id
               JOIN engagement.care e ON e.customer_id = c.id
               JOIN staffing.tenure t ON t.cell_id = e.cell_id JOIN book.specialist s ON s.id = t.specialist_id
               WHERE m.id = %s ORDER BY t.role LIMIT 1""",
            [lines[0]["id"]],
        ).fetchone()
        unnotified = connection.execute("SELECT FROM engagement.care WHERE notified_at IS NULL").fetchall()
    assert person is not None and unnotified == []
    number, name, mobile, staff_no, specialist, policies = person
    assert lines[0]["to"] == cipher().open(mobile, f"book.customer.mobile/{number}")
    text = lines[0]["text"]
    assert cipher().open(name, f"book.customer.name/{number}") in text
    assert f"{cipher().open(specialist, f'book.specialist.name/{staff_no}')}（工号{staff_no}）" in text
    assert f"{policies}件保单" in text and "孤儿" not in text


def test_nothing_personal_stays_in_the_table(url: str, tmp_path: Path) -> None:
    deliver_messages(url, 1, FileOutbox(tmp_path))
    stored = str(_messages(url))
    assert all(line["to"] not in stored and line["text"] not in stored for line in _lines(tmp_path))
    assert {tuple(row[6]) for row in _messages(url)} == {("on",)}  # type: ignore[arg-type]


def test_a_second_run_delivers_nothing(url: str, tmp_path: Path) -> None:
    deliver_messages(url, 1, FileOutbox(tmp_path))
    before, lines = _messages(url), _lines(tmp_path)
    again = deliver_messages(url, 1, FileOutbox(tmp_path))
    assert (again.delivered, again.failed) == (0, 0)
    assert (_messages(url), _lines(tmp_path)) == (before, lines)


def test_what_was_written_before_a_crash_is_not_written_twice(url: str, tmp_path: Path) -> None:
    deliver_messages(url, 1, FileOutbox(tmp_path))
    lines = _lines(tmp_path)
    with psycopg.connect(url) as connection:  # as if the transaction had been lost
        connection.execute(
            "UPDATE engagement.message SET state = 'queued', reference = NULL, delivered_at = NULL"
        )
    with frozen(now() + timedelta(days=1)):
        done = deliver_messages(url, 1, FileOutbox(tmp_path))
    assert done.delivered == len(lines) and _lines(tmp_path) == lines
    assert all(str(row[4]).startswith(lines[0]["at"][:4]) for row in _messages(url))


def test_a_line_that_was_cut_off_does_not_spoil_the_next(tmp_path: Path) -> None:
    envelope = Envelope(new_id(), "sms", "service", "x", "13800000000", "138****0000", "甲", "*")
    path = tmp_path / f"{today().isoformat()}.jsonl"
    path.write_text('{"id": "cut')
    outbox = FileOutbox(tmp_path)
    assert outbox.deliver(envelope) == outbox.deliver(envelope) == f"{path.name}#{envelope.message_id}"
    outbox.flush()
    first, second = path.read_text().splitlines()
    assert first == '{"id": "cut' and json.loads(second)["text"] == "甲"


def test_the_day_of_a_file_is_the_policies_day(tmp_path: Path) -> None:
    envelope = Envelope(new_id(), "sms", "service", "x", "13800000000", "138****0000", "甲", "*")
    with frozen(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)):
        FileOutbox(tmp_path).deliver(envelope)
    assert [path.name for path in tmp_path.iterdir()] == ["2027-01-01.jsonl"]


def test_one_that_is_refused_keeps_the_reason_and_the_others_go(url: str) -> None:
    done = deliver_messages(url, 1, Recorder(refuse=3))
    messages = _messages(url)
    assert (done.delivered, done.failed) == (len(messages) - 1, 1)
    assert messages[3][2:6] == ("failed", "recorder", None, "message.number_dead")
    with psycopg.connect(url) as connection:
        waiting = connection.execute(
            "SELECT customer_id FROM engagement.care WHERE notified_at IS NULL"
        ).fetchall()
    assert waiting == [(messages[3][1],)]


def test_a_gateway_that_breaks_leaves_the_rest_queued(url: str) -> None:
    with pytest.raises(OSError, match="No space"):
        deliver_messages(url, 1, Recorder(breaks=2))
    assert {row[2] for row in _messages(url)} == {"queued"}
    gateway = Recorder()
    assert deliver_messages(url, 1, gateway).delivered == len(_messages(url)) == gateway.flushed


def test_who_has_no_number_cannot_be_told(url: str) -> None:
    customer = _messages(url)[0][1]
    with psycopg.connect(url) as connection:
        connection.execute(
            """UPDATE book.customer SET mobile_sealed = NULL WHERE id IN (
                SELECT customer_id FROM census.customer_standing WHERE person_id = %s)""",
            [customer],
        )
    deliver_messages(url, 1, Recorder())
    assert _messages(url)[0][2:6] == ("failed", "recorder", None, "message.no_number")


def test_what_makes_no_sense_any_more_does_not_leave(url: str) -> None:
    (late, _, *_), (in_time, *_) = _messages(url)[:2]
    with psycopg.connect(url) as connection:
        for message, days in ((late, -1), (in_time, 0)):
            connection.execute(
                "UPDATE engagement.message SET params = params || jsonb_build_object('leave_by', %s::text) WHERE id = %s",
                [(today() + timedelta(days=days)).isoformat(), message],
            )
    deliver_messages(url, 1, Recorder())
    assert [row[2:6:3] for row in _messages(url)[:2]] == [("failed", "message.too_late"), ("delivered", None)]


def test_the_text_names_who_serves_him_when_it_leaves(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM staffing.tenure")
    gateway = Recorder()
    deliver_messages(url, 1, gateway)
    assert all(
        "工号" not in envelope.text and "新的服务专员确定后" in envelope.text for envelope in gateway.taken
    )


def test_masked_is_what_the_console_shows(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = Recorder()
    with psycopg.connect(url) as connection:
        connection.execute(
            "DELETE FROM engagement.message WHERE id <> (SELECT min(id::text)::uuid FROM engagement.message)"
        )
    deliver_messages(url, 1, recorder)
    (envelope,) = recorder.taken
    assert ConsoleGateway().deliver(envelope) == str(envelope.message_id)
    shown = "".join(capsys.readouterr())
    assert envelope.to not in shown and "****" in envelope.to_masked
    # One sign for each letter of the given name, which may be one.
    name = re.search(r"尊敬的(\S+?)：", envelope.text)
    assert name and name[1] not in envelope.text_masked and "*" in envelope.text_masked


def test_the_settings_choose_the_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(make_gateway("console"), ConsoleGateway)
    assert isinstance(make_gateway("file"), FileOutbox)
    monkeypatch.setattr(settings(), "messages", "console")
    assert isinstance(make_gateway(), ConsoleGateway)
    assert (settings().files_dir / "outbox").stat().st_mode & 0o777 == 0o700
