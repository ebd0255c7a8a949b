"""What is inside the operations about events."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from gridward.activities.contract import Channel
from gridward.field.payloads import Payload, RowId


class EventInvite(Payload):
    """A customer is invited."""

    event_id: UUID
    customer_id: RowId
    channel: Channel


class EventAnswer(Payload):
    """He comes, with so many persons, himself among them, or he does not. Whether there is room is judged when it is
    recorded."""

    event_id: UUID
    customer_id: RowId
    answer: Literal["signed_up", "declined"]
    persons: int = Field(default=1, ge=1, le=100)


class EventCancel(Payload):
    """He takes his sign-up back."""

    event_id: UUID
    customer_id: RowId


class EventAdmit(Payload):
    """Somebody came to the door of an event with the code of his sign-up."""

    event_id: UUID
    code: str = Field(pattern="^[0-9A-HJKMNP-TV-Z]{12}$")


class EventAttend(Payload):
    """Whether he came."""

    event_id: UUID
    customer_id: RowId
    attended: bool
