"""The grid engine: arrays in, cells out. Pure functions, in metres, without a database."""

from gridward.grids.design.quality import CellFigures, Quality, judge
from gridward.grids.design.solve import Design, HeavyPlace, design_cells

__all__ = ["CellFigures", "Design", "HeavyPlace", "Quality", "design_cells", "judge"]
