"""What tests of the embedded server share."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gridward.platform.postgres import postmaster
from gridward.platform.postgres.cluster import Cluster


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the server's user can reach, for a cluster of the test's own."""
    made = Path(tempfile.mkdtemp(prefix="gridward-launcher-"))
    made.chmod(0o755)
    yield made
    postmaster.stop(Cluster(made))
    shutil.rmtree(made)
