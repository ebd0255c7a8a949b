"""What a delivery says of itself: the day on which it shows the book, and how long its files are."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """All that is used of `manifest.json`; nothing of it has to be there."""

    day: date | None = None
    rows: dict[str, int] = field(default_factory=dict)
    """The number of rows by file name."""


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a folder; an empty one where there is none or where it cannot be understood."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8-sig"))
    except (OSError, ValueError):
        return Manifest()
    if not isinstance(found, dict):
        return Manifest()
    return Manifest(_day(found), _rows(found.get("files")))


def _day(manifest: dict[str, Any]) -> date | None:
    try:
        # The changes of some days say `from` and `to` beside the day of the extract on which they build.
        return date.fromisoformat(manifest.get("to") or manifest["as_of"])
    except (ValueError, KeyError, TypeError):
        return None


def _rows(files: Any) -> dict[str, int]:
    if not isinstance(files, dict):
        return {}
    told = {name: facts.get("rows") for name, facts in files.items() if isinstance(facts, dict)}
    return {name: rows for name, rows in told.items() if isinstance(rows, int)}
