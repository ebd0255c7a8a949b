"""What new cells are called, and what the history tells of an edit."""

from typing import Any

from gridward.grids.editing.carrying_out import Carried
from gridward.grids.editing.figures import After
from gridward.grids.editing.schemas import DrawIn, Edit, MergeIn, MoveIn, ReshapeIn, SplitIn
from gridward.grids.editing.sheet import Sheet
from gridward.grids.naming import name_new_cells


def new_names(sheet: Sheet, carried: Carried) -> list[str]:
    """Names for new cells: each the next after those of the cell from which it has most."""
    stems = []
    for parent in carried.parents:
        name = sheet.cells.names[int(carried.window.cells[parent])]
        stem, _, number = name.rpartition(" ")
        stems.append(stem if number.isdecimal() else name)
    return name_new_cells(sheet.cells.names, stems)


def told_of(edit: Edit, sheet: Sheet, after: After) -> dict[str, Any]:
    """What the history tells of an edit: cells by number, and how many it moved."""
    moved = {"places": len(after.moved), "customers": int(sheet.places.customers[after.moved].sum())}
    match edit:
        case MoveIn():
            sources = sheet.cells.numbers[sheet.cell_of_place[after.moved]]
            return {"to": edit.to, "from": sorted(set(sources.tolist()))} | moved
        case MergeIn():
            return {"cells": edit.cells} | moved
        case SplitIn():
            return {"cell": edit.cell, "new": after.numbers[after.new].tolist()} | moved
        case DrawIn():
            sources = sheet.cells.numbers[sheet.cell_of_place[after.moved]]
            return {"cell": int(after.numbers[after.new[0]]), "from": sorted(set(sources.tolist()))} | moved
        case ReshapeIn():
            return {"cell": edit.cell} | moved
    raise AssertionError(edit)
