"""Edits by hand timed on a draft of a made city: computed alone, and made, undone and stored in a database."""

import time
import uuid
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from gridward.grids.bench.city import make_city
from gridward.grids.bench.drafts import Draft
from gridward.grids.bench.edit_cases import COMPUTED, KINDS, edits_of
from gridward.grids.bench.storing import store_draft
from gridward.grids.design import Design, design_cells
from gridward.grids.design.land import Land
from gridward.grids.design.polygons import cell_polygons
from gridward.grids.design.regrid_ground import survey
from gridward.grids.editing.making import make_edit, undo_edit
from gridward.identity.public import everything
from gridward.kernel.errors import Conflict, Invalid


@dataclass
class EditsRun:
    """Milliseconds by the wall, by kind of edit."""

    customers: int
    places: int
    cells: int
    alone: dict[str, list[float]] = field(default_factory=dict)
    """Computing it, with what is known of the plan in memory."""
    stored: dict[str, list[float]] = field(default_factory=dict)
    """Making it: read, computed, written."""
    undone: dict[str, list[float]] = field(default_factory=dict)
    refused: int = 0
    """Edits that were tried and could not be made."""
    first_ms: float = 0.0
    """Of the slowest first edit of a draft in a process, which reads the city and its places."""
    cut_anew_ms: float = 0.0
    """All polygons from the places anew, as it would be without working locally."""


def made_draft(customers: int, cells: int, seed: int) -> tuple[Draft, Design]:
    """A draft of a made city."""
    city = make_city(customers, seed)
    design = design_cells(city.xy, city.weight, city.land, cells, tolerance=0.05)
    return Draft(city.xy, city.weight, Land(city.land), design), design


def measure_alone(draft: Draft, design: Design, runs: int, seed: int) -> EditsRun:
    """Time the computation of edits; the draft stays as it is."""
    places = draft.sheet.places
    run = EditsRun(int(places.customers.sum()), len(places.id), len(draft.shapes))
    started = time.perf_counter()
    ground = survey(places.xy, draft.sheet.city.land.area)
    labels = np.empty(len(ground.tessellation.xy), np.int64)
    labels[ground.atom_of_place] = design.labels
    cell_polygons(ground.tessellation, labels, len(draft.shapes), ground.land)
    run.cut_anew_ms = (time.perf_counter() - started) * 1000
    for kind in COMPUTED:
        for edit in edits_of(draft, kind, seed):
            started = time.perf_counter()
            try:
                draft.look(edit)
            except (Conflict, Invalid):
                run.refused += 1
                continue
            run.alone.setdefault(kind, []).append((time.perf_counter() - started) * 1000)
            if len(run.alone[kind]) == runs:
                break
    return run


async def measure_stored(session: AsyncSession, draft: Draft, run: EditsRun, runs: int, seed: int) -> None:
    """Store the draft, make and undo edits of it. The caller rolls all of it back."""
    for kind in KINDS:
        # Anew for each: in one transaction no row that was replaced is ever cleared away.
        plan, is_first = await store_draft(session, draft), True
        made, undone = run.stored.setdefault(kind, []), run.undone.setdefault(kind, [])
        for edit in edits_of(draft, kind, seed):
            started = time.perf_counter()
            try:
                await make_edit(session, everything(), plan, await _revision(session, plan), edit, "bench")
            except (Conflict, Invalid):
                run.refused += 1
                continue
            spent = (time.perf_counter() - started) * 1000
            if is_first:
                run.first_ms, is_first = max(run.first_ms, spent), False
            else:
                made.append(spent)
            started = time.perf_counter()
            await undo_edit(session, everything(), plan, await _revision(session, plan), "bench")
            undone.append((time.perf_counter() - started) * 1000)
            if len(made) == runs:
                break


async def _revision(session: AsyncSession, plan: uuid.UUID) -> int:
    return int(
        await session.scalar(text("SELECT revision FROM grids.plan WHERE id = :plan"), {"plan": plan}) or 0
    )
