"""Points cards over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from gridward.engagement.public import ReasonOut
from gridward.renewal.cards.content import CardContent

CardName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=300)]
CardState = Literal["in_force", "was_in_force", "draft", "shipped"]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CopyIn(_In):
    """A copy of a card, to be edited."""

    copy_of: Annotated[str, Field(min_length=1, max_length=20)]
    name: CardName


class FileIn(_In):
    """A card from a TOML file."""

    toml: Annotated[str, Field(max_length=100_000)]
    name: CardName


class CardIn(_In):
    """A draft as it is to be from now on."""

    name: CardName
    content: CardContent
    revision: int = Field(ge=0)
    """Of the draft that was edited, as it was read."""


class ActivateIn(_In):
    """Put a card in force."""

    reason: Why
    revision: int = Field(ge=0)
    in_force: Annotated[str, Field(max_length=20)]
    """The version that was in force when this was decided."""


class CardOut(BaseModel):
    """A card among those of a city."""

    version: str
    name: str | None
    """None for a shipped one."""
    state: CardState
    copied_from: str | None
    revision: int
    changed_by: str | None
    changed_at: datetime | None


class ActivationOut(BaseModel):
    """That a card was put in force."""

    version: str
    by: str
    at: datetime
    reason: str


class CardList(BaseModel):
    """The cards of a city, its own newest first, then the shipped ones; and which was in force when, newest first."""

    in_force: str
    items: list[CardOut]
    activations: list[ActivationOut]


class FaultOut(BaseModel):
    """A mistake in a card."""

    at: str
    code: str
    params: dict[str, Any]


class OneCard(CardOut):
    """A card with what it holds."""

    content: CardContent
    faults: list[FaultOut]
    """What keeps a draft from being put in force."""


class CardFile(BaseModel):
    """A card as a TOML file."""

    name: str
    toml: str


class TierFlow(BaseModel):
    """How many dues go from a tier to a tier."""

    before: str
    after: str
    count: int


class ReasonChange(BaseModel):
    """How often a feature is among the reasons of a due."""

    code: str
    before: int
    after: int


class Judged(BaseModel):
    """What a card says of a due."""

    points: int
    risk: float
    tier: str
    reasons: list[ReasonOut]


class Example(BaseModel):
    """A due that another card judges otherwise."""

    policy_id: int
    policy_no: str
    customer_id: int
    name_masked: str
    due_on: date
    amount: Decimal
    before: Judged
    after: Judged


class Effects(BaseModel):
    """What a card would change on the due list as it is."""

    as_of: date | None
    """The day of the due list; None where it is empty."""
    before_version: str
    dues: int
    other_points: int
    other_tier: int
    rank_correlation: float | None
    """Spearman's, of the probabilities; None where one of the cards says the same of all."""
    mean_before: float | None
    mean_after: float | None
    flows: list[TierFlow]
    reasons: list[ReasonChange]
    examples: list[Example]
