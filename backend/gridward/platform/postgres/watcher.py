"""The process beside the embedded server: `python -m gridward.platform.postgres.watcher DATA_DIR`.

A user who is killed cannot stop the server, and a server that is killed cannot start itself. This process does both, and
ends with the server.
"""

import contextlib
import sys
import time
from pathlib import Path

from gridward.kernel.errors import GridwardError
from gridward.platform.postgres import postmaster
from gridward.platform.postgres.cluster import Cluster
from gridward.platform.postgres.locks import exclusive, opened, take
from gridward.platform.postgres.server import end_if_unused

_INTERVAL_SECONDS = 0.2


def watch(data_dir: Path) -> None:
    """Watch until nobody uses the server. Returns at once where another process watches already."""
    cluster = Cluster(data_dir)
    with opened(cluster.watched) as mark:
        if not take(mark):
            return
        while True:
            time.sleep(_INTERVAL_SECONDS)
            with exclusive(cluster.decision):
                if end_if_unused(cluster):
                    # Within the decision, so that who decides next sees that nobody watches.
                    mark.close()
                    return
                _heal(cluster)


def _heal(cluster: Cluster) -> None:
    if postmaster.pid(cluster) is not None:
        return
    try:
        postmaster.start(cluster)
    except GridwardError as error:
        print(error, file=sys.stderr)


if __name__ == "__main__":
    # Where the whole folder was removed, the server ends by itself.
    with contextlib.suppress(FileNotFoundError):
        watch(Path(sys.argv[1]))
