"""What `gridward grid import` says of a drawn plan."""

from rich.table import Table

from gridward.cli.console import console
from gridward.grids.public import DrawnReport

_SAID = {
    "gap": "no cell lies there",
    "islet": "a piece of land without anybody: it goes to the nearest cell",
    "overlap": "several cells lie there",
    "crossed": "its border crosses itself",
    "outside": "it reaches beyond the city",
    "in_parts": "it falls apart",
    "nobody": "nobody lives in it",
    "place_outside": "customers live outside of the city: check the gazetteer",
}
_STYLE = {"error": "red", "mended": "yellow", "noted": ""}


def show_report(report: DrawnReport) -> None:
    """Print what was found in a file of drawn cells."""
    console.print(f"{report.cells:,} drawn cells for {report.customers:,} customers, read as {report.frame}.")
    if report.findings:
        table = Table(box=None)
        for head in ("", "what", "cells", "at", "m²", "m wide", "customers"):
            table.add_column(head)
        for one in report.findings:
            table.add_row(
                one.weight,
                _SAID[one.fault],
                ", ".join(one.cells),
                f"{one.lon:.5f}, {one.lat:.5f}",
                f"{one.area_m2:,.0f}" if one.area_m2 else "",
                f"{one.width_m:,.1f}" if one.width_m else "",
                f"{one.customers:,}" if one.customers else "",
                style=_STYLE[one.weight],
            )
        console.print(table)
    if report.more_findings:
        console.print(f"... and {report.more_findings:,} more.")
    if report.slivers:
        console.print(
            f"Slivers less than a metre wide were closed: {report.slivers:,}, together {report.slivers_m2:,.0f} m²."
        )
    if report.least is not None and report.most is not None:
        console.print(f"Customers a cell: {report.least:,} to {report.most:,}.")
