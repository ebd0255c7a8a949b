"""The text format of debit return files (`docs/debit-files.md`): a header, a line a debit, a trailer. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from gridward.kernel.errors import Invalid

MARK, VERSION = "GRIDWARD-DEBIT", "1"
ENCODINGS = {"UTF-8": "utf-8-sig", "GB18030": "gb18030"}
COLUMNS = (
    "record", "sequence", "policy_no", "number", "due_on", "amount", "currency", "debit_on", "result", "reason",
    "reference",
)  # fmt: skip
RESULTS = {"S": "accepted", "F": "failed", "R": "reversed"}
_HEADER, _TRAILER = 7, 3
_NUMBER = re.compile(r"0{0,9}[1-9][0-9]{0,5}")
_CENT = Decimal("0.01")
_MOST = Decimal("999999999999.99")


@dataclass(frozen=True)
class DebitRow:
    """What the bank says of one debit."""

    line: int
    policy_no: str
    number: int
    due_on: date
    amount: Decimal
    """Yuan."""
    currency: str
    debit_on: date
    result: str
    """`accepted`, `failed`, `reversed`."""
    reason: str
    reference: str


@dataclass(frozen=True)
class RowFault:
    """Why a row is refused, and at which of its columns."""

    line: int
    column: str
    code: str
    value: str = ""


@dataclass(frozen=True)
class DebitFile:
    """A whole file, as it was written."""

    sender: str
    number: str
    day: date
    rows: list[DebitRow]
    faults: list[RowFault]
    """Rows that cannot be read."""


class _Unreadable(Exception):
    def __init__(self, column: str, code: str, value: str) -> None:
        self.fault = column, code, value


def parse(content: bytes) -> DebitFile:
    """Read a file. A row that cannot be read is a fault; what is wrong with the file itself refuses all of it.

    Raises `debit.not_a_file`, `debit.encoding`, `debit.cut_off`, `debit.count_differs` and `debit.sum_differs`.
    """
    lines = _lines(content)
    header = lines[0].split("|") if lines else []
    if len(header) < _HEADER or header[:3] != ["H", MARK, VERSION] or not (header[3] and header[4]):
        raise _not_a_file()
    try:
        day = _day(header[5], "day")
    except _Unreadable:
        raise _not_a_file() from None
    trailer = lines[-1].split("|")
    if trailer[0] != "T" or len(trailer) != _TRAILER:
        raise Invalid(
            "debit.cut_off", "The file has no trailer: it was cut off.", "Ask the bank for the whole file."
        )
    rows: list[DebitRow] = []
    faults: list[RowFault] = []
    amounts: list[Decimal | None] = []
    for line, text in enumerate(lines[1:-1], 2):
        fields = text.split("|")
        amounts.append(_amount_or_none(fields))
        try:
            rows.append(_row(line, fields))
        except _Unreadable as unreadable:
            faults.append(RowFault(line, *unreadable.fault))
    _compare(trailer, amounts)
    return DebitFile(header[3], header[4], day, rows, faults)


def _lines(content: bytes) -> list[str]:
    head = content[:400].removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("ascii", "replace").strip()
    name = head.rpartition("|")[2]
    if not head.startswith("H|"):
        raise _not_a_file()
    try:
        text = content.decode(ENCODINGS[name])
    except (KeyError, UnicodeDecodeError) as error:
        raise Invalid(
            "debit.encoding",
            f"The file is not written in the encoding that its header tells: {name[:20]}.",
            f"Write it in one of {', '.join(ENCODINGS)}, and say which in the header.",
            encoding=name[:20],
        ) from error
    if "\0" in text:
        # No text of a database can hold it, not even to say what was refused.
        raise _not_a_file()
    return [line.strip("\r") for line in text.split("\n") if line.strip()]


def _compare(trailer: list[str], amounts: list[Decimal | None]) -> None:
    """Whether the trailer tells what is there; a sum is compared where every amount can be read."""
    if trailer[1] != str(len(amounts)):
        raise Invalid(
            "debit.count_differs",
            f"The trailer tells {trailer[1][:20]} rows; there are {len(amounts)}.",
            "Nothing was taken. Ask the bank for the whole file.",
            told=trailer[1][:20],
            found=len(amounts),
        )
    if None in amounts:
        return
    total = sum((amount for amount in amounts if amount is not None), Decimal(0))
    try:
        agrees = Decimal(trailer[2]) == total
    except InvalidOperation:
        agrees = False
    if not agrees:
        raise Invalid(
            "debit.sum_differs",
            f"The trailer tells a sum of {trailer[2][:20]}; it is {total}.",
            "Nothing was taken. Ask the bank for the file again.",
            told=trailer[2][:20],
            found=str(total),
        )


def _row(line: int, fields: list[str]) -> DebitRow:
    if len(fields) != len(COLUMNS) or fields[0] != "D":
        raise _Unreadable("record", "debit.bad_row", fields[0][:20])
    told = dict(zip(COLUMNS, map(str.strip, fields), strict=True))
    if not _NUMBER.fullmatch(told["number"]):
        raise _Unreadable("number", "debit.bad_value", told["number"])
    if (result := RESULTS.get(told["result"])) is None:
        raise _Unreadable("result", "debit.bad_value", told["result"])
    return DebitRow(
        line,
        told["policy_no"],
        int(told["number"]),
        _day(told["due_on"], "due_on"),
        _amount(told["amount"]),
        told["currency"],
        _day(told["debit_on"], "debit_on"),
        result,
        told["reason"],
        told["reference"],
    )


def _day(text: str, column: str) -> date:
    try:
        if len(text) != len("YYYYMMDD"):
            raise ValueError(text)
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        raise _Unreadable(column, "debit.bad_value", text) from None


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 < amount <= _MOST or amount != amount.quantize(_CENT):
        raise _Unreadable("amount", "debit.bad_value", text)
    return amount


def _amount_or_none(fields: list[str]) -> Decimal | None:
    try:
        return _amount(fields[COLUMNS.index("amount")].strip())
    except (_Unreadable, IndexError):
        return None


def _not_a_file() -> Invalid:
    return Invalid(
        "debit.not_a_file",
        "This is no debit return file of a known version.",
        f"Its first line begins with H|{MARK}|{VERSION}| and names sender, number, day and encoding.",
    )


def written(
    sender: str, number: str, day: date, rows: list[DebitRow], encoding: str = "UTF-8"
) -> Iterator[str]:
    """The lines of a file, for whoever writes one."""
    results = {value: key for key, value in RESULTS.items()}
    yield f"H|{MARK}|{VERSION}|{sender}|{number}|{day:%Y%m%d}|{encoding}"
    for sequence, row in enumerate(rows, 1):
        yield (
            f"D|{sequence}|{row.policy_no}|{row.number}|{row.due_on:%Y%m%d}|{row.amount:.2f}|{row.currency}|"
            f"{row.debit_on:%Y%m%d}|{results[row.result]}|{row.reason}|{row.reference}"
        )
    yield f"T|{len(rows)}|{sum((row.amount for row in rows), Decimal(0)):.2f}"
