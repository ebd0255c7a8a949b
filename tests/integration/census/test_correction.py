"""Refused rows are corrected one by one, checked as the importer would, and come back as an import of their own."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row

from gridward.census.correcting.delivering import deliver
from gridward.census.correcting.drafts import Edit, save_draft
from gridward.census.correcting.rows import Draft, open_import, read_drafts
from gridward.census.correcting.waiting import look_again
from gridward.census.public import ImportReport, run_registered
from gridward.kernel.errors import Conflict
from gridward.platform.db import connect
from support.extract import Extract, Row, book, differences, import_extract
from support.small_city import AS_OF

_COLUMNS = "r.id, r.line, r.code, r.refers_to, c.state, c.issues, c.delivered_in, c.revision"


@dataclass
class Bench:
    """An import with refused rows, and whoever corrects them."""

    url: str
    report: ImportReport

    @property
    def id(self) -> UUID:
        """The import."""
        return self.report.import_id

    def rows(self, file: str) -> list[dict[str, object]]:
        """The refused rows of a file, as they stand."""
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            return connection.execute(
                f"""SELECT {_COLUMNS} FROM census.refused_row r
                    LEFT JOIN census.correction c ON c.refused_row_id = r.id
                    WHERE r.import_id = %s AND r.file = %s ORDER BY r.line""",
                [self.id, file],
            ).fetchall()

    def draft(self, file: str, row_id: object) -> Draft:
        """A row opened."""
        assert isinstance(row_id, int)
        with connect(self.url) as connection:
            run = open_import(connection, self.id)
            (found,) = read_drafts(connection, self.id, run.file(file), [row_id])
        return found

    def save(
        self, file: str, row_id: object, fields: Row | None, *, left_out: bool = False, replaces: bool = False
    ) -> dict[str, object]:
        """Edit a row as it stands; returns it."""
        assert isinstance(row_id, int)
        (before,) = (row for row in self.rows(file) if row["id"] == row_id)
        revision = before["revision"] or 0
        assert isinstance(revision, int)
        save_draft(self.url, "test", self.id, row_id, Edit(fields, replaces, left_out, revision))
        (after,) = (row for row in self.rows(file) if row["id"] == row_id)
        return after

    def deliver(self) -> "Bench":
        """Import what can be imported."""
        import_id = deliver(self.url, "test", "ops", self.id)
        return Bench(self.url, run_registered(self.url, import_id))


def _codes(row: dict[str, object]) -> set[str]:
    issues = row["issues"]
    assert isinstance(issues, list)
    return {issue["code"] for issue in issues}


@pytest.fixture
def whole(small_city: Path, tmp_path: Path) -> Extract:
    """Customers, policies and premiums of which each row can be taken."""
    extract = Extract.copy(small_city / "extract", tmp_path / "whole").keep(
        "customers", "policies", "premiums"
    )
    header, rows = extract.table("customers")
    numbers: set[str] = set()
    kept = []
    for row in rows:
        if len(row) == len(header) and row[0] not in numbers:
            numbers.add(row[0])
            kept.append(row)
    extract.write("customers", header, kept)
    for kind, columns in (("policies", ("投保人客户号", "被保险人客户号")), ("premiums", ())):
        header, rows = extract.table(kind)
        rows = [row for row in rows if all(row[header.index(name)] in numbers for name in columns)]
        if kind == "policies":
            policies = {row[0] for row in rows}
        else:
            rows = [row for row in rows if row[header.index("保单号")] in policies]
        extract.write(kind, header, rows)
    return extract


@dataclass
class Damage:
    """What was done to the rows of one customer."""

    customer: Row
    policies: int
    premiums: int


@pytest.fixture
def damage(whole: Extract, tmp_path: Path) -> tuple[Extract, Damage]:
    """The same extract: a customer lacks a column and was born on no day, and another one stands twice."""
    extract = Extract.copy(whole.folder, tmp_path / "damaged")
    header, rows = extract.table("policies")
    holder, insured = header.index("投保人客户号"), header.index("被保险人客户号")
    number = rows[0][holder]
    policies = {row[0] for row in rows if number in (row[holder], row[insured])}
    premium_header, premiums = extract.table("premiums")
    due = sum(row[premium_header.index("保单号")] in policies for row in premiums)
    found: list[Row] = []

    def break_(header: Row, rows: list[Row]) -> None:
        (row,) = (row for row in rows if row[0] == number)
        found.append(list(row))
        row[header.index("出生日期")] = "19840231"
        del row[header.index("证件类型")]
        twice = next(list(other) for other in rows if other[0] != number)
        twice[header.index("姓名")] = "另一人"
        rows.append(twice)

    extract.edit("customers", break_)
    return extract, Damage(found[0], len(policies), due)


def test_corrected_rows_make_the_book_that_the_whole_extract_makes(
    bare_url: str, city_url: str, whole: Extract, damage: tuple[Extract, Damage]
) -> None:
    extract, done = damage
    bench = Bench(bare_url, import_extract(bare_url, extract))
    assert {file.name: file.refused for file in bench.report.files} == {
        "customers.csv": 2,
        "policies.csv": done.policies,
        "premiums.csv": done.premiums,
    }
    header, _ = extract.table("customers")
    broken, twice = bench.rows("customers.csv")
    assert (broken["code"], twice["code"]) == ("import.too_few_columns", "import.repeated_key")
    assert {row["refers_to"] for row in bench.rows("policies.csv")} == {done.customer[0]}

    # Nothing can be imported before something is corrected.
    with pytest.raises(Conflict, match="None of the refused rows"):
        bench.deliver()

    # The missing column is filled: now the birthday shows, without which the row would be taken.
    fields = bench.draft("customers.csv", broken["id"]).fields
    fields.insert(header.index("证件类型"), "身份证")
    saved = bench.save("customers.csv", broken["id"], fields)
    assert saved["state"] == "ready"
    assert _codes(saved) == {"import.impossible_date"}
    saved = bench.save("customers.csv", broken["id"], done.customer)
    assert (saved["state"], saved["issues"], saved["revision"]) == ("ready", [], 2)

    # A number that stands twice is somebody else's until it is another one, or until somebody decides.
    double = bench.draft("customers.csv", twice["id"]).fields
    assert bench.save("customers.csv", twice["id"], double)["state"] == "wrong"
    assert bench.save("customers.csv", twice["id"], double, replaces=True)["state"] == "ready"
    assert bench.save("customers.csv", twice["id"], double, left_out=True)["state"] == "wrong"

    # The customer's policies and their premiums come with him.
    corrected = bench.deliver()
    assert {file.name: (file.rows, file.loaded, file.refused) for file in corrected.report.files} == {
        "customers.csv": (1, 1, 0),
        "policies.csv": (done.policies, done.policies, 0),
        "premiums.csv": (done.premiums, done.premiums, 0),
    }
    with psycopg.connect(bare_url) as connection:
        assert connection.execute(
            """SELECT r.corrects, r.as_of = first.as_of, r.created_by FROM census.import_run r
               JOIN census.import_run first ON first.id = r.corrects WHERE r.id = %s""",
            [corrected.id],
        ).fetchone() == (bench.id, True, "ops")

    # Twice changes nothing: all of it is in that import.
    before = book(bare_url)
    with pytest.raises(Conflict, match="None of the refused rows"):
        bench.deliver()
    with pytest.raises(Conflict, match="imported again already"):
        bench.save("customers.csv", broken["id"], done.customer)
    assert book(bare_url) == before
    report = import_extract(bare_url, whole)
    assert sum(file.loaded + file.updated for file in report.files) == 0
    assert differences(before, book(bare_url)) == {}


def test_what_is_still_wrong_is_in_the_report_of_the_new_import(
    bare_url: str, damage: tuple[Extract, Damage]
) -> None:
    extract, done = damage
    bench = Bench(bare_url, import_extract(bare_url, extract))
    broken, twice = bench.rows("customers.csv")
    # Two rows get the same number: each of them is right alone.
    bench.save("customers.csv", broken["id"], done.customer)
    same = bench.draft("customers.csv", twice["id"]).fields
    assert bench.save("customers.csv", twice["id"], [done.customer[0], *same[1:]])["state"] == "ready"
    corrected = bench.deliver()
    (customers, *_) = corrected.report.files
    assert (customers.rows, customers.loaded) == (1, 1)
    # The check of all of them together found it before the import did, and it can be corrected still.
    (row,) = (row for row in bench.rows("customers.csv") if row["id"] == twice["id"])
    assert (row["state"], row["delivered_in"]) == ("wrong", None)
    assert _codes(row) == {"import.repeated_key"}
    assert bench.save("customers.csv", twice["id"], ["7000000001", *same[1:]])["state"] == "ready"
    assert bench.deliver().report.files[0].loaded == 1


def test_a_row_that_refers_to_somebody_else_too_stays_until_he_is_right(
    bare_url: str, damage: tuple[Extract, Damage]
) -> None:
    extract, done = damage

    def insure_nobody(header: Row, rows: list[Row]) -> None:
        row = next(row for row in rows if row[header.index("投保人客户号")] == done.customer[0])
        row[header.index("被保险人客户号")] = "7000000009"

    extract.edit("policies", insure_nobody)
    bench = Bench(bare_url, import_extract(bare_url, extract))
    broken, _ = bench.rows("customers.csv")
    bench.save("customers.csv", broken["id"], done.customer)
    corrected = bench.deliver()
    assert corrected.report.refused == 0
    # Its holder came along, who is insured did not: it waits, and so do its premiums.
    (row,) = (row for row in bench.rows("policies.csv") if row["delivered_in"] is None)
    assert (row["state"], _codes(row)) == ("waits", {"import.unknown_reference"})
    header, _ = extract.table("policies")
    fields = bench.draft("policies.csv", row["id"]).fields
    fields[header.index("被保险人客户号")] = done.customer[0]
    assert bench.save("policies.csv", row["id"], fields)["state"] == "ready"
    last = bench.deliver()
    assert last.report.files[0].loaded == 1 and last.report.refused == 0
    assert all(row["delivered_in"] for row in bench.rows("premiums.csv"))


def test_rows_whose_customer_comes_by_another_way_are_offered(
    bare_url: str, whole: Extract, damage: tuple[Extract, Damage]
) -> None:
    extract, done = damage
    bench = Bench(bare_url, import_extract(bare_url, extract))
    import_extract(bare_url, Extract(whole.folder).keep("customers"))
    look_again(bare_url, "test", bench.id)
    assert {row["state"] for row in bench.rows("policies.csv")} == {"ready"}
    # Their premiums wait for them; nobody has to do anything for that.
    assert {row["state"] for row in bench.rows("premiums.csv")} == {None}
    corrected = bench.deliver()
    assert {file.kind: file.loaded for file in corrected.report.files} == {
        "policies": done.policies,
        "premiums": done.premiums,
    }


def test_a_row_of_which_the_book_knows_something_newer_is_not_taken_unasked(
    bare_url: str, whole: Extract, damage: tuple[Extract, Damage]
) -> None:
    extract, done = damage
    bench = Bench(bare_url, import_extract(bare_url, extract, as_of=AS_OF))
    whole.edit("customers", lambda header, rows: rows[0].__setitem__(header.index("手机"), "13000000000"))
    newer = Extract(whole.folder).keep("customers")
    newer.edit(
        "customers",
        lambda header, rows: next(row for row in rows if row[0] == done.customer[0]).__setitem__(
            header.index("手机"), "13000000001"
        ),
    )
    import_extract(bare_url, newer, as_of=AS_OF + timedelta(days=1))
    broken, _ = bench.rows("customers.csv")
    saved = bench.save("customers.csv", broken["id"], done.customer)
    assert (saved["state"], _codes(saved)) == ("wrong", {"correction.newer_known"})
    assert bench.save("customers.csv", broken["id"], done.customer, replaces=True)["state"] == "ready"


def test_a_row_that_comes_along_does_not_take_the_place_of_something_newer(
    bare_url: str, whole: Extract, damage: tuple[Extract, Damage]
) -> None:
    extract, done = damage
    bench = Bench(bare_url, import_extract(bare_url, extract, as_of=AS_OF))
    # Since then one of the customer's policies has gone to somebody else.
    newer = Extract(whole.folder).keep("policies")
    header, rows = newer.table("policies")
    holder, insured = header.index("投保人客户号"), header.index("被保险人客户号")
    policy = next(row for row in rows if done.customer[0] in (row[holder], row[insured]))
    heir = next(row[holder] for row in rows if done.customer[0] not in (row[holder], row[insured]))
    policy[holder] = policy[insured] = heir
    newer.write("policies", header, [policy])
    import_extract(bare_url, newer, as_of=AS_OF + timedelta(days=1))

    broken, _ = bench.rows("customers.csv")
    bench.save("customers.csv", broken["id"], done.customer)
    corrected = bench.deliver()
    loaded = {file.kind: (file.loaded, file.updated) for file in corrected.report.files}
    assert loaded["customers"] == (1, 0)
    assert loaded.get("policies", (0, 0)) == (done.policies - 1, 0)
    with psycopg.connect(bare_url) as connection:
        assert connection.execute(
            """SELECT c.customer_no FROM book.policy p JOIN book.customer c ON c.id = p.holder_id
               WHERE p.policy_no = %s""",
            [policy[0]],
        ).fetchone() == (heir,)
    # It is for a person to decide.
    (kept,) = (row for row in bench.rows("policies.csv") if row["delivered_in"] is None)
    assert (kept["state"], _codes(kept)) == ("wrong", {"correction.newer_known"})
    fields = bench.draft("policies.csv", kept["id"]).fields
    assert bench.save("policies.csv", kept["id"], fields, replaces=True)["state"] == "ready"
    assert [file.updated for file in bench.deliver().report.files] == [1]


def test_two_people_do_not_overwrite_each_other(bare_url: str, damage: tuple[Extract, Damage]) -> None:
    extract, done = damage
    bench = Bench(bare_url, import_extract(bare_url, extract))
    broken, _ = bench.rows("customers.csv")
    row_id = broken["id"]
    assert isinstance(row_id, int)
    save_draft(bare_url, "test", bench.id, row_id, Edit(done.customer, False, False, 0))
    with pytest.raises(Conflict, match="Somebody else"):
        save_draft(bare_url, "test", bench.id, row_id, Edit(["x"], False, False, 0))
    assert bench.draft("customers.csv", row_id).fields == done.customer
    # As it was delivered again.
    save_draft(bare_url, "test", bench.id, row_id, Edit(None, False, False, 1))
    assert len(bench.draft("customers.csv", row_id).fields) == len(done.customer) - 1


def test_a_discarded_delivery_gives_its_rows_back(bare_url: str, damage: tuple[Extract, Damage]) -> None:
    extract, done = damage
    bench = Bench(bare_url, import_extract(bare_url, extract))
    broken, _ = bench.rows("customers.csv")
    bench.save("customers.csv", broken["id"], done.customer)
    first = deliver(bare_url, "test", "ops", bench.id)
    with psycopg.connect(bare_url) as connection:
        connection.execute("UPDATE census.import_run SET status = 'discarded' WHERE id = %s", [first])
    assert bench.deliver().report.files[0].loaded == 1
