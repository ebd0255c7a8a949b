"""Which rows of a debit file count, and why the others do not. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gridward.book.public import Contract, Instalment, InstalmentState, account, instalment_state
from gridward.renewal.debits.lines import DebitRow, RowFault

_NOT_OWED = {InstalmentState.CANCELLED, InstalmentState.WAIVED}


@dataclass(frozen=True)
class KnownPolicy:
    """A policy as the book knows it."""

    policy_id: int
    currency: str
    contract: Contract
    channels: Mapping[int, str | None]
    """By instalment how it was paid."""


@dataclass(frozen=True)
class Verdict:
    """A row that counts."""

    row: DebitRow
    policy_id: int
    instalment: Instalment
    is_known: bool
    """The insurer's core told the same payment before: nothing changes."""


def judge(
    rows: Sequence[DebitRow],
    policies: Mapping[str, KnownPolicy],
    day: date,
    reasons: Collection[str],
    channel: str,
) -> tuple[list[Verdict], list[RowFault]]:
    """Judge the rows of a file of a day, in their order; of two that count for one instalment the first does.

    `channel` is how a debit was paid by: only that can be reversed.
    """
    verdicts: list[Verdict] = []
    faults: list[RowFault] = []
    seen: set[tuple[str, int]] = set()
    for row in rows:
        found = _judge(row, policies.get(row.policy_no), day, reasons, channel)
        if (row.policy_no, row.number) in seen:
            found = _fault(row, "number", "debit.repeated", str(row.number))
        if isinstance(found, RowFault):
            faults.append(found)
        else:
            seen.add((row.policy_no, row.number))
            verdicts.append(found)
    return verdicts, faults


def _judge(
    row: DebitRow, policy: KnownPolicy | None, day: date, reasons: Collection[str], channel: str
) -> Verdict | RowFault:
    if policy is None:
        return _fault(row, "policy_no", "debit.unknown_policy", row.policy_no)
    if row.currency != policy.currency:
        return _fault(row, "currency", "debit.other_currency", row.currency)
    instalment = next((one for one in policy.contract.instalments if one.number == row.number), None)
    if instalment is None:
        return _fault(row, "number", "debit.unknown_instalment", str(row.number))
    if row.due_on != instalment.due_on:
        return _fault(row, "due_on", "debit.other_due_date", row.due_on.isoformat())
    if row.debit_on < instalment.due_on:
        return _fault(row, "debit_on", "debit.before_due", row.debit_on.isoformat())
    if row.debit_on > day:
        return _fault(row, "debit_on", "debit.after_file", row.debit_on.isoformat())
    if row.result == "reversed":
        return _reversal(row, policy, instalment, channel)
    if row.result == "failed" and row.reason not in reasons:
        return _fault(row, "reason", "debit.unknown_reason", row.reason)
    return _debit(row, policy, instalment)


def _debit(row: DebitRow, policy: KnownPolicy, instalment: Instalment) -> Verdict | RowFault:
    """A debit that went through or failed."""
    money = account(instalment, date.max)
    if money.settled_on is not None:
        same = row.result == "accepted" and (money.settled_on, money.premium) == (row.debit_on, row.amount)
        return (
            Verdict(row, policy.policy_id, instalment, is_known=True)
            if same
            else _fault(row, "number", "debit.paid_already", str(row.number))
        )
    if instalment_state(policy.contract, instalment, row.debit_on) in _NOT_OWED:
        return _fault(row, "number", "debit.not_owed", str(row.number))
    return _of_amount(row, money.outstanding) or Verdict(row, policy.policy_id, instalment, is_known=False)


def _reversal(row: DebitRow, policy: KnownPolicy, instalment: Instalment, channel: str) -> Verdict | RowFault:
    money = account(instalment, date.max)
    if money.premium == 0 or policy.channels.get(row.number) != channel:
        return _fault(row, "number", "debit.nothing_to_reverse", str(row.number))
    if money.settled_on is not None and row.debit_on < money.settled_on:
        return _fault(row, "debit_on", "debit.before_payment", row.debit_on.isoformat())
    return _of_amount(row, money.premium) or Verdict(row, policy.policy_id, instalment, is_known=False)


def _of_amount(row: DebitRow, wanted: Decimal) -> RowFault | None:
    if row.amount == wanted:
        return None
    code = "debit.too_much" if row.amount > wanted else "debit.too_little"
    return _fault(row, "amount", code, f"{row.amount:.2f}")


def _fault(row: DebitRow, column: str, code: str, value: str) -> RowFault:
    return RowFault(row.line, column, code, value)
