"""The cookie that carries a session."""

from fastapi import Response

from gridward.identity.service import SignedIn
from gridward.platform.settings import settings

COOKIE = "gridward_session"


def give_cookie(response: Response, signed_in: SignedIn) -> None:
    """Let a browser keep a session's token, where no script reads it."""
    response.set_cookie(
        COOKIE,
        signed_in.token,
        expires=signed_in.expires_at,
        httponly=True,
        samesite="strict",
        secure=settings().secure_cookies,
        path="/",
    )
