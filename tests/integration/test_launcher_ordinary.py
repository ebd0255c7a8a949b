"""Where these tests run as root: the tests of the embedded server once more, as an ordinary user."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from support.ordinary import as_ordinary_user

_KNOWN = ("only root", "no PostgreSQL", "the same major version")
"""Why a test may be left out: for who it is, and for what PostgreSQL this machine has beside the wheel's."""
_CHOSEN = "not system or its_only_user"
"""Who the user is has nothing to do with which PostgreSQL it is: root tries both kinds in every way, he one of them, and of
the system's that he may start and stop it."""


@pytest.mark.skipif(os.geteuid() != 0, reason="the tests beside this one run as an ordinary user already")
def test_it_holds_for_an_ordinary_user(folder: Path) -> None:
    tests = [str(path) for path in Path(__file__).parent.glob("test_launcher_*.py") if path != Path(__file__)]
    relative = [os.path.relpath(test, Path(__file__).parents[2]) for test in tests]
    command, environment = as_ordinary_user(
        folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", _CHOSEN, *relative
    )
    if subprocess.run(["unshare", "--mount", "true"], check=False).returncode != 0:
        pytest.skip("this root may not mount what an ordinary user needs")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    skipped = re.findall(r"^SKIPPED \[\d+\] (.*)$", done.stdout, re.MULTILINE)
    assert all(any(known in why for known in _KNOWN) for why in skipped), skipped
