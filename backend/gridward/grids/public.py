"""What the grids room offers."""

from gridward.grids.building import abandon_plan, build_plan
from gridward.grids.export import FORMATS, export_bytes, export_plan
from gridward.grids.store import add_plan

__all__ = ["FORMATS", "abandon_plan", "add_plan", "build_plan", "export_bytes", "export_plan"]
