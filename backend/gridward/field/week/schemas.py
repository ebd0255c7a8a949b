"""A week over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime

from pydantic import BaseModel


class WeekDay(BaseModel):
    """A day: what the server has of it."""

    day: date
    visits: int
    """With an outcome."""
    calls: int
    """And messages by WeChat."""
    reached: int
    """Visits and calls in which the customer himself was spoken to."""
    promises: int
    promises_kept: int
    """Those of them that were paid."""
    tasks: int
    """Field tasks that he closed as done."""
    planned: int
    """Open field tasks of his cells that are to be done by then."""
    appointments: int
    """All but those that were cancelled."""
    appointments_kept: int


class WeekTargets(BaseModel):
    """What he is to come to; None: no target is set."""

    contacts: int | None
    visits: int | None
    calls: int | None
    promises: int | None
    tasks: int | None


class WeekOut(BaseModel):
    """A week, from Monday to Sunday."""

    monday: date
    as_of: datetime
    days: list[WeekDay]
    waiting: int
    """Operations of the week that wait for a supervisor's decision: they count nowhere yet."""
    targets: WeekTargets
    rules: str
    """The version of the targets."""


class LedWeekOut(WeekOut):
    """The same for whoever leads him."""

    specialist: str
    """Masked."""
    cells: list[str]
    """The names of those that he works today."""
