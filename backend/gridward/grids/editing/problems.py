"""What is wrong with an edit before it is computed."""

from gridward.kernel.errors import Conflict, Invalid


def no_such_cells(numbers: list[int]) -> Invalid:
    """Somebody else may have merged them."""
    named = ", ".join(map(str, numbers))
    return Invalid(
        "plan.no_such_cells",
        f"The plan has no cells {named}.",
        "Load the plan again and choose cells that are there.",
        numbers=named,
    )


def outside() -> Invalid:
    """What was drawn meets no cell of the plan."""
    return Invalid(
        "plan.edit_outside",
        "What was drawn lies outside the city.",
        "Draw it over the plan's cells; positions are longitude and latitude in WGS-84.",
    )


def crossed() -> Invalid:
    """A border that crosses itself encloses no area that could be told."""
    return Invalid(
        "plan.edit_crossed",
        "The border that was drawn crosses itself.",
        "Draw it again without crossing it.",
    )


def nothing_asked() -> Invalid:
    """Neither a stroke nor an area nor places."""
    return Invalid(
        "plan.edit_nothing",
        "Nothing says what is to be changed.",
        "Draw a stroke or an area, or name places; for a split give a line or a number of parts.",
    )


def nothing_to_undo() -> Conflict:
    """All edits are undone."""
    return Conflict("plan.nothing_to_undo", "No edit of the plan is left to be undone.", "Go on editing.")


def nothing_to_redo() -> Conflict:
    """No edit is undone, or another one followed it."""
    return Conflict("plan.nothing_to_redo", "No edit of the plan was undone.", "Go on editing.")


def cell_in_use(number: int) -> Conflict:
    """Work was done in it before the plan was withdrawn, or a later plan goes on from it."""
    return Conflict(
        "plan.cell_in_use",
        f"Cell {number} cannot go: work was done in it, or another plan goes on from it.",
        "Let it be the first of the cells that are merged: that one stays.",
        number=number,
    )


def no_hours() -> Conflict:
    """A plan by hours that was built before hours were kept by place."""
    return Conflict(
        "plan.edit_no_hours",
        "The plan is cut by hours and does not keep what its places take.",
        "Build it again by hours, then edit that one.",
    )


def name_taken(name: str, number: int | None) -> Invalid:
    """Names tell cells apart."""
    return Invalid(
        "plan.name_taken",
        f"Cell {number} is called {name} already." if number is not None else "The name is empty.",
        "Choose another name.",
        name=name,
        number=number,
    )
