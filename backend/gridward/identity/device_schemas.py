"""What tablets send of themselves and are answered."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

State = Literal["active", "wipe", "revoked"]


class DeviceIn(BaseModel):
    """A tablet that registers."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    device_id: UUID
    name: str = Field(min_length=1, max_length=80)
    public_key: Annotated[Base64Bytes, Field(max_length=300)]
    """ECDSA on P-256: SubjectPublicKeyInfo in DER, as base64."""
    app_version: str = Field(min_length=1, max_length=40)


class DeviceOut(BaseModel):
    """How a tablet stands."""

    device_id: UUID
    account_id: UUID
    state: State


class ChallengeOut(BaseModel):
    """What a tablet signs, as `gridward session DEVICE CHALLENGE`."""

    challenge: str


class RenewalIn(BaseModel):
    """A signed challenge."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID
    challenge: str = Field(max_length=200)
    signature: Annotated[Base64Bytes, Field(max_length=100)]
    """r and s, 32 bytes each, as base64."""


class RenewedOut(BaseModel):
    """A session that goes on; the cookie is its key. With `wipe` it is for the last push only."""

    state: State
    expires_at: datetime
