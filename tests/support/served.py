"""`gridward serve` as a process of its own, whose log and figures can be looked at."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen


@dataclass(frozen=True)
class Served:
    """A running application."""

    address: str
    metrics_port: int
    log: Path
    """What it writes to its error output, which is no terminal."""

    def figures(self) -> dict[str, float]:
        """What `/metrics` says, by name and labels."""
        with urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return {
            name: float(value)
            for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))
        }


@contextmanager
def served(url: str, folder: Path) -> Iterator[Served]:
    """The application over a database, with figures and a worker; its log goes into a folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    log = folder / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "gridward.cli.main", "serve", "--port", "0"],
            env={
                **os.environ,
                "DATABASE_URL": url,
                "GRIDWARD_METRICS_PORT": str(port),
                "GRIDWARD_LOG_LEVEL": "DEBUG",
            },
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found, log.read_text()
        yield Served(found[0], port, log)
    finally:
        process.terminate()
        process.communicate()
