"""A customer's story over HTTP."""

from fastapi import APIRouter

router = APIRouter(tags=["customer360"])
