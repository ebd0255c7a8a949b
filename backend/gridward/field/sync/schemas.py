"""What tablets get of their cells. Outputs have no defaults, so that clients know every field is there."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from gridward.customer360.public import CustomerFacts, DueFacts
from gridward.field.schemas import TaskFacts, WorkedCell

PROTOCOL = 1


class SyncCell(WorkedCell):
    """A cell that a tablet keeps."""

    geometry: dict[str, Any]
    """GeoJSON, WGS-84."""
    specialist: str | None
    """Masked; empty for a vacant cell."""
    stand_in: str | None
    feed: UUID
    """Which counter `cursor` is of; with another one, the tablet begins with the snapshot."""
    cursor: int
    """The last change."""


class SyncCells(BaseModel):
    """The cells that are worked today. One that is not among them any more was taken away."""

    day: date
    cells: list[SyncCell]
    next_sync_after_s: int


class CellName(BaseModel):
    """The cell of a customer."""

    cell_id: int
    number: int
    name: str


class DocTask(TaskFacts):
    """A stop of the day, without what the document says of its customer."""

    starts_on: date | None
    """Put off until then; empty: at once."""


class CustomerDoc(CustomerFacts):
    """A customer as a tablet keeps him, sealed there: his story, and what is masked elsewhere in the clear.

    Several customer numbers of a person are one document. What changes by the day alone is counted on the tablet.
    """

    name: str
    mobile: str
    landline: str
    address: str
    pinyin: list[str]
    """His name's full pinyin without spaces, and its initials; then both once more, where it may be said in another way."""
    doors: list[str]
    """The same text is the same door, and tells nothing else."""
    cell: CellName | None
    dues: list[DueFacts]
    open: list[DocTask]
    """What is to be done for him in the field, in this cell."""


class Snapshot(BaseModel):
    """A cell whole."""

    protocol: Literal[1]
    feed: UUID
    cell_id: int
    cursor: int
    """From here on its changes follow."""
    customers: list[CustomerDoc]


class Changes(BaseModel):
    """What changed in a cell since a cursor: of each customer what he is now, or that he left."""

    feed: UUID
    cursor: int
    more: bool
    """There is more behind `cursor`."""
    customers: list[CustomerDoc]
    gone: list[int]
    next_sync_after_s: int
