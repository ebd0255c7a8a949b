"""A few kills: what was acknowledged is there, once."""

import json
from pathlib import Path

from typer.testing import CliRunner

from gridward.cli.bench import app


def test_nothing_acknowledged_is_lost_or_counts_twice(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    run = CliRunner().invoke(app, ["kill", "--kills", "5", "--operations", "50", "--json", str(figures)])
    assert run.exit_code == 0, run.output
    found = json.loads(figures.read_text("utf-8"))
    assert (found["lost"], found["duplicated"], found["feed_gaps"]) == (0, 0, 0)
    assert (found["kills"], found["database_kills"]) == (5, 1)
    assert found["operations"] >= 50 and found["cut_requests"] > 0
