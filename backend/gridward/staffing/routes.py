"""Who works which cell, over HTTP."""

from fastapi import APIRouter

router = APIRouter(tags=["staffing"])
