"""What activities offers."""

from gridward.activities.answering import decline, sign_up, withdraw
from gridward.activities.attending import admit, mark
from gridward.activities.codes import guest_of_code
from gridward.activities.editing import add_event
from gridward.activities.inviting import invite, require_asked
from gridward.activities.publishing import set_state
from gridward.activities.schemas import EventIn

__all__ = [
    "EventIn",
    "add_event",
    "admit",
    "decline",
    "guest_of_code",
    "invite",
    "mark",
    "require_asked",
    "set_state",
    "sign_up",
    "withdraw",
]
