"""The specialist's workplace over HTTP."""

from fastapi import APIRouter

router = APIRouter(tags=["field"])
