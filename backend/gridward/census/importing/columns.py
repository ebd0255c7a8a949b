"""A chunk of delivered rows, column by column, and what was found wrong in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gridward.census.importing.values import NULL, Fault, Parser

NUL_DETAIL = "The value holds a NUL character, which no text can have."
_CACHE = 50_000
"""Parsed values kept for each column: dates, amounts and words repeat."""


@dataclass(frozen=True)
class Finding:
    """Something wrong with one value of a chunk."""

    row: int
    """Index in the chunk."""
    field: str
    fault: Fault
    value: str


@dataclass
class Chunked:
    """The fields of a chunk, and the findings so far."""

    lines: Sequence[int]
    fields: Mapping[str, Sequence[str]]
    """Delivered text by field; fields that were not delivered are absent."""
    findings: list[Finding] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def get(self, name: str) -> Sequence[str]:
        """A field's texts; empty ones where it was not delivered."""
        found = self.fields.get(name)
        return found if found is not None else [""] * len(self)

    def add(self, row: int, name: str, fault: Fault) -> None:
        """Note that a value is wrong."""
        self.findings.append(Finding(row, name, fault, self.get(name)[row]))

    def refused(self) -> set[int]:
        """The rows that cannot be taken."""
        return {finding.row for finding in self.findings if finding.fault.repaired is None}


def readable(value: str) -> str:
    """A value with the sign for what cannot be read in place of NUL characters, which the database keeps in no text."""
    return value.replace("\0", "\ufffd")


def chunked(lines: Sequence[int], fields: Mapping[str, Sequence[str]]) -> Chunked:
    """The fields of a chunk. Rows with a NUL character in one are refused; what is said of them stands without it."""
    made = {
        name: values if _is_readable(values) else [*map(readable, values)] for name, values in fields.items()
    }
    found = Chunked(lines, made)
    for name, values in made.items():
        if values is not fields[name]:
            for row, value in enumerate(fields[name]):
                if "\0" in value:
                    found.add(row, name, Fault("import.nul_character", NUL_DETAIL))
    return found


def _is_readable(values: Sequence[str]) -> bool:
    return "\0" not in "".join(values)


class ColumnParser:
    """Parses one field of all chunks of a file; remembers values that it has seen."""

    def __init__(self, name: str, parse: Parser) -> None:
        self.name = name
        self._parse = parse
        self._texts: dict[str, str] = {}
        self._faults: dict[str, Fault] = {}

    def __call__(self, chunk: Chunked) -> list[str]:
        """The field as COPY text. What is wrong is noted in the chunk."""
        if self.name not in chunk.fields:
            # As if every value was empty: a list of nothing is not null.
            empty = self._parse("")
            return [empty if isinstance(empty, str) else NULL] * len(chunk)
        values = chunk.fields[self.name]
        self._learn(values)
        if self._faults:
            for row, value in enumerate(values):
                if value in self._faults:
                    chunk.add(row, self.name, self._faults[value])
        return [*map(self._texts.__getitem__, values)]

    def _learn(self, values: Sequence[str]) -> None:
        if len(self._texts) > _CACHE:
            self._texts.clear()
            self._faults.clear()
        for value in set(values).difference(self._texts):
            parsed = self._parse(value)
            if isinstance(parsed, Fault):
                self._faults[value] = parsed
                self._texts[value] = parsed.repaired or NULL
            else:
                self._texts[value] = parsed
