"""As whom the server runs. PostgreSQL refuses to run as root, so root lends it an account without rights."""

import os
import pwd
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PREFERRED = ("postgres", "nobody")
_NOBODY = 65534


@dataclass(frozen=True)
class Account:
    """A user of the machine."""

    uid: int
    gid: int

    @property
    def name(self) -> str:
        """The user's name, or number where it has none (as in a container)."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return f"number {self.uid}"

    @property
    def is_ours(self) -> bool:
        """Whether this process runs as this user, so that nothing needs to be handed over."""
        return self.uid == os.geteuid()

    def process(self) -> Mapping[str, Any]:
        """The arguments with which `subprocess` runs a program as this user, in a folder that everybody may enter."""
        if self.is_ours:
            return {"cwd": "/"}
        return {"cwd": "/", "user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Make this user the owner of a path."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def may(self, right: str, path: Path) -> bool:
        """Whether this user has a right to a path; `right` as `test` names them: `-w`, `-x`."""
        return subprocess.run(["test", right, path], check=False, **self.process()).returncode == 0


def account_for(data: Path) -> Account:
    """Whoever owns the cluster in `data`; for a new one ourselves, or for root the first of `postgres` and `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in _PREFERRED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(user.pw_uid, user.pw_gid)
    return Account(_NOBODY, _NOBODY)
