"""A draft in memory that can be edited by hand: what measuring and examining the edits needs of a plan."""

from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from gridward.geo.projection import Projection
from gridward.grids.bench.city import EPSG
from gridward.grids.cutting import stored
from gridward.grids.design import Design, judge
from gridward.grids.design.land import Land
from gridward.grids.design.quality import CellFigures, Quality
from gridward.grids.editing.carrying_out import carry_out, plot
from gridward.grids.editing.figures import After, after
from gridward.grids.editing.schemas import Edit
from gridward.grids.editing.sheet import Cells, City, Places, Sheet


class Draft:
    """A plan of places (n, 2) with customers that was just cut; metres of the frame in which cities are made."""

    def __init__(
        self, xy: NDArray[np.float64], weight: NDArray[np.int64], land: Land, design: Design
    ) -> None:
        projection = Projection(EPSG)
        lonlat = projection.unproject(xy)
        shapes = stored(projection, design.polygons)
        count = len(xy)
        places = Places.of(np.arange(count), lonlat, weight, np.ones(count, bool), projection)
        self.shapes = dict(enumerate(shapes))
        """Of the cells, in degrees, by index."""
        numbers = np.arange(1, len(shapes) + 1)
        quality, figures = _judged(projection, land, shapes, places, design.labels)
        cells = Cells(
            numbers,
            [f"造城 {number:02d}" for number in numbers.tolist()],
            np.zeros(len(shapes), bool),
            shapely.bounds(shapes),
            figures.load,
            figures.deviation,
            figures.mean_distance_m,
            figures.polsby_popper,
            None,
        )
        self.sheet = Sheet(City(projection, land), places, cells, design.labels, None)
        self.record = quality.as_json()
        """The plan's."""

    def edit(self, edit: Edit) -> After:
        """Make an edit. Raises what is wrong with it; then nothing has changed."""
        found = self.look(edit)
        self._take(found)
        return found

    def look(self, edit: Edit) -> After:
        """What an edit would change."""
        plotted = plot(self.sheet, edit)
        window = self.sheet.around(plotted.cells, self.shapes)
        return after(self.sheet, carry_out(edit, plotted, self.sheet, window), self.record, 0.05)

    def examined(self) -> tuple[Quality, CellFigures]:
        """The figures of the whole plan, found anew."""
        sheet = self.sheet
        shapes = np.array([self.shapes[cell] for cell in range(len(self.shapes))], dtype=object)
        return _judged(sheet.city.projection, sheet.city.land, shapes, sheet.places, sheet.cell_of_place)

    def _take(self, found: After) -> None:
        before = self.sheet.cells
        old = {int(number): cell for cell, number in enumerate(before.numbers)}
        kept = [old.get(int(number), -1) for number in found.numbers]
        shapes = {cell: self.shapes[was] for cell, was in enumerate(kept) if was >= 0}
        shapes |= dict(zip(found.changed.tolist(), found.shapes, strict=True))
        self.shapes = shapes
        distance, compact = before.mean_distance_m[kept], before.polsby_popper[kept]
        distance[found.changed], compact[found.changed] = found.mean_distance_m, found.polsby_popper
        locked = before.locked[kept] & (np.array(kept) >= 0)
        cells = Cells(
            found.numbers,
            [before.names[was] if was >= 0 else f"新 {cell:02d}" for cell, was in enumerate(kept)],
            locked,
            shapely.bounds(np.array([shapes[cell] for cell in range(len(shapes))], dtype=object)),
            found.load,
            found.deviation,
            distance,
            compact,
            None,
        )
        self.sheet = replace(self.sheet, cells=cells, cell_of_place=found.cell_of_place)
        self.record = found.record


def _judged(
    projection: Projection,
    land: Land,
    shapes: NDArray[np.object_],
    places: Places,
    labels: NDArray[np.int64],
) -> tuple[Quality, CellFigures]:
    return judge(projection.project_geometry(shapes), land.area, places.xy, places.customers, labels)
