"""What was restored, against what the backup says."""

from dataclasses import dataclass

import psycopg

from gridward.platform.backup.keys import Sample, opens
from gridward.platform.backup.manifest import Figures, Manifest, figures


@dataclass(frozen=True)
class Comparison:
    """The figures of the backup and of the restored database."""

    wanted: Figures
    found: Figures
    opened: bool | None
    """Whether one sealed value opens with the present key; None where nothing is sealed yet."""

    @property
    def tables(self) -> list[tuple[str, int | None, int | None]]:
        """Each table with its rows in the backup and as restored; None where there is no such table."""
        names = sorted(self.wanted.rows.keys() | self.found.rows.keys())
        return [(name, self.wanted.rows.get(name), self.found.rows.get(name)) for name in names]

    @property
    def holds(self) -> bool:
        """Whether the restored database is what was backed up, and can be read."""
        return self.wanted == self.found and self.opened is not False


def compare(url: str, manifest: Manifest, sample: Sample) -> Comparison:
    """Count what is in the database at `url`, and open one sealed value."""
    with psycopg.connect(url) as connection:
        return Comparison(
            manifest.figures, figures(connection, manifest.figures.rows), opens(connection, sample)
        )
