"""The cockpit over HTTP. Every figure can be opened to its rows. Outputs have no defaults."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel

from gridward.insights.persistency.schemas import CohortFigure


class Share(BaseModel):
    """Of `total`, so many."""

    count: int
    total: int


class CoverageOut(BaseModel):
    """Who is looked after: by an agent in service, or by a specialist of his cell."""

    policies_by_agent: Share
    customers_by_agent: Share
    orphans_in_cells: Share
    """Orphan persons whose cell has a specialist or stand-in, of all orphan persons."""
    orphans_contacted: Share
    """Of those in cells: first contact made."""


class DueFigure(BaseModel):
    """Open dues of one state."""

    state: str
    count: int
    amount: Decimal


class CollectionBox(BaseModel):
    """One box of the nine-box of collection rates (九宫图达成率)."""

    due_month: date
    """The first day of the month in which the premiums fell due."""
    window: str
    """`current` (paid by the end of the due month), `next` (of the month after), `grace_end` (of the month after that)."""
    policy_year: str
    """`second`, `third`, `fourth_on`."""
    due_count: int
    paid_count: int
    due_amount: Decimal
    paid_amount: Decimal
    final: bool
    """The window has ended."""


class TaskFigure(BaseModel):
    """Tasks of one workplace."""

    workplace: str
    open: int
    overdue: int
    done_7_days: int


class RequestFigure(BaseModel):
    """Visits asked for, by state."""

    state: str
    count: int


class CellFigure(BaseModel):
    """A cell in figures."""

    cell_id: int
    number: int
    name: str
    station: str | None
    specialist: str | None
    stand_in: str | None
    customers: int
    contacted: int
    open_dues: int
    open_amount: Decimal
    open_tasks: int
    overdue_tasks: int
    pending_requests: int


class PlanCell(BaseModel):
    """A cell of a plan, as it is today."""

    number: int
    mean_distance_m: float
    worked_by: str | None
    """`responsible`, `stand_in` or `vacant`; null for a draft."""
    hours: float
    """A year, service and ways: modelled, also where the plan is cut by customers."""
    customers: int
    """Of the pool who live there now."""
    top_tier: int | None
    """Of them, those of the top tiers; null for a cell that the person does not see."""
    at_risk: int | None
    """Of them, those who owe a premium in grace or suspended; null likewise."""


class PlanCellsOut(BaseModel):
    """The cells of a plan, by number."""

    top_tiers: list[str]
    worked_on: date | None
    """The day that `worked_by` is told for."""
    cells: list[PlanCell]


class CockpitOut(BaseModel):
    """What works, from stored rows."""

    as_of: date
    coverage: CoverageOut
    dues: list[DueFigure]
    collection: list[CollectionBox]
    persistency: list[CohortFigure]
    """13-month persistency by the usual definition, of the newest twelve cohorts that are wholly due, oldest first."""
    tasks: list[TaskFigure]
    requests: list[RequestFigure]
    hours_to_visit: float | None
    """Median time from a request to its visit."""
    cells: list[CellFigure]


class OwnerBoxes(BaseModel):
    """The nine boxes of one owner on the due date."""

    owner: str
    """Its key; empty for what nobody owned."""
    name: str | None
    """None where the key is a word of the program."""
    due_amount: Decimal
    boxes: list[CollectionBox]


class CollectionOwnersOut(BaseModel):
    """A due month, told apart by owner."""

    as_of: date
    owners: list[OwnerBoxes]
    """The most premium first."""


class OwnerDues(BaseModel):
    """The open dues of one owner today."""

    owner: str
    name: str | None
    count: int
    amount: Decimal
    states: list[DueFigure]


class DueOwnersOut(BaseModel):
    """The due list, told apart by owner."""

    owners: list[OwnerDues]
    """The most yuan first."""


class PremiumNews(BaseModel):
    """Figures that change when premiums do; whoever sees one change reads the rest again."""

    as_of: date
    paid: int
    received: Decimal
    dues: int
    owed: Decimal


class DueRow(BaseModel):
    """An open due."""

    policy_id: int
    policy_no: str
    customer_id: int
    name_masked: str
    cell_id: int | None
    cell_name: str | None
    product_name: str
    number: int
    due_on: date
    grace_ends: date
    amount: Decimal
    state: str
    risk: float
    tier: str


class DueList(BaseModel):
    """A page of them."""

    items: list[DueRow]
    next: str | None


class InstalmentRow(BaseModel):
    """An instalment behind a collection rate."""

    policy_id: int
    policy_no: str
    customer_id: int
    number: int
    due_on: date
    amount: Decimal
    paid_on: date | None
    paid_amount: Decimal | None
    channel: str | None
    counted: bool
    """Counts as paid within the window."""


class InstalmentList(BaseModel):
    """A page of them."""

    items: list[InstalmentRow]
    next: str | None


class TaskRow(BaseModel):
    """A task."""

    task_id: UUID
    customer_id: int
    name_masked: str
    cell_name: str | None
    kind: str
    stage: str
    workplace: str
    due_on: date
    state: str
    outcome: str | None
    closed_at: datetime | None


class TaskList(BaseModel):
    """A page of them."""

    items: list[TaskRow]
    next: str | None


class PolicyRow(BaseModel):
    """A live policy behind a coverage figure."""

    policy_id: int
    policy_no: str
    product_name: str
    customer_id: int
    name_masked: str
    cell_name: str | None
    standing: str
    """`orphan` or `served`."""
    reason: str | None
    """Why it is an orphan."""


class PolicyList(BaseModel):
    """A page of them."""

    items: list[PolicyRow]
    next: str | None


class PersonRow(BaseModel):
    """A person behind a coverage figure."""

    customer_id: int
    customer_no: str
    name_masked: str
    kind: str
    cell_name: str | None
    care_state: str | None
    live_policies: int
    orphan_policies: int
    first_contact_at: datetime | None


class PersonList(BaseModel):
    """A page of them."""

    items: list[PersonRow]
    next: str | None
