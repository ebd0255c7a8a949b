"""What partitions came to: as sentences."""

from gridward.cli.console import console
from gridward.cli.partition.namespaces import are_allowed
from gridward.cli.partition.network import How
from gridward.cli.partition.running import WITHIN, PartitionRun


def chosen(how: How | None) -> How:
    """What was asked for, or what this machine allows."""
    return how or (How.NAMESPACES if are_allowed() else How.PROXY)


def holds(run: PartitionRun) -> bool:
    """Whether nothing was lost, nothing counted twice, and all were one again in time."""
    return run.lost + run.duplicated == 0 and run.worst_convergence_intervals <= WITHIN


def show(run: PartitionRun) -> None:
    """Print the run."""
    where = (
        "network namespaces" if run.how is How.NAMESPACES else "a proxy, for namespaces take root and `ip`"
    )
    console.print(
        f"{run.partitions} partitions by {where}: {run.operations:,} operations acknowledged, {run.answers_lost:,} of them "
        "applied while their answer was lost.",
        soft_wrap=True,
    )
    console.print(
        f"Lost: {run.lost}. Counted twice: {run.duplicated}. One again after {run.median_convergence_intervals:.2f} "
        f"intervals of {run.interval_s:g} s, at worst {run.worst_convergence_intervals:.2f} (wanted: {WITHIN:g}).",
        soft_wrap=True,
    )
