"""A first look at a delivery: which file is what, which column is which field, and what stops it. Nothing is loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gridward.book.public import FACTS
from gridward.census.importing.mapping import REASON_COLUMN, Mapping
from gridward.census.importing.numbers import restore_zeros
from gridward.census.importing.report import FileReport, shown
from gridward.kernel.errors import GridwardError, Invalid, NotFound
from gridward.platform.intake import TABLE_ENDINGS, Chunk, Table, open_table

ORDER = ("gazetteer", *FACTS)
"""Kinds of file in the order of loading: what is referred to comes first."""


@dataclass(frozen=True)
class DeliveredFile:
    """A file that can be loaded."""

    kind: str
    table: Table
    columns: dict[str, int]
    """The column of each field."""
    widths: dict[int, int]
    """The digits of each column that has a fixed number of them."""
    report: FileReport
    returned: bool = False
    """Its rows were refused before and come back."""

    def chunks(self, size: int) -> Iterator[Chunk]:
        """The table's chunks, with the zeros that their numbers have lost."""
        for chunk in self.table.chunks(size):
            restore_zeros(chunk, self.widths)
            yield chunk


def inspect_delivery(folder: Path, mapping: Mapping) -> list[FileReport]:
    """Each file of the folder with what is known of it; a file that stops the delivery has a `problem`."""
    return [_look(path, mapping)[0] for path in _paths(folder)]


def _paths(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise NotFound(
            "import.no_folder",
            f"There is no folder {folder}.",
            "Name the folder with the extract.",
            folder=str(folder),
        )
    # Excel keeps a file ~$NAME beside each workbook that is open.
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in TABLE_ENDINGS and not path.name.startswith("~$") and path.is_file()
    )
    if not paths:
        raise Invalid(
            "import.no_files",
            f"There is no CSV, Excel or Parquet file in {folder.name}.",
            f"An extract has files such as {', '.join(f'{kind}.csv' for kind in ORDER[:4])}.",
        )
    return paths


def open_delivery(folder: Path, mapping: Mapping) -> tuple[list[DeliveredFile], list[FileReport]]:
    """The files to load, in the order of loading, and those that are not known.

    Raises `import.unreadable` with the problems of all files at once, and `import.same_kind`.
    """
    known: dict[str, DeliveredFile] = {}
    unknown, problems = [], []
    for path in _paths(folder):
        report, table = _look(path, mapping)
        if report.problem is not None:
            problems.append(report)
        elif report.kind is None or table is None:
            unknown.append(report)
        elif report.kind in known:
            raise Invalid(
                "import.same_kind",
                f"{known[report.kind].report.name} and {report.name} are both {report.kind}.",
                "Deliver one file of each kind.",
                files=[known[report.kind].report.name, report.name],
            )
        else:
            rule = mapping.files[report.kind]
            columns, widths = rule.columns(table.header), rule.widths(table.header)
            returned = REASON_COLUMN in table.header
            known[report.kind] = DeliveredFile(report.kind, table, columns, widths, report, returned)
    if problems:
        raise Invalid(
            "import.unreadable",
            " ".join(str(report.problem["detail"]) for report in problems if report.problem),
            "Nothing was loaded. Mend the files named and deliver all of it again.",
            problems=[{"file": report.name, **(report.problem or {})} for report in problems],
        )
    return [known[kind] for kind in ORDER if kind in known], unknown


def _look(path: Path, mapping: Mapping) -> tuple[FileReport, Table | None]:
    report = FileReport(path.name, mapping.kind_of(path))
    try:
        rule = mapping.files[report.kind] if report.kind else None
        table = open_table(path, lambda header: len(rule.columns(list(header))) if rule else 0)
        report.encoding, report.format, report.sheet = table.encoding, table.format, table.sheet
        if rule is None:
            return report, table
        if missing := rule.missing(table.header):
            raise Invalid(
                "import.missing_columns",
                f"{path.name} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}.",
                "Add them, or name the right headers in a mapping file (--mapping).",
                file=path.name,
                columns=missing,
            )
    except GridwardError as error:
        report.problem = {
            "code": error.code,
            "detail": error.detail,
            "hint": error.hint,
            "params": error.params,
        }
        return report, None
    field_of = {index: name for name, index in rule.columns(table.header).items()}
    sample = table.sample()
    for index, header in enumerate(table.header):
        if header != REASON_COLUMN:
            value = shown(field_of.get(index), sample[index]) if sample else ""
            report.columns.append({"header": header, "field": field_of.get(index), "sample": value})
    return report, table
