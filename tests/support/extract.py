"""An insurer's extract that a test may damage, and the book that an import makes of it."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import psycopg

from gridward.book.facts import FACTS, FactTable
from gridward.census.importing.mapping import load_mapping
from gridward.census.public import Delivery, ImportReport, Issue, read_findings, register, run_import
from gridward.platform.db import connect

Row = list[str]


class Extract:
    """A folder with CSV files, in GBK as insurers deliver."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def copy(cls, source: Path, target: Path) -> "Extract":
        """A copy of a whole extract, without the changes of the days after it."""
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("delta_*"))
        return cls(target)

    def table(self, kind: str) -> tuple[Row, list[Row]]:
        """The header and the rows of a file."""
        text = (self.folder / f"{kind}.csv").read_text("gbk")
        header, *rows = list(csv.reader(io.StringIO(text, newline="")))
        return header, rows

    def write(self, kind: str, header: Row, rows: list[Row]) -> None:
        """Write a file anew."""
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows([header, *rows])
        (self.folder / f"{kind}.csv").write_bytes(text.getvalue().encode("gbk"))

    def edit(self, kind: str, change: Callable[[Row, list[Row]], None]) -> None:
        """Let a function change a file's rows in place; it gets the header too."""
        header, rows = self.table(kind)
        change(header, rows)
        self.write(kind, header, rows)

    def set(self, kind: str, row: int, column: str, value: str) -> None:
        """Change one value. `row` counts from 0, so it stands on line `row + 2`."""

        def change(header: Row, rows: list[Row]) -> None:
            rows[row][header.index(column)] = value

        self.edit(kind, change)

    def keep(self, *kinds: str) -> "Extract":
        """Remove all files but these."""
        for path in self.folder.iterdir():
            if path.stem not in kinds:
                path.unlink()
        return self


def import_extract(url: str, extract: Extract, city_id: int = 1, **options: object) -> ImportReport:
    """Register and import an extract, for the first city of a database unless another is named."""
    delivery = Delivery(extract.folder, "test", load_mapping(), **options)  # type: ignore[arg-type]
    with connect(url, "test") as connection:
        import_id = register(connection, city_id, delivery, "test")
    return run_import(url, import_id, delivery)


def findings(url: str, report: ImportReport) -> list[tuple[str, Issue]]:
    """All findings of an import, by file."""
    with connect(url, "test") as connection:
        return list(read_findings(connection, report.import_id))


def book(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Everything that an import put down, in business numbers: equal for equal books in any two databases."""
    with psycopg.connect(url) as connection:
        found = {kind: connection.execute(_content(fact)).fetchall() for kind, fact in FACTS.items()}
        found |= {name: connection.execute(query).fetchall() for name, query in _DERIVED.items()}
    return found


_DERIVED = {
    "communities": "SELECT name, stated_district, lon, lat, position_check FROM city.community ORDER BY 1, 2, 3, 4",
    "placements": """SELECT c.customer_no, p.precision, p.reason, p.position_check, p.lon, p.lat, m.name
        FROM census.placement p JOIN book.customer c ON c.id = p.customer_id
        LEFT JOIN city.community m ON m.id = p.community_id ORDER BY 1""",
    "persons": """SELECT c.customer_no, p.customer_no, s.person_rule, s.kind, s.live_policies, s.orphan_policies
        FROM census.customer_standing s JOIN book.customer c ON c.id = s.customer_id
        JOIN book.customer p ON p.id = s.person_id ORDER BY 1""",
    "standing": """SELECT p.policy_no, s.standing, s.reason, s.served_by FROM census.policy_standing s
        JOIN book.policy p ON p.id = s.policy_id ORDER BY 1""",
}


def _content(fact: FactTable) -> str:
    columns = [f"t.{name}" for name in fact.stored if not name.endswith(("_sealed", "_id"))]
    joins = []
    for number, reference in enumerate(fact.references):
        joins.append(f"LEFT JOIN {reference.table} r{number} ON r{number}.id = t.{reference.column}")
        columns.append(f"r{number}.{reference.number}")
    order = ", ".join(str(position + 1) for position in range(len(columns)))
    return f"SELECT {', '.join(columns)} FROM {fact.table} t {' '.join(joins)} ORDER BY {order}"


def differences(
    one: dict[str, list[tuple[object, ...]]], other: dict[str, list[tuple[object, ...]]]
) -> dict[str, list[tuple[object, ...]]]:
    """The first rows in which two books differ, by table: what a failing test shows."""
    found = {}
    for name, ours in one.items():
        theirs = other[name]
        if ours != theirs:
            found[name] = [row for row in ours if row not in theirs][:3]
            found[name] += [row for row in theirs if row not in ours][:3]
    return found
