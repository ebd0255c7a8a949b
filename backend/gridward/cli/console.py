"""What the commands share: a console, a progress bar, and connections."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from gridward.platform.progress import Progress as Told

console = Console(highlight=False)


@contextmanager
def progress_bar() -> Iterator[Told]:
    """A bar for each step of long work; plain lines where nobody watches."""
    columns = (
        TextColumn("{task.description:<22}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                for task in bars.tasks:
                    full = task.total or 1
                    bars.update(task.id, completed=full, total=full)
                tasks[step] = bars.add_task(step, total=total or None)
            bars.update(tasks[step], completed=done, total=total or None)

        yield tell


def person() -> str:
    """Who the audit says did it, when a command does something."""
    return "cli"
