"""The text of debit return files: what is read, and what is refused with line, column and reason."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridward.kernel.errors import GridwardError
from gridward.renewal.debits.lines import DebitRow, parse, written

DAY = date(2026, 11, 3)
ROW = DebitRow(2, "P1", 4, date(2026, 11, 2), Decimal("3600.00"), "CNY", DAY, "failed", "01", "R7")


def text(*rows: DebitRow, **more: str) -> str:
    return "\n".join(written("ICBC", "20261103-1", DAY, list(rows), **more)) + "\n"


@pytest.mark.parametrize(
    ("encoding", "codec"), [("UTF-8", "utf-8"), ("UTF-8", "utf-8-sig"), ("GB18030", "gb18030")]
)
def test_what_is_written_is_read(encoding: str, codec: str) -> None:
    file = parse(text(ROW, encoding=encoding).replace("R7", "流水七").replace("\n", "\r\n").encode(codec))
    assert (file.sender, file.number, file.day, file.faults) == ("ICBC", "20261103-1", DAY, [])
    (row,) = file.rows
    assert (row.reference, row.amount, row.result, row.due_on) == ("流水七", ROW.amount, "failed", ROW.due_on)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("|4|", "|x|", "number"),
        ("|4|", "|0|", "number"),
        ("|4|", "|00000000012345678901|", "number"),
        ("|20261102|", "|2026-11-02|", "due_on"),
        ("|20261102|", "|20260230|", "due_on"),
        ("|3600.00|", "|3600.001|", "amount"),
        ("|3600.00|", "|-1|", "amount"),
        ("|3600.00|", "|NaN|", "amount"),
        ("|F|", "|X|", "result"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_line_and_column(column: str, value: str, code: str) -> None:
    first, second = ROW, DebitRow(3, "P2", 5, DAY, Decimal("7.50"), "CNY", DAY, "accepted", "", "")
    lines = text(first, second).split("\n")
    lines[1] = lines[1].replace(column, value, 1)
    file = parse("\n".join(lines).encode())
    assert [(fault.line, fault.column) for fault in file.faults] == [(2, code)]
    assert [row.policy_no for row in file.rows] == ["P2"]


def test_a_row_of_another_width_is_a_fault() -> None:
    file = parse(text(ROW).replace("|R7", "").encode())
    assert [(fault.line, fault.code) for fault in file.faults] == [(2, "debit.bad_row")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "debit.not_a_file"),
        ("保单号,期次\n", "debit.not_a_file"),
        (text(ROW).replace("|1|ICBC", "|2|ICBC"), "debit.not_a_file"),
        (text(ROW).replace("|20261103|UTF", "|202611|UTF"), "debit.not_a_file"),
        (text(ROW).replace("R7", "R\0"), "debit.not_a_file"),
        (text(ROW).replace("|UTF-8", "|LATIN1"), "debit.encoding"),
        (text(ROW).split("\nT|")[0], "debit.cut_off"),
        (text(ROW).replace("\nT|1", "\nT|2"), "debit.count_differs"),
        (text(ROW).replace("T|1|3600.00", "T|1|3600.01"), "debit.sum_differs"),
        (text(ROW).replace("T|1|3600.00", "T|1|x"), "debit.sum_differs"),
        (text(ROW).replace("T|1|3600.00", "T|1|sNaN"), "debit.sum_differs"),
    ],
)
def test_what_is_wrong_with_the_file_refuses_all_of_it(content: str, code: str) -> None:
    with pytest.raises(GridwardError) as refused:
        parse(content.encode())
    assert refused.value.code == code


def test_bytes_of_another_encoding_are_refused() -> None:
    with pytest.raises(GridwardError) as refused:
        parse(text(ROW).replace("R7", "流水").encode("gbk"))
    assert refused.value.code == "debit.encoding"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(GridwardError):
        parse(b"H|GRIDWARD-DEBIT|1|A|1|20261103|UTF-8\n" + content)
