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


def no_place(count: int) -> Invalid:
    """A coordinate is missing or infinite."""
    return Invalid(
        "grid.no_place",
        f"{count:,} places have no finite coordinates.",
        "Leave out what has no place, or work off the list of addresses to be placed.",
        count=count,
    )


def bad_weight(count: int) -> Invalid:
    """A weight is missing, negative, or not a whole number."""
    return Invalid(
        "grid.bad_weight",
        f"{count:,} places have a weight that is missing, negative or not whole.",
        "Count customers in whole numbers; 0 is allowed for places without any.",
        count=count,
    )


def tolerance_out_of_range(tolerance: float) -> Invalid:
    """Whole places cannot be balanced exactly, and beyond a half nothing would be balanced."""
    return Invalid(
        "grid.tolerance_out_of_range",
        f"A tolerance of {tolerance:g} cannot be held: it is a share above 0 and up to 0.5.",
        "Use 0.01 for one per cent, the tightest that cities allow; 0.05 gives shorter borders.",
        tolerance=tolerance,
    )


def bad_shares(given: int, wanted: int) -> Invalid:
    """One positive share for each new cell."""
    return Invalid(
        "grid.bad_shares",
        f"{wanted:,} positive shares are needed, one for each cell to be cut.",
        "Give a share above 0 for each, such as 1 for full time and 0.5 for half.",
        given=given,
        wanted=wanted,
    )


def bad_locked(locked: int, cells: int) -> Invalid:
    """At least one cell must be left for the rest."""
    return Invalid(
        "grid.bad_locked",
        f"{locked:,} of {cells:,} cells are locked, or lie over each other or outside the city: nothing is left to be cut.",
        f"Ask for more than {locked:,} cells, or unlock some.",
        locked=locked,
        cells=cells,
    )


def shut_in(parts: int, cells: int) -> Invalid:
    """Cells that stay as they are, or barriers, leave more parts apart than there are cells for them."""
    return Invalid(
        "grid.shut_in",
        f"What is to be cut lies in {parts:,} parts apart from each other, and there are {cells:,} cells for them.",
        "Unlock cells that lie between, or ask for more cells.",
        parts=parts,
        cells=cells,
    )


def land_changed(area_m2: float) -> Invalid:
    """Cells can only stay as they are where the ground that they tile is still the same."""
    return Invalid(
        "grid.land_changed",
        f"The city's border is no longer that of the plan's cells: {area_m2:,.0f} m² differ.",
        "Leave no cell as it is, or cut the city anew.",
        area_m2=round(area_m2),
    )


def bad_anchors(stations: int, cells: int) -> Invalid:
    """A station draws one cell, with a strength from 0 to 1."""
    return Invalid(
        "grid.bad_anchors",
        f"{stations:,} stations cannot draw {cells:,} cells.",
        "Give at most as many stations as new cells, with finite positions and a strength from 0 to 1.",
        stations=stations,
        cells=cells,
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
