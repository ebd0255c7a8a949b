"""What the book offers."""

from gridward.book.facts import FACTS, FactTable, Reference
from gridward.book.identity_key import FiveFields, exact_text, normal_text
from gridward.book.loading import (
    Merged,
    RepeatedKey,
    Stager,
    UnknownReference,
    drop_repeated,
    drop_unresolved,
    merge,
    staging,
)

__all__ = [
    "FACTS",
    "FactTable",
    "FiveFields",
    "Merged",
    "Reference",
    "RepeatedKey",
    "Stager",
    "UnknownReference",
    "drop_repeated",
    "drop_unresolved",
    "exact_text",
    "merge",
    "normal_text",
    "staging",
]
