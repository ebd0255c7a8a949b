"""What imports leave of a policy's history: every change an event, none of which is ever changed."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from gridward.book.as_of import find_states, find_states_now
from gridward.platform.db import connect
from support.as_of import read_history, states_by_functions, states_by_sql
from support.commands import run
from support.days import found, one
from support.extract import Extract, import_extract
from support.small_city import AS_OF

LATER = AS_OF + timedelta(days=5)
Change = Callable[[dict[str, str]], None]


@pytest.fixture
def extract(small_city: Path, tmp_path: Path) -> Extract:
    """The small city's extract, without its damaged rows' files."""
    return Extract.copy(small_city / "extract", tmp_path / "extract").keep("policies", "premiums")


def deliver(url: str, extract: Extract, day: date = LATER) -> None:
    (extract.folder / "manifest.json").write_text(json.dumps({"as_of": day.isoformat()}), "utf-8")
    import_extract(url, extract)


def change(extract: Extract, kind: str, key: tuple[str, ...], act: Change) -> None:
    """Change the row with a key."""

    def rows(header: list[str], lines: list[list[str]]) -> None:
        for line in lines:
            if tuple(line[: len(key)]) == key:
                row = dict(zip(header, line, strict=True))
                act(row)
                line[:] = [row[name] for name in header]

    extract.edit(kind, rows)


def some(url: str, where: str) -> tuple[int, str, int]:
    """A policy and instalment of which something holds."""
    row = found(
        url,
        f"""SELECT p.id, p.policy_no, i.number FROM book.instalment i JOIN book.policy p ON p.id = i.policy_id
            WHERE {where} ORDER BY 1, 3 DESC LIMIT 1""",
    )[0]
    return row["id"], row["policy_no"], row["number"]


def newest(url: str, policy: int, number: int) -> dict[str, object]:
    return found(
        url,
        "SELECT * FROM book.policy_event WHERE policy_id = %s AND number = %s ORDER BY id DESC LIMIT 1",
        policy,
        number,
    )[0]


def count(url: str) -> int:
    return int(one(url, "SELECT count(*) AS events FROM book.policy_event")["events"])


def test_the_first_delivery_opens_every_contract_and_instalment(city_url: str) -> None:
    rows = one(
        city_url, "SELECT (SELECT count(*) FROM book.policy) + (SELECT count(*) FROM book.instalment) AS all"
    )
    assert count(city_url) == rows["all"]
    kinds = {row["kind"] for row in found(city_url, "SELECT DISTINCT kind FROM book.policy_event")}
    assert kinds == {"opened", "due", "paid", "lent", "failed"}
    assert one(city_url, "SELECT day FROM book.learnt")["day"] == AS_OF


def test_nobody_changes_an_event(city_url: str) -> None:
    for statement in ("UPDATE book.policy_event SET amount = 0", "DELETE FROM book.policy_event"):
        with psycopg.connect(city_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def test_the_same_delivery_tells_nothing_new(city_url: str, extract: Extract) -> None:
    before = count(city_url)
    deliver(city_url, extract)
    assert count(city_url) == before


def test_each_change_is_told_by_its_kind(city_url: str, extract: Extract) -> None:
    paid = some(city_url, "i.channel LIKE '银行%%' AND i.paid_on < '2026-09-01' AND i.amount > 10")
    lent = some(city_url, "i.channel LIKE '自动垫%%'")
    unpaid = some(city_url, "i.paid_on IS NULL AND i.failure IS NULL AND p.state = 'suspended'")
    was = one(
        city_url, "SELECT * FROM book.instalment WHERE policy_id = %s AND number = %s", paid[0], paid[2]
    )

    def reverse(row: dict[str, str]) -> None:
        row.update({"实缴日期": "", "实缴保费": "", "缴费渠道": "", "失败原因": "账户注销"})

    def pay(row: dict[str, str]) -> None:
        row.update({"实缴日期": "2026-11-03", "实缴保费": row["应缴保费"], "缴费渠道": "银行转账"})

    change(extract, "premiums", (paid[1], str(paid[2])), reverse)
    change(extract, "premiums", (lent[1], str(lent[2])), pay)
    change(extract, "premiums", (unpaid[1], str(unpaid[2])), lambda row: row.update({"失败原因": "余额不足"}))
    deliver(city_url, extract)
    reversal = newest(city_url, paid[0], paid[2])
    assert (reversal["kind"], reversal["about_on"], reversal["learnt_on"]) == ("reversed", LATER, LATER)
    assert newest(city_url, lent[0], lent[2])["kind"] == "repaid"
    assert newest(city_url, unpaid[0], unpaid[2])["kind"] == "failed"
    # What the core delivers late, or wrongly at first.
    change(extract, "premiums", (paid[1], str(paid[2])), pay)
    change(
        extract, "premiums", (unpaid[1], str(unpaid[2])), lambda row: row.update({"应缴日期": "2026-10-01"})
    )
    change(extract, "policies", (lent[1],), lambda row: row.update({"保单状态": "退保"}))
    deliver(city_url, extract, LATER + timedelta(days=3))
    again = newest(city_url, paid[0], paid[2])
    assert (again["kind"], again["about_on"]) == ("paid", date(2026, 11, 3))
    assert again["paid_amount"] == was["amount"] > Decimal(10)
    assert newest(city_url, unpaid[0], unpaid[2])["kind"] == "corrected"
    ended = newest(city_url, lent[0], 0)
    assert (ended["kind"], ended["state"], ended["about_on"]) == (
        "state",
        "surrendered",
        LATER + timedelta(days=3),
    )
    history = read_history(city_url)
    for day, known in ((0, 0), (0, 9), (5, 5), (5, 9), (9, 9), (70, 9), (-400, 9)):
        days = AS_OF + timedelta(days=day), AS_OF + timedelta(days=known)
        states = states_by_sql(city_url, *days)
        assert states == states_by_functions(history, *days)
        assert len(set(states.values())) >= 5


def test_on_the_day_of_a_delivery_the_book_tells_the_same_as_the_events(
    city_url: str, extract: Extract
) -> None:
    """Also where a loan that was taken in grace is repaid on that day, long after it."""
    lent = some(city_url, f"i.channel LIKE '自动垫%%' AND i.due_on < '{LATER - timedelta(days=61)}'")

    def repay(row: dict[str, str]) -> None:
        row.update({"实缴日期": LATER.isoformat(), "实缴保费": row["应缴保费"], "缴费渠道": "银行转账"})

    change(extract, "premiums", (lent[1], str(lent[2])), repay)
    deliver(city_url, extract)
    assert newest(city_url, lent[0], lent[2])["kind"] == "repaid"
    told = "SELECT policy_id, found, unpaid_on FROM state_as_of ORDER BY policy_id"
    with connect(city_url) as connection:
        find_states(connection, 1, LATER, LATER)
        by_events = connection.execute(told).fetchall()
        find_states_now(connection, 1, LATER)
        assert connection.execute(told).fetchall() == by_events


def test_what_is_delivered_late_is_not_learnt_earlier(city_url: str, extract: Extract) -> None:
    """Neither by an old delivery nor by a clock that was set back."""
    paid = some(city_url, "i.channel LIKE '银行%%' AND i.amount > 10")
    change(extract, "premiums", (paid[1], str(paid[2])), lambda row: row.update({"缴费渠道": "微信"}))
    deliver(city_url, extract, AS_OF - timedelta(days=30))
    assert newest(city_url, paid[0], paid[2])["learnt_on"] == AS_OF
    with connect(city_url) as connection:
        assert connection.execute("SELECT day FROM book.learnt").fetchall() == [(AS_OF,)]


def test_the_commands_tell_states_and_history(city_url: str) -> None:
    states = states_by_sql(city_url, AS_OF, AS_OF)
    days = ("--as-of", AS_OF, "--known-on", AS_OF)
    printed = run(city_url, "policy", "states", "--city", "tinglan", *days)
    assert f"{len(states):,} policies on {AS_OF}" in printed
    many = list(states.values()).count("in_force")
    assert ["in_force", f"{many:,}"] in [line.split()[:2] for line in printed.splitlines()]
    policy, number, _ = some(city_url, "i.channel LIKE '自动垫%%'")
    story = run(city_url, "policy", "history", number, "--city", "tinglan", *days)
    assert f"{number} on {AS_OF}, as known on {AS_OF}: {states[policy]}" in story and "lent" in story
    assert "There is no policy 0" in run(city_url, "policy", "history", "0", "--city", "tinglan", ends=1)
