"""What the sign-in and the keys for map programs take and answer."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class SignIn(BaseModel):
    """A login with its password."""

    model_config = ConfigDict(extra="forbid")

    login: str = Field(min_length=1, max_length=80)
    password: str = Field(min_length=1, max_length=256)


class LocaleChange(BaseModel):
    """The language in which somebody works."""

    model_config = ConfigDict(extra="forbid")

    locale: Literal["zh", "en"]


class SessionOut(BaseModel):
    """One of one's own sessions."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    user_agent: str
    current: bool


class SessionList(BaseModel):
    """One's own sessions."""

    items: list[SessionOut]


class MapKeyIn(BaseModel):
    """A key for a map program to be made."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    points: bool = False
    """With the points at which customers live."""


class MapKeyOut(BaseModel):
    """One of one's own keys, without the key itself."""

    id: UUID
    name: str
    points: bool
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime


class MapKeyList(BaseModel):
    """One's own keys."""

    items: list[MapKeyOut]


class MapKeyMade(BaseModel):
    """A new key: the login is the map program's user, the key its password."""

    id: UUID
    login: str
    key: str
    expires_at: datetime
