"""The cohorts worked by hand of `tests/golden/persistency.txt`."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from gridward.insights.persistency.definition import Definition
from gridward.insights.persistency.rule import CohortPolicy, Premium

_FILE = Path(__file__).parents[1] / "golden" / "persistency.txt"


@dataclass
class HandPolicy:
    """A policy with its instalments."""

    number: str
    terms: CohortPolicy
    premiums: list[Premium] = field(default_factory=list)


@dataclass
class HandFigure:
    """What some policies come to."""

    cohort: date
    how: Definition
    amounts: dict[str, Decimal] = field(default_factory=dict)
    """`base`, `received`, `paid`, `unpaid`, `open`, `of`."""
    final_on: date | None = None
    excluded: dict[str, int] = field(default_factory=dict)
    """Empty where the file does not say."""


@dataclass
class Golden:
    """The file."""

    as_of: date
    policies: list[HandPolicy]
    figures: list[HandFigure]


@cache
def golden() -> Golden:
    """The file, read."""
    found = Golden(date.min, [], [])
    for word, rest in _lines():
        match word:
            case "as_of":
                found.as_of = date.fromisoformat(rest[0])
            case "policy":
                found.policies.append(_policy(*rest))
            case "figure":
                found.figures.append(HandFigure(date.fromisoformat(f"{rest[0]}-01"), definition(*rest[1:])))
            case "final":
                found.figures[-1].final_on = date.fromisoformat(rest[0])
            case "out":
                found.figures[-1].excluded |= {k: int(v) for k, v in (one.split("=") for one in rest)}
            case "base":
                words = [word, *rest]
                found.figures[-1].amounts = dict(zip(words[::2], map(Decimal, words[1::2]), strict=True))
            case _:
                found.policies[-1].premiums.append(_premium(word, *rest))
    return found


def definition(*switches: str) -> Definition:
    """`k=2 apl=yes` as a definition."""
    given: dict[str, Any] = {}
    for switch in switches:
        name, value = switch.split("=")
        given[name] = {"yes": True, "no": False}.get(value, value)
    k = given.pop("k", "1")
    return replace(Definition(), years=None if k == "all" else int(k), **given)


def _lines() -> Iterator[tuple[str, list[str]]]:
    for line in _FILE.read_text("utf-8").splitlines():
        words = line.split("#")[0].split()
        if words:
            yield words[0], words[1:]


def _policy(
    number: str, effective: str, mode: str, years: str, state: str, premium: str, unusual: str = ""
) -> HandPolicy:
    terms = CohortPolicy(
        effective_on=date.fromisoformat(effective),
        pay_mode=mode,
        pay_years=int(years),
        state=state,
        premium=Decimal(premium),
        currency="USD" if unusual == "USD" else "CNY",
        organisation=unusual == "organisation",
    )
    return HandPolicy(number, terms)


def _premium(due: str, amount: str, paid_on: str = "", paid: str = "", channel: str = "") -> Premium:
    if not paid_on:
        return Premium(date.fromisoformat(due), Decimal(amount))
    return Premium(
        date.fromisoformat(due),
        Decimal(amount),
        date.fromisoformat(paid_on),
        Decimal(paid or amount),
        channel or "银行转账",
    )
