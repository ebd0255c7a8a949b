"""What a card holds, as it is edited and as it goes over HTTP: well-formed, but not yet examined."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from gridward.renewal.card import PointsCard

Points = Annotated[int, Field(ge=-10_000, le=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class BinContent(_Part):
    """Values below a limit; the last bin of a feature has none."""

    below: Annotated[float, Field(allow_inf_nan=False)] | None = None
    points: Points


class TierContent(_Part):
    """A tier and its least probability."""

    name: Name
    least: float = Field(alias="from", allow_inf_nan=False)


class FeatureContent(_Part):
    """Points by bins of a number, or by words."""

    name: Name
    missing: Points = 0
    bins: list[BinContent] = Field(default=[], max_length=40)
    values: dict[Name, Points] = Field(default={}, max_length=40)


class CardContent(_Part):
    """A card without its version."""

    intercept: float = Field(allow_inf_nan=False)
    scale: float = Field(allow_inf_nan=False)
    tiers: list[TierContent] = Field(max_length=10)
    features: list[FeatureContent] = Field(max_length=60)

    def plain(self) -> dict[str, Any]:
        """As it is stored: what is empty is left out."""
        found = self.model_dump(by_alias=True, exclude_defaults=True)
        for feature in found["features"]:
            for one in feature.get("bins", ()):
                one.setdefault("below", None)
        return found


def content_of(card: PointsCard) -> CardContent:
    """What a card holds."""
    return CardContent.model_validate(card.model_dump(by_alias=True, exclude={"version"}))
