"""`gridward gazetteer`: check a list of positions before it is trusted."""

import csv
import math
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gridward.city.public import GazetteerReport, check_gazetteer, load_city
from gridward.cli.console import console, person
from gridward.geo.frames import parse_frame
from gridward.platform.db import batch_connection

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Check lists of positions.")

_SHOWN = 20
_HEADER = ("line", "name", "stated", "actual", "kind", "away_m")


@app.callback()
def gazetteer() -> None:
    """Keep `check` a command of its own, however few there are."""


@app.command()
def check(
    file: Annotated[
        Path, typer.Argument(help="a CSV file with names, positions and, if possible, districts")
    ],
    city: Annotated[str, typer.Option(help="the city's code")],
    frame: Annotated[
        str | None, typer.Option(help="take the positions in this frame, whatever the file says")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="write every doubtful position into this CSV file")] = None,
) -> None:
    """Tell which frame a list is in, and which positions lie outside their district or the city.

    Ends with 1 where the list contradicts the frame that it states, or has doubtful positions.
    """
    with batch_connection(person()) as connection:
        report = check_gazetteer(
            connection, load_city(connection, city), file, parse_frame(frame) if frame else None
        )
    _show_frame(report)
    _show_doubts(report)
    if out is not None:
        with out.open("w", encoding="utf-8-sig", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(_HEADER)
            writer.writerows([getattr(doubt, name) for name in _HEADER] for doubt in report.doubts)
        console.print(f"All of them: {out}")
    raise typer.Exit(1 if report.contradicted or report.doubts else 0)


def _show_frame(report: GazetteerReport) -> None:
    verdict = report.verdict
    table = Table("if it were", "in its stated district", "in the city")
    for evidence in verdict.evidence:
        stated_share = evidence.in_stated_district
        shown = "-" if math.isnan(stated_share) else f"{stated_share:.2%}"
        table.add_row(str(evidence.frame), shown, f"{evidence.in_city:.2%}")
    console.print(table)
    stated = f"The list says {report.declared}. " if report.declared else "The list does not say its frame. "
    if not verdict.determined:
        console.print(f"{stated}The positions cannot tell: the frames differ by a few hundred metres, and too few positions "
                      f"lie near a border. They are taken as {report.taken}.", style="yellow")  # fmt: skip
    elif report.contradicted:
        console.print(
            f"{stated}Its positions say {verdict.best}: do not import it as {report.declared}.", style="red"
        )
    else:
        console.print(f"{stated}Its positions say {verdict.best}.")


def _show_doubts(report: GazetteerReport) -> None:
    kinds = Counter(doubt.kind for doubt in report.doubts)
    if not kinds:
        console.print(
            f"All {report.rows:,} positions lie where they should, taken as {report.taken}.", style="green"
        )
        return
    console.print(f"Of {report.rows:,} positions, taken as {report.taken}: "
                  + ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common()))  # fmt: skip
    table = Table("line", "name", "stated", "lies in", "kind", "away")
    for doubt in sorted(report.doubts, key=lambda one: math.inf if math.isnan(one.away_m) else -one.away_m)[
        :_SHOWN
    ]:
        away = "" if math.isnan(doubt.away_m) else f"{doubt.away_m:,.0f} m"
        table.add_row(str(doubt.line), doubt.name, doubt.stated, doubt.actual, doubt.kind, away)
    console.print(table)
    if len(report.doubts) > _SHOWN:
        console.print(f"... the {_SHOWN} farthest of {len(report.doubts):,}; --out FILE writes all.")
