"""The seat's workplace over HTTP."""

from fastapi import APIRouter

router = APIRouter(tags=["seats"])
