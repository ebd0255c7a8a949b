"""Commands, as processes of their own."""

import os
import subprocess
import sys


def run(url: str, *arguments: object, ends: int | None = 0) -> str:
    """What a command printed; on its error output where it failed. With `ends=None` it may end either way."""
    done = subprocess.run(
        [sys.executable, "-m", "gridward.cli.main", *map(str, arguments)],
        env={**os.environ, "DATABASE_URL": url, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ends or (ends is None and done.returncode in {0, 1}), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if ends == 0 else done.stdout + done.stderr
