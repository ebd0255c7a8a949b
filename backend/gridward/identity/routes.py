"""Signing in and out over HTTP."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from gridward.identity.access import CurrentActor, Read, Write, act_as
from gridward.identity.cookies import COOKIE, give_cookie
from gridward.identity.queries import open_sessions
from gridward.identity.schemas import LocaleChange, SessionList, SignIn
from gridward.identity.service import check_sign_in, close_session, note_failure, open_session, set_locale
from gridward.kernel.errors import Unauthenticated
from gridward.platform.db import transaction

router = APIRouter(tags=["identity"])


class SignedInOut(BaseModel):
    """A session has begun; the cookie is its key."""

    account_id: UUID
    expires_at: datetime


@router.post("/session", status_code=201)
async def sign_in(body: SignIn, request: Request, response: Response) -> SignedInOut:
    """Sign in. After ten wrong passwords in fifteen minutes the login is locked for a while."""
    sessions = request.app.state.sessions
    async with transaction(sessions) as session:
        account = await check_sign_in(session, body.login, body.password)
    if account is None:
        # Counted in a transaction of its own: the refusal below would roll it back.
        async with transaction(sessions) as session:
            await note_failure(session, body.login)
        raise Unauthenticated(
            "sign_in.wrong",
            "The login or the password is wrong.",
            "Check both; capital letters matter in passwords.",
        )
    async with transaction(sessions) as session:
        signed_in = await open_session(session, account, request.headers.get("user-agent", ""))
    give_cookie(response, signed_in)
    return SignedInOut(account_id=signed_in.account_id, expires_at=signed_in.expires_at)


@router.delete("/session", status_code=204)
async def sign_out(actor: CurrentActor, session: Write, response: Response) -> None:
    """End this session."""
    await act_as(session, actor)
    await close_session(session, actor, actor.session_id)
    response.delete_cookie(COOKIE, path="/")


@router.patch("/session", status_code=204)
async def change_locale(body: LocaleChange, actor: CurrentActor, session: Write) -> None:
    """Choose the language."""
    await act_as(session, actor)
    await set_locale(session, actor, body.locale)


@router.get("/sessions", response_model=SessionList)
async def list_sessions(actor: CurrentActor, session: Read) -> dict[str, Any]:
    """One's own sessions."""
    return {"items": [vars(one) for one in await open_sessions(session, actor)]}


@router.delete("/sessions/{session_id}", status_code=204)
async def revoke_session(session_id: UUID, actor: CurrentActor, session: Write) -> None:
    """End one of one's own sessions."""
    await act_as(session, actor)
    await close_session(session, actor, session_id)
