"""Correcting an earlier operation: it is taken back, and what should have been sent counts from when it was done."""

from typing import Any, Self
from uuid import UUID

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.field.envelope import faults_of
from gridward.field.operations.plain_kinds import PLAIN
from gridward.field.operations.undoing import find_target, require_asked_once, take_back
from gridward.field.operations.work import Result, Work
from gridward.field.payloads import Payload, RowId
from gridward.kernel.errors import Conflict


class OperationCorrect(Payload):
    """An earlier operation of his own, and what it should have been."""

    target: UUID
    """Its `op_id`."""
    customer_id: RowId
    kind: str = Field(max_length=60)
    """Its kind, which stays."""
    payload: dict[str, Any]
    """What should have been in it."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        kind = PLAIN.get(self.kind)
        if kind is None or kind.undo is None:
            raise PydanticCustomError(
                "kind", "This kind is not corrected: record what counts now as something new"
            )
        try:
            meant = kind.model.model_validate(self.payload)
        except ValidationError as error:
            (fault, *_) = faults_of(
                error.errors(include_url=False, include_context=False, include_input=False)
            )
            raise PydanticCustomError("payload", "{field}: {detail}", dict(fault)) from None
        if getattr(meant, "customer_id", None) != self.customer_id:
            raise PydanticCustomError("payload", "It is about another customer")
        return self


async def correct(session: AsyncSession, work: Work, payload: OperationCorrect) -> Result:
    """Take the earlier one back and let the corrected one have its effect.

    Raises what `find_target`, `take_back`, `require_asked_once` and the kind raise, and `correction.other_kind`.
    """
    target = await find_target(session, work, payload.target)
    if target.name != payload.kind:
        raise Conflict(
            "correction.other_kind", "It was something else.", "Take it back, and record the right thing."
        )
    if target.kind.standing is not None and target.row["has_effect"]:
        await target.kind.standing(session, work, target.kind.model.model_validate(target.payload))
    open_again = await take_back(session, work, target)
    first = target.first
    at = min(first["occurred_at"], first["received_at"])
    then = work._replace(at=at, cell_id=first["cell_id"] or work.cell_id)
    result = await target.kind.apply(session, then, target.kind.model.model_validate(payload.payload))
    await require_asked_once(session, work, open_again)
    return result
