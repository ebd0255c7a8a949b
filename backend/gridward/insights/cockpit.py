"""The cockpit: every figure of the first page, each from stored rows."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from gridward.insights.cells import cell_figures
from gridward.insights.collection import collection_boxes
from gridward.insights.coverage import coverage
from gridward.insights.dues import due_figures
from gridward.insights.members import members
from gridward.insights.persistency.definition import Definition
from gridward.insights.persistency.figures import cohort_figures
from gridward.insights.view import View
from gridward.insights.work import request_figures, task_figures


async def cockpit_figures(session: AsyncSession, view: View) -> dict[str, Any]:
    """What works in a view, as of the day that the book shows; work as it stands now."""
    found = await members(session, view)
    requests, hours = await request_figures(session, view)
    return {
        "as_of": view.as_of,
        "coverage": await coverage(session, view, found),
        "dues": await due_figures(session, view),
        "collection": await collection_boxes(session, view),
        "persistency": await cohort_figures(session, view, Definition()),
        "tasks": await task_figures(session, view),
        "requests": requests,
        "hours_to_visit": hours,
        "cells": await cell_figures(session, view, found),
    }
