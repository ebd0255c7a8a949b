"""What the grids room offers."""

from gridward.grids.building import abandon_plan, build_plan
from gridward.grids.cell_work import CellWork, cell_work
from gridward.grids.centres import cell_centres
from gridward.grids.changes import Change, note_change, publication_key, require_unchanged
from gridward.grids.copying import copy_plan
from gridward.grids.drawn.checking import DrawnReport
from gridward.grids.drawn.storing import DrawnOrder, check_drawn_plan, store_drawn_plan
from gridward.grids.drift import drift_of
from gridward.grids.examining import require_whole
from gridward.grids.export import FORMATS, export_bytes, export_plan
from gridward.grids.leftovers import end_leftovers
from gridward.grids.membership import cell_of_customer, cells_of_persons, person_in_scope
from gridward.grids.ordering import order_plan, requeue_plan, require_kept
from gridward.grids.plan_rules import plan_rules
from gridward.grids.queries import get_plan
from gridward.grids.reviewing import drop_review, require_reviewed
from gridward.grids.schemas import PlanOut, SeenIn
from gridward.grids.store import add_plan
from gridward.grids.workload_rules import workload_rules

__all__ = [
    "FORMATS",
    "CellWork",
    "Change",
    "DrawnOrder",
    "DrawnReport",
    "PlanOut",
    "SeenIn",
    "abandon_plan",
    "add_plan",
    "build_plan",
    "cell_centres",
    "cell_of_customer",
    "cell_work",
    "cells_of_persons",
    "check_drawn_plan",
    "copy_plan",
    "drift_of",
    "drop_review",
    "end_leftovers",
    "export_bytes",
    "export_plan",
    "get_plan",
    "note_change",
    "order_plan",
    "person_in_scope",
    "plan_rules",
    "publication_key",
    "requeue_plan",
    "require_kept",
    "require_reviewed",
    "require_unchanged",
    "require_whole",
    "store_drawn_plan",
    "workload_rules",
]
