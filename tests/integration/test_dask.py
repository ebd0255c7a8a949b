"""All cities on a Dask cluster of processes of this machine: the same plans as without it, and what is lost of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gridward.grids.batch import cluster
from gridward.kernel.errors import Unavailable
from support import made_cities
from support.commands import run
from support.field_work import rows
from support.launcher import soon
from support.made_cities import plans
from support.workers import worker

COMMAND = ("grid", "build", "--all-cities", "--capacity", "100")
LONG_S = 240
"""Processes take their time on a busy machine."""
_DASK = Path(sys.executable).with_name("dask")
_LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")


@dataclass(frozen=True)
class Cluster:
    """A scheduler and two workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@pytest.fixture
def dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A cluster of the test's own, which the commands that it starts use. Its workers have no database."""
    processes: list[subprocess.Popen[bytes]] = []
    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    def start(*words: str) -> subprocess.Popen[bytes]:
        with (tmp_path / "dask.log").open("ab") as log:
            processes.append(
                subprocess.Popen([_DASK, *words], env=without, stdout=log, stderr=log, cwd=tmp_path)
            )
        return processes[-1]

    def address() -> str:
        told = (line.split() for line in (tmp_path / "dask.log").read_text("utf-8").splitlines())
        return next((words[-1] for words in told if words[-3:-1] == ["Scheduler", "at:"]), "")

    try:
        scheduler = start("scheduler", *_LOOPBACK, "--port", "0")
        assert soon(lambda: address() != "", LONG_S), (tmp_path / "dask.log").read_text("utf-8")
        two = tuple(start("worker", address(), *_LOOPBACK, "--nthreads", "1", "--no-nanny") for _ in range(2))
        monkeypatch.setenv("GRIDWARD_DASK", address())
        yield Cluster(address(), scheduler, two)
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


@pytest.fixture
def three(database_url: str) -> str:
    """A database with three cities."""
    for seed, (code, customers) in enumerate({"anjiang": 400, "beihe": 500, "chaohu": 800}.items(), 1):
        made_cities.add(database_url, code, customers, seed)
    return database_url


def test_the_plans_are_byte_for_byte_those_of_this_machine(
    three: str, dask: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = run(three, *COMMAND)
    assert f"Cities to cut: 3, on the cluster at {dask.address}." in printed and "failed: 0" in printed
    monkeypatch.delenv("GRIDWARD_DASK")
    assert "Built: 3; failed: 0." in run(three, *COMMAND)
    both = plans(three)
    assert [(plan.city, plan.version) for plan in both] == [
        (city, version) for city in ("anjiang", "beihe", "chaohu") for version in (1, 2)
    ]
    for there, here in zip(both[::2], both[1::2], strict=True):
        assert len(here.cells) == len({cell for _, cell in here.members}) > 1
        assert there == replace(here, version=1)


def test_a_city_whose_worker_is_killed_is_cut_by_another_one(
    three: str, dask: Cluster, tmp_path: Path
) -> None:
    with worker(three, tmp_path / "log", COMMAND) as running:
        assert soon(lambda: rows(three, "SELECT FROM grids.plan") != [], LONG_S), running.log.read_text()
        dask.workers[0].kill()
        assert running.process.wait(LONG_S) == 0, running.log.read_text()
    assert [plan.status for plan in plans(three)] == ["draft"] * 3


def test_a_scheduler_that_is_lost_is_named_and_the_run_goes_on_without_it(
    three: str, dask: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with worker(three, tmp_path / "log", COMMAND) as running:
        assert soon(lambda: rows(three, "SELECT FROM grids.plan") != [], LONG_S), running.log.read_text()
        dask.scheduler.kill()
        assert running.process.wait(LONG_S) == 1
    said = running.log.read_text("utf-8")
    assert f"The Dask scheduler at {dask.address} is gone." in said and "Traceback" not in said
    assert {plan.status for plan in plans(three)} <= {"draft", "failed"}
    monkeypatch.delenv("GRIDWARD_DASK")
    assert "failed: 0" in run(three, *COMMAND)


def test_an_address_where_nobody_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE_S", 0.2)
    for address in ("tcp://127.0.0.1:1", "nonsense://127.0.0.1:1"):
        with pytest.raises(Unavailable) as refused:
            next(cluster.cluster(address)(iter(())))
        assert refused.value.code == "batch.dask_out_of_reach"
