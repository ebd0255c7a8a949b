"""Why an edit of a plan is refused, and what would do."""

from gridward.kernel.errors import Conflict, Invalid


def in_pieces(number: int) -> Invalid:
    """A cell is one piece, on each piece of land."""
    return Invalid(
        "plan.edit_in_pieces",
        f"Cell {number} would fall apart into pieces.",
        "Take what lies between as well, or less of it.",
        number=number,
    )


def broken() -> Invalid:
    """The cells that came of it did not pass their examination."""
    return Invalid(
        "plan.edit_broken",
        "The cells would no longer tile the land after this edit.",
        "Draw it a little differently, some metres off the border as it is.",
    )


def nobody() -> Invalid:
    """There is nobody to be moved."""
    return Invalid(
        "plan.edit_nobody",
        "No place of another cell lies there.",
        "Go over the places that are to be moved, or widen the brush.",
    )


def empties(number: int) -> Invalid:
    """A cell has customers."""
    return Invalid(
        "plan.edit_empties",
        f"Nobody would be left in cell {number}.",
        "Merge the cells if all of it is to go, or leave some places.",
        number=number,
    )


def locked(numbers: list[int]) -> Conflict:
    """A locked cell stays as it is."""
    named = ", ".join(map(str, numbers))
    return Conflict(
        "plan.cell_locked",
        f"Locked cells stay as they are: {named}.",
        "Unlock them first, or leave them out.",
        cells=numbers,
    )


def apart(numbers: list[int]) -> Invalid:
    """Cells that do not border on each other cannot be one."""
    named = ", ".join(map(str, numbers))
    return Invalid(
        "plan.edit_apart",
        f"The cells {named} do not hang together.",
        "Merge cells that border on each other.",
        cells=numbers,
    )


def line_misses(number: int) -> Invalid:
    """A line divides a cell into two."""
    return Invalid(
        "plan.edit_line_misses",
        f"The line does not divide cell {number} into two.",
        "Begin outside the cell, cross it once, and end outside.",
        number=number,
    )


def side_empty(number: int) -> Invalid:
    """Each of the two has customers."""
    return Invalid(
        "plan.edit_side_empty",
        f"Nobody lives on one side of cell {number}.",
        "Draw the line so that places lie on both sides.",
        number=number,
    )


def too_many_parts(number: int, places: int, most: int) -> Invalid:
    """A place is never divided."""
    return Invalid(
        "plan.edit_too_many_parts",
        f"Cell {number} has {places:,} places and cannot be divided into so many parts.",
        f"Divide it into {most} parts at most.",
        number=number,
        places=places,
        most=most,
    )


def over_barrier(numbers: list[int]) -> Invalid:
    """Cells on the two sides of what the plan does not cross stay apart."""
    named = ", ".join(map(str, numbers))
    return Invalid(
        "plan.edit_barrier",
        f"The cells {named} meet only over what the plan does not cross.",
        "Merge cells on the same side of it.",
        cells=numbers,
    )
