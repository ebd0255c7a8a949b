"""What the sign-in takes and answers."""

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
