"""How long customers take: settings of `grid_data/rules/workload`."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from gridward.grids.design.workload import ServiceModel, TravelModel
from gridward.platform.rules import RulePart, load_rules


class Service(RulePart):
    """Serving a customer."""

    minutes_a_customer: float = Field(ge=0)
    minutes_a_visit: float = Field(ge=0)
    minutes_a_due: float = Field(ge=0)
    minutes_a_request: float = Field(ge=0)
    visits_a_due: float = Field(ge=0)
    visits_a_request: float = Field(ge=0)
    visits_otherwise: float = Field(ge=0)
    visits_a_year: dict[str, Annotated[float, Field(ge=0)]]


class Travel(RulePart):
    """The way to him."""

    visits_a_day: float = Field(gt=0)
    legs_km: tuple[float, ...] = Field(min_length=1)
    speeds_kmh: tuple[float, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _a_speed_for_each_leg(self) -> Self:
        if len(self.legs_km) != len(self.speeds_kmh):
            raise ValueError("legs_km and speeds_kmh are not equally many")
        if any(longer <= leg for leg, longer in zip(self.legs_km, self.legs_km[1:], strict=False)):
            raise ValueError("legs_km do not rise")
        if min(self.speeds_kmh) <= 0:
            raise ValueError("a speed is not above 0")
        return self


class WorkloadRules(RulePart):
    """A version of the rules."""

    version: str
    service: Service
    travel: Travel

    def service_model(self) -> ServiceModel:
        """As the grid engine takes it."""
        return ServiceModel(**self.service.model_dump())

    def travel_model(self) -> TravelModel:
        """As the grid engine takes it."""
        return TravelModel(**self.travel.model_dump())


def workload_rules() -> WorkloadRules:
    """The rules in use. Raises `rules.invalid`."""
    return load_rules(WorkloadRules, "workload")
