"""`gridward grid build --all-cities`: what it says while cities are cut, and how it ends."""

import time
from contextlib import closing

from rich.markup import escape

from gridward.cli.console import console, person
from gridward.grids.batch.choosing import choose_cutter
from gridward.grids.batch.processes import cores
from gridward.grids.batch.running import CityOutcome, Run, all_cities
from gridward.grids.contract import BuildOrder
from gridward.grids.cutting import CutCity
from gridward.grids.public import end_leftovers
from gridward.platform.db import connect, database
from gridward.platform.settings import settings

_INTERRUPTED = 130
"""As a shell says it of Ctrl+C."""


def build_all(order: BuildOrder, workers: int | None, *, anew: bool) -> int:
    """Cut all cities, a line for each; the exit code."""
    with database() as url:
        end_left_plans(url)
        return _build(url, order, workers, anew=anew)


def end_left_plans(url: str) -> None:
    """Say of plans whose builder was killed that they were interrupted."""
    with connect(url, person()) as connection:
        left = end_leftovers(connection)
    if left:
        console.print(
            f"Plans that nobody built any more, because the command was killed: {len(left)}. They have failed now; "
            "what belongs to a run over all cities is built again with it.",
            style="yellow",
        )


def _build(url: str, order: BuildOrder, workers: int | None, *, anew: bool) -> int:
    with all_cities(url, order, person(), anew=anew) as run:
        at_a_time = max(1, min(workers or cores(), len(run.left)))
        cutter = choose_cutter(at_a_time, scheduler := settings().dask)
        _begin(run, f"on the cluster at {scheduler}" if scheduler else f"{at_a_time} at a time")
        began = time.perf_counter()
        ended = built = 0
        try:
            with closing(run.build(cutter)) as outcomes:
                for outcome in outcomes:
                    ended += 1
                    built += outcome.problem is None
                    _show(outcome, f"{ended:>3}/{len(run.left)}")
        except KeyboardInterrupt:
            console.print(
                f"Interrupted. {built} of {len(run.left)} were built; the same command goes on with the others.",
                style="yellow",
            )
            return _INTERRUPTED
        console.print(f"Built: {built}; failed: {ended - built}. {time.perf_counter() - began:.1f} s")
        return int(built < ended)


def _begin(run: Run, where: str) -> None:
    cities, left = len(run.batch.cities), len(run.left)
    if run.batch.resumed:
        began = run.batch.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
        console.print(
            f"This goes on with the run that began on {began}: {cities - left} of {cities} cities are built already. "
            "--anew begins again."
        )
    console.print(f"Cities to cut: {left}, {where}.")


def _show(outcome: CityOutcome, count: str) -> None:
    name = f"{count}  {escape(outcome.city.name)} ({escape(outcome.city.code)}):"
    if (error := outcome.problem) is not None:
        console.print(f"{name} [red]{escape(error.detail)}[/] {escape(error.hint)}", soft_wrap=True)
        return
    cut, spent = outcome.done.cut, outcome.done.spent
    assert isinstance(cut, CutCity) and spent is not None
    console.print(
        f"{name} {outcome.done.seconds:.1f} s, {spent.peak_mb:,.0f} MB; plan {outcome.version}, customers: "
        f"{cut.quality['customers']:,}, cells: {cut.quality['cells']:,}, largest deviation: "
        f"{cut.quality['max_deviation']:.1%}",
        soft_wrap=True,
    )
