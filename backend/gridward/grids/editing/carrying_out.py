"""What becomes of the cells by an edit: which it concerns, and how they are cut anew. Pure but for what the sheet holds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gridward.grids.design.drawing import draw, reshape
from gridward.grids.design.edit_errors import locked, nobody
from gridward.grids.design.merging import merge
from gridward.grids.design.painting import paint
from gridward.grids.design.recut import Recut
from gridward.grids.design.splitting import split_along, split_evenly
from gridward.grids.editing.drawn_shapes import area_of, cells_met, line_of, painted
from gridward.grids.editing.problems import crossed, nothing_asked
from gridward.grids.editing.schemas import DrawIn, Edit, MergeIn, MoveIn, ReshapeIn, SplitIn
from gridward.grids.editing.sheet import Sheet, Window


@dataclass(frozen=True)
class Plot:
    """The cells that an edit concerns, before any shape is read."""

    cells: NDArray[np.int64]
    """Indices: those that may change, and all that may border on them."""
    painted: NDArray[np.bool_] | None = None
    """Where places are moved: which of the sheet's (n,)."""
    skipped_locked: int = 0
    """Places that stay because their cells are locked."""


@dataclass(frozen=True)
class Carried:
    """Cells after an edit, in the window that it saw."""

    window: Window
    recut: Recut
    parents: tuple[int, ...] = ()
    """For each new cell the one in the window from which it has most."""


def plot(sheet: Sheet, edit: Edit) -> Plot:
    """Find out which cells an edit concerns.

    Raises `plan.no_such_cells`, `plan.cell_locked`, `plan.edit_nobody`, `plan.edit_nothing`, `plan.edit_outside` and
    `plan.edit_crossed`.
    """
    match edit:
        case MoveIn():
            return _plot_move(sheet, edit)
        case MergeIn():
            cells = sheet.indices(edit.cells)
            _require_unlocked(sheet, cells)
            return Plot(sheet.window(cells))
        case SplitIn():
            if (edit.line is None) == (edit.parts is None):
                raise nothing_asked()
            return _plot_cell(sheet, edit.cell)
        case DrawIn():
            return Plot(sheet.window(cells_met(sheet, area_of(edit.area))))
        case ReshapeIn():
            met = cells_met(sheet, area_of(edit.area))
            return Plot(sheet.window(np.union1d(met, _plot_cell(sheet, edit.cell).cells)))
    raise AssertionError(edit)


def carry_out(edit: Edit, plotted: Plot, sheet: Sheet, window: Window) -> Carried:
    """Cut the cells anew. Raises what the pure edits raise."""
    around = window.around
    match edit:
        case MoveIn():
            assert plotted.painted is not None
            to = _in_window(sheet, window, edit.to)
            return Carried(window, paint(around, plotted.painted[window.places], to))
        case MergeIn():
            cells = np.searchsorted(window.cells, sheet.indices(list(dict.fromkeys(edit.cells))))
            return Carried(window, merge(around, cells))
        case SplitIn():
            return _split(edit, window, _in_window(sheet, window, edit.cell))
        case DrawIn():
            recut = draw(around, area_of(edit.area), ~sheet.cells.locked[window.cells])
            taken = around.label[recut.label == len(around.shapes)]
            return Carried(window, recut, (int(np.bincount(taken).argmax()),))
        case ReshapeIn():
            cell = _in_window(sheet, window, edit.cell)
            free = ~sheet.cells.locked[window.cells]
            return Carried(window, reshape(around, cell, area_of(edit.area), free))
    raise AssertionError(edit)


def _split(edit: SplitIn, window: Window, cell: int) -> Carried:
    if edit.parts is not None:
        return Carried(window, split_evenly(window.around, cell, edit.parts), (cell,) * (edit.parts - 1))
    assert edit.line is not None
    line = line_of(edit.line)
    if not line.is_simple:
        raise crossed()
    return Carried(window, split_along(window.around, cell, line), (cell,))


def _in_window(sheet: Sheet, window: Window, number: int) -> int:
    return int(np.searchsorted(window.cells, sheet.index(number)))


def _plot_cell(sheet: Sheet, number: int) -> Plot:
    cell = np.array([sheet.index(number)])
    _require_unlocked(sheet, cell)
    return Plot(sheet.window(cell))


def _plot_move(sheet: Sheet, edit: MoveIn) -> Plot:
    to = sheet.index(edit.to)
    _require_unlocked(sheet, np.array([to]))
    meant = painted(sheet, edit) & (sheet.cell_of_place != to)
    held = meant & sheet.cells.locked[sheet.cell_of_place]
    free = meant & ~held
    if not free.any():
        if held.any():
            raise locked(sheet.cells.numbers[np.unique(sheet.cell_of_place[held])].tolist())
        raise nobody()
    concerned = np.union1d(sheet.cell_of_place[free], [to])
    return Plot(sheet.window(concerned), free, int(held.sum()))


def _require_unlocked(sheet: Sheet, cells: NDArray[np.int64]) -> None:
    held = cells[sheet.cells.locked[cells]]
    if len(held):
        raise locked(np.sort(sheet.cells.numbers[held]).tolist())
