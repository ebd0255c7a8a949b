"""What other rooms may know of activities: the words for events and answers, and who recorded one."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from gridward.kernel.clock import policy_day


class EventState(StrEnum):
    """Where an event stands. That it is over follows from its time and is not stored."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    """Nobody signs up any more; who has a seat keeps it."""
    CANCELLED = "cancelled"


class SignUpState(StrEnum):
    """What a customer answered, and whether he came."""

    SIGNED_UP = "signed_up"
    WAITING = "waiting"
    """The seats are gone; he moves up when one gets free."""
    DECLINED = "declined"
    CANCELLED = "cancelled"
    """He had signed up, or waited, and will not come."""
    ATTENDED = "attended"
    ABSENT = "absent"


SEATED = (SignUpState.SIGNED_UP, SignUpState.ATTENDED, SignUpState.ABSENT)
"""Whose seats are taken."""


class Channel(StrEnum):
    """How somebody was invited."""

    FACE_TO_FACE = "face_to_face"
    MESSAGE = "message"


@dataclass(frozen=True)
class Said:
    """Who recorded what of whom, and when it was said."""

    city_id: int
    customer_id: int
    """The person."""
    at: datetime
    account_id: UUID
    specialist_id: int | None = None
    cell_id: int | None = None

    @property
    def day(self) -> date:
        """The day on which it was said, in the policies' time zone."""
        return policy_day(self.at)
