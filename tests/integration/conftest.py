"""What tests of the embedded server share."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridward.platform.postgres import postmaster
from gridward.platform.postgres.cluster import Cluster
from support.disks import new_folder
from support.launcher import programs_of, soon, watchers
from support.ordinary import SMALL_DISK, SMALL_DISK_OPTIONS


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user can reach, for a cluster of the test's own."""
    made = new_folder("gridward-launcher-")
    yield made
    postmaster.stop(Cluster(made))
    shutil.rmtree(made)


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A folder on a disk of its own, of 128 MB: enough for a new cluster, and soon full."""
    if given := os.environ.get(SMALL_DISK):
        yield Path(given)
        postmaster.stop(Cluster(Path(given)))
        # It has the log open: removed under it, the log would give its space back in the midst of the next test.
        assert soon(lambda: not watchers(Path(given)))
        for path in Path(given).iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return
    if os.geteuid() != 0:
        pytest.skip("only root mounts a disk, and can be the one who runs these tests as an ordinary user")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", SMALL_DISK_OPTIONS, "gridward-test", folder], check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this root may not mount")
    yield folder
    postmaster.stop(Cluster(folder))
    # The watcher may still have the log open.
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(params=["system", "wheel"])
def programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Both kinds of PostgreSQL that the launcher uses, one after the other."""
    found = programs_of(request.param)
    if found is None:
        pytest.skip("no PostgreSQL of version 15 or newer is installed on this machine")
    monkeypatch.setenv("GRIDWARD_PG_BIN", str(found))
    return found
