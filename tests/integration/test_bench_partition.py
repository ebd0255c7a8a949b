"""A partition on hosts of their own and one by a proxy: nothing is lost or twice, and all tablets have the same again."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gridward.cli.partition.namespaces import are_allowed
from gridward.cli.partition.network import How
from gridward.cli.partition.running import Course, run_partitions
from gridward.cli.partition_bench import chosen
from support.launcher import soon

LONG_S = 90
"""Processes take their time on a busy machine."""


@pytest.mark.parametrize("how", How)
def test_tablets_that_were_cut_off_lose_nothing_and_are_one_again(database_url: str, how: How) -> None:
    if how is How.NAMESPACES and not are_allowed():
        pytest.skip("network namespaces take root and `ip`")
    parted = []
    run = run_partitions(database_url, Course(1, 1.0, 40, how), parted.append)
    assert parted == [1]
    assert (run.lost, run.duplicated) == (0, 0), run
    assert run.operations > 0
    # In two intervals where nothing else is at work: `gridward bench partition` holds that.
    assert run.worst_convergence_intervals < 60, run


def test_without_namespaces_it_is_done_by_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert (chosen(None), chosen(How.NAMESPACES)) == (How.PROXY, How.NAMESPACES)


def test_who_is_told_to_stop_in_the_middle_leaves_nothing_behind(folder: Path) -> None:
    command = [sys.executable, "-m", "gridward.cli.main", "bench", "partition"]
    elsewhere = {"DATABASE_URL", "GRIDWARD_DATA_DIR"}
    own = {name: text for name, text in os.environ.items() if name not in elsewhere}
    process = subprocess.Popen(command, env=own | {"TMPDIR": str(folder)}, stderr=subprocess.DEVNULL)
    try:
        assert soon(lambda: any(b"forkserver" in one for one in _running(folder)), LONG_S)
        process.terminate()
        assert process.wait(LONG_S) == 130
    finally:
        process.kill()
    assert soon(lambda: _running(folder) == [])
    assert list(folder.iterdir()) == []
    assert not list(Path("/run/netns").glob(f"gridward-{process.pid}*"))


def _running(folder: Path) -> list[bytes]:
    """The command lines of what has its temporary files there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"TMPDIR={folder}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes())
    return found
