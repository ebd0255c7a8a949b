"""What other rooms may know of staffing."""

from dataclasses import dataclass
from enum import StrEnum


class TenureRole(StrEnum):
    """In what way somebody works a cell."""

    RESPONSIBLE = "responsible"
    STAND_IN = "stand_in"


@dataclass(frozen=True)
class Worker:
    """Who works a cell on a day."""

    specialist_id: int
    name_masked: str
    role: TenureRole


@dataclass(frozen=True)
class Staffed:
    """What filling the cells of a plan did, and how they stand then."""

    assigned: int
    """Cells that got a responsible specialist."""
    kept: int
    """Cells that had one."""
    vacant: int
    stand_ins: int
    """Vacant cells in which somebody stands in."""
    total_way_m: float
    """Of those who were assigned, from home to cell; who has no known home counts nothing."""
    cells: frozenset[int]
    """The cells that somebody begins to work."""
