"""What goes in and out of the models' routes."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class MonthOut(BaseModel):
    """A due month's figures."""

    month: str
    rows: int
    lapses: int
    expected: float
    ae: float | None
    slope: float | None
    auc: float | None
    other_auc: float | None
    faults: list[str]


class ModelFigures(BaseModel):
    """What is known of a trained model."""

    rows: int
    premiums: int
    lapses: int
    trees: int
    features: list[str]
    empty: list[str]
    train_s: float
    months: list[MonthOut]
    opens: bool


class ModelProblem(BaseModel):
    """Why training failed."""

    code: str
    detail: str
    hint: str
    params: dict[str, Any]


class ModelOut(BaseModel):
    """A model, or an order for one."""

    number: int
    state: Literal["training", "failed", "trained", "approved"]
    ordered_by: str
    ordered_at: datetime
    trained_at: datetime | None
    first_due: date | None
    last_due: date | None
    figures: ModelFigures | None
    problem: ModelProblem | None
    approved_by: str | None
    approved_at: datetime | None


class RiskActivationOut(BaseModel):
    """What was put in force; without a model it is the card alone."""

    model: int | None
    by: str
    at: datetime
    reason: str


class EngineOut(BaseModel):
    """What judged the dues in the last run."""

    model: int
    judged: bool
    why_not: str | None
    months: list[str]
    share: float
    as_of: date


class GatesOut(BaseModel):
    """The limits."""

    months: int
    least_lapses: int
    ae: list[float]
    slope: list[float]


class ModelList(BaseModel):
    """The registry of a city."""

    models: list[ModelOut]
    activations: list[RiskActivationOut]
    in_force: int | None
    engine: EngineOut | None
    watched: list[MonthOut]
    extra: bool
    gates: GatesOut


class ActivateModelIn(BaseModel):
    """Why a model, or the card, is put in force."""

    model_config = ConfigDict(extra="forbid")

    model: int | None
    reason: str = Field(min_length=2, max_length=300)
