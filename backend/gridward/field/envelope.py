"""A batch of operations as it comes in.

An operation whose envelope is wrong does not stop the others: as long as its id can be read it is kept whole, and gets a
receipt that says what is wrong.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    WrapValidator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from gridward.kernel.clock import now

MOST_OPERATIONS = 50
MOST_BYTES = 256 << 10
_MOST_FAULTS = 20
_MOST_LEVELS = 20
_LONGEST_FIELD, _LONGEST_DETAIL = 80, 300
_NESTING = (dict, list)
# A clock that has lost its battery begins at the first.
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _in_utc(at: datetime) -> datetime:
    # It is compared a dozen times, which takes much longer between two time zones.
    return at.astimezone(UTC)


class OperationIn(BaseModel):
    """A command from a tablet. What is inside `payload` depends on the kind and is checked when it is applied."""

    model_config = ConfigDict(extra="forbid")

    op_id: UUID
    kind: str = Field(max_length=60, pattern=r"^[a-z_]+(\.[a-z_]+)*$")
    protocol: int = Field(default=1, ge=1, le=100)
    seq: int | None = Field(default=None, ge=0, le=2**53)
    device_id: UUID | None = None
    occurred_at: Annotated[AwareDatetime, Field(ge=_EARLIEST, lt=_LATEST), AfterValidator(_in_utc)]
    payload: dict[str, Any]


class MalformedOperation(OperationIn):
    """One whose envelope is wrong: its payload is all that was sent."""

    faults: list[dict[str, str]]


class CorrectedOperation(OperationIn):
    """One from a tablet whose clock was wrong when it was sent: `occurred_at` is by ours."""

    device_at: datetime
    """By the tablet's."""


def faults_of(errors: Iterable[ErrorDetails]) -> list[dict[str, str]]:
    """What is wrong where, without the values that were sent."""
    return [
        {
            "field": _plain(".".join(map(str, one["loc"])), _LONGEST_FIELD) or "payload",
            "detail": _plain(one["msg"], _LONGEST_DETAIL),
        }
        for one in islice(errors, _MOST_FAULTS)
    ]


def _plain(text: str, longest: int) -> str:
    # Names of fields come from outside too; PostgreSQL takes neither NUL nor half of a character.
    return "".join(letter if letter.isprintable() else "?" for letter in text[:longest])


def _keep_malformed(value: Any, check: Any) -> OperationIn:
    if _is_deeper(value, _MOST_LEVELS):
        # It could not even be written down again.
        raise PydanticCustomError(
            "too_deep", "Nested more than {levels} levels deep", {"levels": _MOST_LEVELS}
        )
    try:
        checked: OperationIn = check(value)
    except ValidationError as error:
        op_id = _readable_id(value)
        if op_id is None:
            raise
        return MalformedOperation.model_construct(
            op_id=op_id,
            kind="malformed",
            protocol=1,
            seq=None,
            device_id=None,
            occurred_at=now(),
            payload=value,
            faults=faults_of(error.errors(include_url=False, include_context=False, include_input=False)),
        )
    return checked


def _is_deeper(value: Any, levels: int) -> bool:
    level: list[Any] = [[value]]
    for _ in range(levels + 1):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, _NESTING)
        ]
        if not level:
            return False
    return True


def _readable_id(value: Any) -> UUID | None:
    try:
        return UUID(value["op_id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return None


def _none_if_unreadable(value: Any, check: Any) -> Any:
    try:
        return check(value)
    except ValidationError:
        return None


class BatchIn(BaseModel):
    """At most fifty operations, applied in order, each by itself."""

    model_config = ConfigDict(extra="forbid")

    sent_at: Annotated[AwareDatetime | None, WrapValidator(_none_if_unreadable)] = None
    """By the tablet's clock: how far it is off shows by it. What cannot be read holds nothing back."""

    operations: Annotated[
        list[Annotated[OperationIn, WrapValidator(_keep_malformed)]],
        Field(min_length=1, json_schema_extra={"maxItems": MOST_OPERATIONS}),
    ]
