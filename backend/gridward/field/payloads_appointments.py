"""What is inside the operations about appointments, and about customers who are not reached."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gridward.field.payloads import Moment, Payload, RowId

_Minutes = Annotated[int, Field(ge=5, le=480)]


class AppointmentBook(Payload):
    """When and where he is met (约访). Whether that makes sense is judged when it is recorded."""

    appointment_id: UUID
    customer_id: RowId
    task_id: UUID | None = None
    starts_at: Moment
    minutes: _Minutes = 60
    place: Literal["home", "station", "phone", "elsewhere"] = "home"
    tell: bool = True
    """Whether he gets a message with who comes."""


class AppointmentRebook(Payload):
    """... at another time."""

    appointment_id: UUID
    customer_id: RowId
    starts_at: Moment
    minutes: _Minutes = 60
    tell: bool = True


class AppointmentCancel(Payload):
    """... not at all."""

    appointment_id: UUID
    customer_id: RowId
    reason: Literal["customer_asked", "no_time", "not_needed"]
    tell: bool = True


class AppointmentConfirm(Payload):
    """... is told to the customer, with who comes."""

    appointment_id: UUID
    customer_id: RowId


class AppointmentClose(Payload):
    """Whether an appointment was kept, where neither a visit nor a call showed it."""

    appointment_id: UUID
    customer_id: RowId
    outcome: Literal["kept", "missed"]


class UnreachableStep(Payload):
    """A way to reach a customer who is not reached (失联) that was tried, and what came of it."""

    step_id: UUID
    customer_id: RowId
    step: Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]
    """Of `grid_data/rules/unreachable`."""
    found: bool
