"""The grid engine: arrays in, cells out. Pure functions, in metres, without a database."""

from gridward.grids.design.quality import CellFigures, Quality, judge
from gridward.grids.design.solve import Design, HeavyPlace, design_cells
from gridward.grids.design.stations import Anchors

__all__ = ["Anchors", "CellFigures", "Design", "HeavyPlace", "Quality", "design_cells", "judge"]
