"""What a tablet in WebKit came to: as sentences."""

from typing import Any

from gridward.cli.console import console
from gridward.cli.webkit.running import WebkitRun


def holds(run: WebkitRun) -> bool:
    """Whether what was done without a server is there, once."""
    return run.sent == 1


def flat(run: WebkitRun) -> dict[str, Any]:
    """The figures by name, for a file."""
    return {"webkit": run.version, "sent": run.sent, **run.seconds}


def show(run: WebkitRun) -> None:
    """Print the run."""
    steps = ", ".join(f"{name.removesuffix('_s')} {value:.1f} s" for name, value in run.seconds.items())
    console.print(f"WebKitGTK {run.version}: {steps}.", soft_wrap=True)
    console.print(f"What was done without a server is there {run.sent} times (wanted: once).")
