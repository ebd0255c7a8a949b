"""A column's values are parsed once, and what is wrong is told of each row."""

from gridward.census.importing.columns import Chunked, ColumnParser
from gridward.census.importing.values import NULL, Fault, date_text, lenient


def test_each_row_with_a_wrong_value_is_told_in_every_chunk() -> None:
    asked: list[str] = []

    def parse(value: str) -> str | Fault:
        asked.append(value)
        return date_text(value)

    parser = ColumnParser("due_on", parse)
    for _ in range(2):
        chunk = Chunked([2, 3, 4, 5], {"due_on": ["20260101", "x", "20260101", "x"]})
        assert parser(chunk) == ["2026-01-01", NULL, "2026-01-01", NULL]
        assert [(one.row, one.value, one.fault.code) for one in chunk.findings] == [
            (1, "x", "import.not_a_date"),
            (3, "x", "import.not_a_date"),
        ]
        assert chunk.refused() == {1, 3}
    assert sorted(asked) == ["20260101", "x"]


def test_what_is_repaired_is_told_and_taken() -> None:
    chunk = Chunked([2], {"due_on": ["x"]})
    assert ColumnParser("due_on", lenient(date_text))(chunk) == [NULL]
    assert len(chunk.findings) == 1 and not chunk.refused()
