"""Tablets over HTTP: they register, and go on with their session by their key."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from gridward.identity.access import Write, act_as, allowed
from gridward.identity.contract import Action, Actor
from gridward.identity.cookies import give_cookie
from gridward.identity.device_schemas import ChallengeOut, DeviceIn, DeviceOut, RenewalIn, RenewedOut, State
from gridward.identity.devices import EMPTIES, DeviceState, NewDevice, register_device
from gridward.identity.renewal import make_challenge, renew

router = APIRouter(tags=["identity"])

Specialist = Annotated[Actor, Depends(allowed(Action.WORK_CELL))]


@router.post("/devices", response_model=DeviceOut)
async def put_device(body: DeviceIn, actor: Specialist, session: Write) -> DeviceOut:
    """Register the tablet on which one is signed in. The same again changes nothing. Raises `device.key`."""
    await act_as(session, actor)
    new = NewDevice(body.device_id, body.name, body.public_key, body.app_version)
    state = await register_device(session, actor, new)
    return DeviceOut(device_id=new.id, account_id=actor.account_id, state=state_for_tablet(state))


@router.post("/devices/{device_id}/challenge", response_model=ChallengeOut)
async def device_challenge(device_id: UUID) -> ChallengeOut:
    """What the tablet signs to go on with its session."""
    return ChallengeOut(challenge=make_challenge(device_id))


@router.post("/devices/{device_id}/session", response_model=RenewedOut)
async def renew_session(
    device_id: UUID, body: RenewalIn, request: Request, session: Write, response: Response
) -> RenewedOut:
    """Go on with the session of a tablet. The same request again gets the same session.

    Raises `device.challenge`, `device.signature`, `device.revoked` and `sign_in.required`.
    """
    agent = request.headers.get("user-agent", "")
    renewed = await renew(session, device_id, body.account_id, body.challenge, body.signature, agent)
    give_cookie(response, renewed.signed_in)
    return RenewedOut(state=state_for_tablet(renewed.state), expires_at=renewed.signed_in.expires_at)


def state_for_tablet(state: DeviceState) -> State:
    """What a tablet has to know."""
    if state in EMPTIES:
        return "wipe"
    return "active" if state is DeviceState.ACTIVE else "revoked"
