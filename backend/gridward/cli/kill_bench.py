"""What killing came to: as sentences."""

from gridward.cli.console import console
from gridward.cli.kill.running import KillRun
from gridward.cli.kill.tablet import CUT


def holds(run: KillRun) -> bool:
    """Whether nothing was lost, nothing counted twice and the feed missed nothing."""
    return run.lost + run.duplicated + run.feed_gaps == 0


def show(run: KillRun) -> None:
    """Print the run."""
    console.print(
        f"{run.operations:,} operations acknowledged in {run.seconds:,.0f} s, {run.kills} kills ({run.database_kills} of "
        f"the database), {run.cut_requests:,} requests cut (wanted: {CUT:.0%}).",
        soft_wrap=True,
    )
    console.print(f"Lost: {run.lost}. Counted twice: {run.duplicated}. Missed in the feed: {run.feed_gaps}.")
