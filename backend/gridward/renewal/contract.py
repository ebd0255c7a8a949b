"""What other rooms may know of renewal."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from gridward.kernel.ids import new_id


@dataclass(frozen=True)
class NewPromise:
    """A customer's word that he will pay an instalment by a day."""

    city_id: int
    customer_id: int
    """The person who holds the policy."""
    policy_id: int
    number: int
    """The oldest unpaid instalment, as the due list has it."""
    promised_on: date
    made_at: datetime
    made_to: UUID
    """The account of the seat or specialist."""
    source: str
    """`seat` or `field`."""
    id: UUID = field(default_factory=new_id)
