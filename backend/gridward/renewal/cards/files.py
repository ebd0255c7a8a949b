"""A card as a TOML file and back, in the form of those that are shipped. Pure."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from gridward.kernel.errors import Invalid
from gridward.renewal.cards.checking import Fault, faults_of, faulty
from gridward.renewal.cards.content import CardContent

_TABLE = re.compile(r"\s*\[\[\s*(tiers|features)\s*\]\]")
_KEY = re.compile(r"\s*(intercept|scale)\s*=")
_PLACE = re.compile(r"at line (\d+), column (\d+)")


def write_toml(content: CardContent, version: str) -> str:
    """A card as a file."""
    return "\n".join(_lines(content, version)) + "\n"


def read_toml(text: str) -> CardContent:
    """The card of a file; its `version` is left aside, for the program gives it another one.

    Raises `card.not_toml` with line and column, and `card.faulty` with the mistakes, each with its line.
    """
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        line, column = map(int, found.groups()) if found else (text.count("\n") + 1, 1)
        raise Invalid(
            "card.not_toml",
            f"The file cannot be read from line {line}, column {column}, on: {error}",
            "Correct the line, or export a card and edit that one.",
            line=line,
            column=column,
        ) from error
    read.pop("version", None)
    try:
        content = CardContent.model_validate(read)
    except ValidationError as error:
        faults = [
            Fault(".".join(map(str, one["loc"])), "form", {"detail": one["msg"]}) for one in error.errors()
        ]
    else:
        faults = faults_of(content)
    if faults:
        lines = _places(text)
        raise faulty([Fault(one.at, one.code, one.params | _line(one.at, lines)) for one in faults])
    return content


def _lines(content: CardContent, version: str) -> Iterator[str]:
    yield f"version = {json.dumps(version)}"
    yield f"intercept = {_float(content.intercept)} # log-odds at 0 points"
    yield f"scale = {_float(content.scale)} # log-odds of a point"
    for tier in content.tiers:
        yield from ("", "[[tiers]]", f"name = {json.dumps(tier.name)}", f"from = {_float(tier.least)}")
    for feature in content.features:
        yield from ("", "[[features]]", f"name = {json.dumps(feature.name)}", f"missing = {feature.missing}")
        if feature.bins:
            yield "bins = ["
            for one in feature.bins:
                limit = "" if one.below is None else f"below = {_float(one.below)}, "
                yield f"    {{ {limit}points = {one.points} }},"
            yield "]"
        if feature.values:
            words = ", ".join(f"{json.dumps(word)} = {points}" for word, points in feature.values.items())
            yield f"values = {{ {words} }}"


def _float(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _places(text: str) -> dict[str, int]:
    """The line of each table and of the keys at the head, counted from 1."""
    found: dict[str, int] = {}
    counts = {"tiers": 0, "features": 0}
    for number, line in enumerate(text.splitlines(), start=1):
        if table := _TABLE.match(line):
            name = table.group(1)
            found[f"{name}.{counts[name]}"] = number
            found.setdefault(name, number)
            counts[name] += 1
        elif key := _KEY.match(line):
            found.setdefault(key.group(1), number)
    return found


def _line(at: str, lines: dict[str, int]) -> dict[str, Any]:
    """The line of a place, or of the table in which it stands."""
    parts = at.split(".")
    for length in range(len(parts), 0, -1):
        if line := lines.get(".".join(parts[:length])):
            return {"line": line}
    return {}
