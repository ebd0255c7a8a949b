"""What the grids room offers."""

from gridward.grids.building import build_plan
from gridward.grids.export import FORMATS, export_bytes, export_plan
from gridward.grids.store import add_plan

__all__ = ["FORMATS", "add_plan", "build_plan", "export_bytes", "export_plan"]
