"""Events over HTTP. Outputs have no defaults, so that clients know every field is there."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from gridward.activities.contract import Channel, SignUpState
from gridward.engagement.public import ReasonOut

EventPhase = Literal["draft", "open", "answers_over", "closed", "cancelled", "over"]
"""The stored states, and what follows from the time: nobody can answer any more, it is over."""

_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
_Age = Annotated[int, Field(ge=0, le=120)]


class EventIn(BaseModel):
    """An event as ops writes it down. There is no field for what one gets for buying (Insurance Law art. 116, 131)."""

    model_config = ConfigDict(extra="forbid")

    kind: str = Field(max_length=60)
    title: _Line
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""
    station_id: int | None = Field(default=None, ge=1, le=2**31 - 1)
    place: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    answer_by: date
    seats: int = Field(ge=1, le=5000)
    interests: list[_Line] = Field(default_factory=list, max_length=20)
    age_from: _Age | None = None
    age_to: _Age | None = None
    district_ids: list[Annotated[int, Field(ge=1, le=2**31 - 1)]] = Field(
        default_factory=list, max_length=100
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.station_id is None and not self.place:
            raise ValueError("an event is at a station or at a place")
        if self.age_from is not None and self.age_to is not None and self.age_from > self.age_to:
            raise ValueError("age_from must not be above age_to")
        return self


class EventChange(EventIn):
    """An event as it is to be from now on."""

    revision: int = Field(ge=0)
    """Of the event that was changed, as it was read."""


class StateIn(BaseModel):
    """Where an event is to stand."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["open", "closed", "cancelled"]


class StationRef(BaseModel):
    """The station where an event is."""

    station_id: int
    name: str


class EventOut(BaseModel):
    """An event with who comes, in persons, and in customers where it says so."""

    event_id: UUID
    city: str
    kind: str
    title: str
    description: str
    station: StationRef | None
    place: str
    starts_at: datetime
    ends_at: datetime
    answer_by: date
    seats: int
    interests: list[str]
    age_from: int | None
    age_to: int | None
    district_ids: list[int]
    state: EventPhase
    revision: int
    invited: int
    """Customers."""
    signed_up: int
    """Persons who have a seat, or had one when it was."""
    waiting: int
    declined: int
    """Customers."""
    attended: int


class EventList(BaseModel):
    """A page of them."""

    items: list[EventOut]
    next: str | None


class DistrictChoice(BaseModel):
    """A district that an event may be for."""

    district_id: int
    name: str


class EventChoices(BaseModel):
    """What one chooses from when an event is written down."""

    kinds: list[str]
    stations: list[StationRef]
    districts: list[DistrictChoice]
    interests: list[str]
    """Those that the city's customers have, the most frequent first."""


class GuestOut(BaseModel):
    """A customer and his answer, masked."""

    sign_up_id: UUID
    customer_id: int
    name_masked: str
    mobile_masked: str
    community: str | None
    cell_name: str | None
    specialist: str | None
    """Who recorded it, masked."""
    state: SignUpState
    persons: int
    answered_at: datetime
    code: str
    """By which he is known at the door."""


class GuestList(BaseModel):
    """A page of them."""

    items: list[GuestOut]
    next: str | None


class InvitedOut(BaseModel):
    """How and when somebody was invited."""

    channel: Channel
    at: datetime


class AnswerOut(BaseModel):
    """What he answered."""

    state: SignUpState
    persons: int
    at: datetime
    code: str
    """By which he is known at the door."""


class OfferOut(BaseModel):
    """An event as it is for one customer."""

    event_id: UUID
    kind: str
    title: str
    description: str
    station: str | None
    place: str
    starts_at: datetime
    ends_at: datetime
    answer_by: date
    seats: int
    left: int
    state: EventPhase
    distance_m: float | None
    reasons: list[ReasonOut]
    invited: list[InvitedOut]
    answer: AnswerOut | None
    may_answer: bool
    may_withdraw: bool
    may_mark: bool
    """Whether it can be noted now that he came."""
    most_persons: int


class CustomerEventsOut(BaseModel):
    """The events for a customer: those that he is asked to or answered, and those that are open and fit him, best first."""

    customer_id: int
    no_message: list[ReasonOut]
    """Why he cannot be invited by a message now; empty where he can."""
    profiled: bool
    """Whether what is known of him was used: he may refuse that (PIPL art. 24)."""
    items: list[OfferOut]


class DoorGuest(BaseModel):
    """Somebody who may come to the door, of whichever specialist: as little as tells him from others."""

    code: str
    name_masked: str
    persons: int
    state: SignUpState


class MyEventOut(BaseModel):
    """An event with those of a specialist's customers who answered that they come."""

    event_id: UUID
    kind: str
    title: str
    station: str | None
    place: str
    starts_at: datetime
    ends_at: datetime
    state: EventPhase
    seats: int
    left: int
    may_mark: bool
    """Whether it is noted now who came."""
    guests: list[GuestOut]
    code: str
    """What the codes of all who come begin with."""
    door: list[DoorGuest]
    """Everybody who comes, from some days before the event on."""


class MyEventsOut(BaseModel):
    """The events to which customers of his cells come, the next first."""

    items: list[MyEventOut]
