"""Debit return files as a bank writes them."""

from datetime import date
from decimal import Decimal
from typing import Any

from gridward.ops.debits.taking import take_debits
from gridward.renewal.debits.lines import DebitRow, written
from gridward.renewal.debits.taking import Taken
from support.days import found


def row_of(due: dict[str, Any], debit_on: date, result: str = "failed", **changes: Any) -> DebitRow:
    """A row for something due (`policy_no`, `number`, `due_on`, `amount`)."""
    values: dict[str, Any] = {
        "line": 0,
        "policy_no": due["policy_no"],
        "number": due["number"],
        "due_on": due["due_on"],
        "amount": Decimal(due["amount"]),
        "currency": "CNY",
        "debit_on": debit_on,
        "result": result,
        "reason": "02" if result == "failed" else "",
        "reference": "",
    }
    return DebitRow(**values | changes)


def file_of(day: date, *rows: DebitRow, number: str = "1") -> bytes:
    """A file of a day."""
    return ("\n".join(written("BANK", f"{day:%Y%m%d}-{number}", day, list(rows))) + "\n").encode()


def deliver(url: str, day: date, *rows: DebitRow, number: str = "1") -> Taken:
    """Deliver a file to the small city."""
    return take_debits(url, 1, "return.txt", file_of(day, *rows, number=number), "test")


def verdicts(url: str, taken: Taken) -> list[tuple[str, str | None]]:
    """What became of each row, in order."""
    rows = found(
        url, "SELECT verdict, code FROM renewal.debit_row WHERE file_id = %s ORDER BY line", taken.file_id
    )
    return [(row["verdict"], row["code"]) for row in rows]
