"""One small demo city for all tests of this folder, read back as the importer would read it."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from grid_data.demo_city import Manifest, build

AS_OF = date(2026, 11, 22)
DAYS = 30
CUSTOMERS = 12_000

Row = dict[str, str]


@dataclass(frozen=True)
class Made:
    """A generated city and its manifest."""

    folder: Path
    manifest: Manifest

    def lines(self, name: str) -> list[list[str]]:
        """The fields of every line of a file of the extract, damaged ones too, without the header."""
        return self._fields(name)[1:]

    def header(self, name: str) -> list[str]:
        """The column names of a file of the extract."""
        return self._fields(name)[0]

    def rows(self, name: str) -> list[Row]:
        """The rows of a file of the extract that are as wide as its header."""
        head = self.header(name)
        return [dict(zip(head, line, strict=True)) for line in self.lines(name) if len(line) == len(head)]

    def truth(self, name: str) -> list[Row]:
        """The rows of a truth file."""
        with (self.folder / "truth" / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def _fields(self, name: str) -> list[list[str]]:
        return _read(self.folder / "extract" / name)


@cache
def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="gbk", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The city of the default seed with 12,000 customers and the changes of 30 days."""
    folder = tmp_path_factory.mktemp("demo-city")
    return Made(folder, build(folder, CUSTOMERS, as_of=AS_OF, days=DAYS))
