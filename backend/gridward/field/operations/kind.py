"""What a kind of operation is."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.operations.authority import Subject, subject_of_customer
from gridward.field.operations.work import Outcome, Result, Work
from gridward.field.payloads import Payload
from gridward.kernel.errors import GridwardError

Undo = Callable[[AsyncSession, Work, Any, UUID], Awaitable[UUID | None]]
"""Takes the payload of the operation that goes, and its `op_id`.

Returns a task that is open again although what followed from it is closed already.
"""
Standing = Callable[[AsyncSession, Work, Any], Awaitable[None]]
Together = Callable[[AsyncSession, Sequence[tuple[Work, Any]]], Awaitable[list[Outcome]]]


@dataclass(frozen=True)
class Kind:
    """A kind of operation: what it holds, whom it is about, what it does, and how that is taken back where it can be."""

    model: type[Payload]
    subject: Callable[[AsyncSession, Any], Awaitable[Subject | None]]
    apply: Callable[[AsyncSession, Work, Any], Awaitable[Result]]
    undo: Undo | None = None
    standing: Standing | None = None
    """Raises where what it made is no longer as it was made: a correction would undo what others agreed on since."""
    together: Together | None = None
    """Does the same for many that touch neither the same customer nor the same thing. One without has to stand in its
    place among the others."""
    behind: type[Payload] | None = None
    """Of which kind, of the same `together`, one may stand right before it among them, about the same thing."""
    opens_stages: bool = True
    """Whether the gates of the four-sell look at what it does."""
    goes_by_earlier: bool = False
    """Whether it looks at what was sent before it."""
    stranger: str = "customer.not_in_cell"
    """The code for what is about nobody of his."""
    anybody_of_city: bool = False
    """Whether he need not work the customer's cell: at a door stands whoever has time."""

    @property
    def group(self) -> str:
        """The name that those which are applied together share."""
        return (self.behind or self.model).__name__


def for_each(
    model: type[Payload],
    together: Together,
    undo: Undo | None = None,
    *,
    opens_stages: bool = True,
    behind: type[Payload] | None = None,
) -> Kind:
    """A kind about a customer that is applied for many as for one."""

    async def apply(session: AsyncSession, work: Work, payload: Any) -> Result:
        (outcome,) = await together(session, [(work, payload)])
        if isinstance(outcome, GridwardError):
            raise outcome
        return outcome

    return Kind(
        model, subject_of_customer, apply, undo, together=together, behind=behind, opens_stages=opens_stages
    )
