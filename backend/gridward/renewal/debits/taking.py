"""Taking a debit file: every row judged, what counts put into the book, all in the caller's transaction or nothing."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from gridward.book.public import (
    PolicyFacts,
    ToldInstalment,
    contract_of,
    instalments_of,
    learn,
    put_instalments,
)
from gridward.kernel.clock import now, today
from gridward.kernel.errors import Conflict, Invalid
from gridward.kernel.ids import new_id
from gridward.renewal.debits.judging import KnownPolicy, Verdict, judge
from gridward.renewal.debits.lines import DebitFile, DebitRow, RowFault, parse
from gridward.renewal.debits.rules import DebitRules, debit_rules

_WAIT = "5s"
"""How long a file waits for whatever else changes its city."""

_POLICIES = """
    SELECT p.id, p.policy_no, p.currency, p.state, p.effective_on, p.pay_mode, p.pay_years, p.premium, p.paid_to,
        (SELECT coalesce(json_agg(json_build_array(n.number, n.due_on, n.amount::text, n.paid_on, n.paid_amount::text,
            n.channel)), '[]') FROM book.instalment n WHERE n.policy_id = p.id) AS rows
    FROM book.policy p WHERE p.city_id = %s AND p.policy_no = ANY(%s)
"""
_FACTS = ("state", "effective_on", "pay_mode", "pay_years", "premium", "paid_to")


@dataclass(frozen=True)
class Taken:
    """A file that was taken."""

    file_id: UUID
    is_new: bool
    """False for the same file again: nothing was done."""
    verdicts: tuple[Verdict, ...] = ()
    """The rows that count."""

    @property
    def policies(self) -> list[int]:
        """Whose premiums changed."""
        return sorted({one.policy_id for one in self.verdicts if not one.is_known})


def take_file(connection: psycopg.Connection, city_id: int, name: str, content: bytes, by: str) -> Taken:
    """Take a debit file of a city.

    Raises what `lines.parse` does, `debit.from_future` for one of a day that has not come, `debit.same_number` for another
    file with the number of one that was taken, and `debit.busy` while the city is being imported.
    """
    file = parse(content)
    if file.day > today():
        raise Invalid(
            "debit.from_future",
            f"The file is of {file.day}, which has not come yet.",
            "Check the day in its header, and the clock of this machine.",
            day=file.day.isoformat(),
        )
    with waiting_briefly(connection):
        learnt_on = learn(connection, city_id, file.day)
    digest = hashlib.sha256(content).hexdigest()
    if (known := _known(connection, city_id, file, digest)) is not None:
        return Taken(known, is_new=False)
    rules = debit_rules()
    policies = _policies(connection, city_id, sorted({row.policy_no for row in file.rows}))
    verdicts, faults = judge(file.rows, policies, file.day, rules.reasons, rules.channel)
    faults = sorted([*file.faults, *faults], key=lambda fault: fault.line)
    by_line = {row.line: row for row in file.rows}
    file_id = new_id()
    _save(connection, (file_id, city_id, name, digest, by), file, verdicts, len(faults))
    ids = {number: policy.policy_id for number, policy in policies.items()}
    _save_rows(connection, file_id, verdicts, [(one, by_line.get(one.line)) for one in faults], ids, rules)
    told = [_told(one, rules) for one in verdicts if not one.is_known]
    put_instalments(connection, city_id, file_id, file.day, learnt_on, told)
    return Taken(file_id, is_new=True, verdicts=tuple(verdicts))


@contextmanager
def waiting_briefly(connection: psycopg.Connection) -> Iterator[None]:
    """Wait a few seconds for each lock that is asked for inside. Raises `debit.busy`."""
    connection.execute(f"SET LOCAL lock_timeout = '{_WAIT}'")
    try:
        yield
    except psycopg.errors.LockNotAvailable as error:
        raise Conflict(
            "debit.busy",
            "The city is being imported, or its day is being run.",
            "Nothing was taken. Try again when that has ended.",
        ) from error
    connection.execute("SET LOCAL lock_timeout = DEFAULT")


def _known(connection: psycopg.Connection, city_id: int, file: DebitFile, digest: str) -> UUID | None:
    row = connection.execute(
        "SELECT id, digest FROM renewal.debit_file WHERE city_id = %s AND sender = %s AND number = %s",
        [city_id, file.sender, file.number],
    ).fetchone()
    if row is None:
        return None
    if row[1] != digest:
        raise Conflict(
            "debit.same_number",
            f"File {file.number} of {file.sender} was taken before, with other content.",
            "Ask the bank which one holds; a corrected file gets a number of its own.",
            number=file.number,
            sender=file.sender,
        )
    found: UUID = row[0]
    return found


def _policies(connection: psycopg.Connection, city_id: int, numbers: list[str]) -> dict[str, KnownPolicy]:
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(_POLICIES, [city_id, numbers]).fetchall()
    found = {}
    for row in rows:
        instalments = instalments_of(row["rows"])
        contract = contract_of(PolicyFacts(*(row[name] for name in _FACTS)), instalments)
        channels = {one.number: one.channel for one in instalments}
        found[row["policy_no"]] = KnownPolicy(row["id"], row["currency"], contract, channels)
    return found


def _told(verdict: Verdict, rules: DebitRules) -> ToldInstalment:
    row, one = verdict.row, verdict.instalment
    paid_on, paid, channel, failure = None, None, None, None
    if row.result == "accepted":
        # With the part that may have been paid before.
        paid_on, paid, channel = row.debit_on, one.amount, rules.channel
    else:
        failure = _failure(verdict, rules)
    return ToldInstalment(
        verdict.policy_id, one.number, one.due_on, one.amount, paid_on, paid, channel, failure, row.debit_on
    )


def _failure(verdict: Verdict, rules: DebitRules) -> str | None:
    match verdict.row.result:
        case "failed":
            return rules.reasons[verdict.row.reason].failure
        case "reversed":
            return rules.reversal.failure
        case _:
            return None


def _save(
    connection: psycopg.Connection,
    told: tuple[UUID, int, str, str, str],
    file: DebitFile,
    verdicts: Sequence[Verdict],
    refused: int,
) -> None:
    file_id, city_id, name, digest, by = told
    counts = {
        result: sum(one.row.result == result for one in verdicts)
        for result in ("accepted", "failed", "reversed")
    }
    amount = sum((one.row.amount for one in verdicts if one.row.result == "accepted"), Decimal(0))
    connection.execute(
        """INSERT INTO renewal.debit_file (id, city_id, name, sender, number, day, digest, created_by, created_at, rows,
               accepted, failed, reversed, refused, amount)
           VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
        [file_id, city_id, name, file.sender, file.number, file.day, digest, by, now(),
         len(file.rows) + len(file.faults), *counts.values(), refused, amount],
    )  # fmt: skip


def _save_rows(
    connection: psycopg.Connection,
    file_id: UUID,
    verdicts: Sequence[Verdict],
    faults: Sequence[tuple[RowFault, DebitRow | None]],
    ids: dict[str, int],
    rules: DebitRules,
) -> None:
    with connection.cursor().copy(
        """COPY renewal.debit_row (file_id, line, verdict, code, column_name, value, policy_id, number, amount, debit_on,
               failure) FROM STDIN"""
    ) as copy:
        for one in verdicts:
            row = one.row
            verdict = "known" if one.is_known else row.result
            copy.write_row(
                (file_id, row.line, verdict, None, None, None, one.policy_id, row.number, row.amount, row.debit_on,
                 _failure(one, rules))
            )  # fmt: skip
        for fault, read in faults:
            said = (ids.get(read.policy_no), read.number, read.amount, read.debit_on) if read else (None,) * 4
            copy.write_row(
                (file_id, fault.line, "refused", fault.code, fault.column, fault.value[:60], *said, None)
            )
