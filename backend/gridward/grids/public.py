"""What the grids room offers."""

from gridward.grids.building import abandon_plan, build_plan
from gridward.grids.centres import cell_centres
from gridward.grids.export import FORMATS, export_bytes, export_plan
from gridward.grids.membership import cell_of_customer, person_in_scope
from gridward.grids.ordering import requeue_plan
from gridward.grids.store import add_plan

__all__ = [
    "FORMATS",
    "abandon_plan",
    "add_plan",
    "build_plan",
    "cell_centres",
    "cell_of_customer",
    "export_bytes",
    "export_plan",
    "person_in_scope",
    "requeue_plan",
]
