"""The page `docs/policy-states.md`, written from the table of states."""

from collections.abc import Iterable, Sequence
from typing import Any

from gridward.book.rules_of_states import (
    CAUSES,
    CONTRACT_CHANGES,
    CONTRACT_RULES,
    ENDS,
    INSTALMENT_CHANGES,
    INSTALMENT_RULES,
    Cause,
    Change,
    ContractState,
    Rule,
)

_HEAD = """# States of a policy

Written from the table in `backend/gridward/book/rules_of_states.py` by `gridward policy rules`; do not edit it by hand.

The product computes the state of a contract and of each of its instalments from what was paid and when, for any day. Of the
conditions of a table the first that holds decides. A state is that of a whole day in the policies' time zone
(Asia/Shanghai): suspension begins, and reinstatement takes effect, at 00:00.
"""
_ENDS = """
The ends are {ends}.
On a claim inside grace the premium owed is kept back; without cover nothing is paid (Insurance Law art. 36). Of reminders
there is one sequence a policy: on the oldest instalment that is due or suspended and unpaid.
"""


def states_page() -> str:
    """The whole page, in Markdown."""
    return "\n".join(
        (
            _HEAD,
            "## An instalment\n",
            *_rules(INSTALMENT_RULES),
            "\n### Its changes\n",
            *_changes(INSTALMENT_CHANGES),
            "\n## A contract\n",
            *_rules(CONTRACT_RULES),
            _ENDS.format(ends=", ".join(f"`{end}`" for end in sorted(ENDS))),
            "### Its changes\n",
            *_changes(CONTRACT_CHANGES),
            "",
        )
    )


def _rules(rules: Sequence[Rule[Any]]) -> Iterable[str]:
    yield "| | when | state |"
    yield "|---|---|---|"
    for number, rule in enumerate(rules, 1):
        yield f"| {number} | {rule.when} | {f'`{rule.state}`' if rule.state else 'the end that the insurer told'} |"


def _changes(changes: Sequence[Change[Any]]) -> Iterable[str]:
    """A row for each cause: first changes into the same state together, then those out of the same states."""
    into: dict[tuple[str, Cause], dict[str, None]] = {}
    for one in changes:
        into.setdefault((_to(one), one.cause), {})[f"`{one.before}`"] = None
    rows: dict[tuple[str, Cause], list[str]] = {}
    for (after, cause), before in into.items():
        rows.setdefault((", ".join(before), cause), []).append(after)
    yield "| from | to | by |"
    yield "|---|---|---|"
    for (states, cause), targets in rows.items():
        yield f"| {states} | {', '.join(targets)} | {CAUSES[cause]} |"


def _to(change: Change[Any]) -> str:
    ends = isinstance(change.after, ContractState) and change.after in ENDS
    return "an end" if ends else f"`{change.after}`"
