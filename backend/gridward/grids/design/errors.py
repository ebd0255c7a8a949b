"""Why a grid cannot be cut, and what would do."""

from gridward.kernel.errors import Invalid


def no_customers() -> Invalid:
    """Nobody has a place yet."""
    return Invalid(
        "grid.no_customers",
        "No customer of the pool has a place, so there is nothing to cut.",
        "Import an extract, or work off the list of addresses to be placed.",
    )


def too_many_cells(cells: int, places: int) -> Invalid:
    """A place is never split, so there cannot be more cells than places."""
    return Invalid(
        "grid.too_many_cells",
        f"{cells:,} cells are more than the {places:,} places where customers live.",
        f"Ask for {places:,} cells at most.",
        cells=cells,
        places=places,
    )


def points_outside(count: int) -> Invalid:
    """Somebody lives where the city is not."""
    return Invalid(
        "grid.points_outside",
        f"{count:,} places lie outside the city's districts.",
        "Check the frame of the gazetteer, and the districts' borders.",
        count=count,
    )


def broken(figure: str, value: float) -> Invalid:
    """A finished grid did not pass its own examination; it is not handed out."""
    return Invalid(
        "grid.broken",
        f"The grid that was found breaks a rule ({figure} is {value:g}).",
        "Try another number of cells, and report this with the city's files.",
        figure=figure,
        value=value,
    )
