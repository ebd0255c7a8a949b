"""The cockpit over HTTP."""

from fastapi import APIRouter

router = APIRouter(tags=["insights"])
