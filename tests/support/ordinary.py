"""Running a command as an ordinary user though these tests run as root."""

import os
import shutil
import sys
from pathlib import Path

from gridward.platform.postgres.account import Account

SMALL_DISK = "GRIDWARD_TEST_SMALL_DISK"
"""The environment variable that names a small disk to those who may not mount one."""
SMALL_DISK_OPTIONS = "size=128m,mode=0755"

NOBODY = Account(65534, 65534)
_REPOSITORY = Path(__file__).resolve().parents[2]
# Root's own folders are closed to others: what is needed of them is mounted elsewhere, for this command alone.
_SCRIPT = """
set -e
mount --bind "$PYTHON" "$FOLDER/python"
mount --bind "$REPOSITORY" "$FOLDER/repository"
mount -t tmpfs -o "$DISK_OPTIONS" gridward-test "$FOLDER/disk"
cd "$FOLDER/repository"
exec setpriv --reuid "$USER_ID" --regid "$GROUP_ID" --clear-groups "$FOLDER/python/bin/python3" "$@"
"""


def as_ordinary_user(folder: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command and the environment with which root runs this Python as a user without rights.

    In the folder, which the user must be able to enter, he finds the repository and a small disk of his own.
    """
    for part in ("python", "repository", "disk", "home"):
        (folder / part).mkdir()
    NOBODY.give(folder / "home")
    repository = folder / "repository"
    packages = repository / Path(sys.prefix).relative_to(_REPOSITORY) / "lib" / _version() / "site-packages"
    command = [shutil.which("unshare") or "unshare", "--mount", "/bin/sh", "-c", _SCRIPT, "sh", *arguments]
    # What this run of the tests says to its own parts is not for him.
    own = ("GRIDWARD_", "PYTEST_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return command, {
        **environment,
        "PYTHON": sys.base_prefix,
        "REPOSITORY": str(_REPOSITORY),
        "FOLDER": str(folder),
        "DISK_OPTIONS": f"{SMALL_DISK_OPTIONS},uid={NOBODY.uid},gid={NOBODY.gid}",
        "USER_ID": str(NOBODY.uid),
        "GROUP_ID": str(NOBODY.gid),
        "HOME": str(folder / "home"),
        "PYTHONPATH": os.pathsep.join(map(str, (repository / "backend", repository, packages))),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Beside that Python may be installed what is no business of these tests.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "LD_LIBRARY_PATH": str(folder / "python" / "lib"),
        SMALL_DISK: str(folder / "disk"),
    }


def _version() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}"
