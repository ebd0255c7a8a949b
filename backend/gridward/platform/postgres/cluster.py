"""The folder of one embedded PostgreSQL: where things are in it, and how it is made."""

import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from gridward.platform.postgres.account import Account, account_for
from gridward.platform.postgres.binaries import Binaries, choose
from gridward.platform.postgres.errors import did_not_start, explained, unreachable_folder
from gridward.platform.postgres.remains import kill_remains

USER = DATABASE = "gridward"
PORT = "5432"
"""Only names the socket. It is said everywhere, for the environment variable PGPORT would change what is left out."""

_LONGEST_SOCKET_PATH = 107  # bytes that `sockaddr_un` has room for on Linux
_LARGEST_LOG = 8 * 2**20  # bytes


class Cluster:
    """`home` holds the cluster in `data`, its socket, password, log and locks. Nothing is made before `make`."""

    def __init__(self, data_dir: Path) -> None:
        # Resolved, so that everybody who means this folder says the same path.
        self.home = data_dir.resolve() / "postgres"
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.sockets = _socket_folder(self.home)
        self.decision = self.home / ".decision"
        self.users = self.home / ".users"
        self.watched = self.home / ".watched"
        self._kept = self.home / "kept"
        self._password = self.home / "password"

    @property
    def account(self) -> Account:
        """As whom the server runs."""
        return account_for(self.data)

    @property
    def url(self) -> str:
        """The server's address for libpq."""
        secret = self._password.read_text()
        return f"postgresql://{USER}:{secret}@/{DATABASE}?host={quote(str(self.sockets))}&port={PORT}"

    @property
    def exists(self) -> bool:
        """Whether the cluster has been made."""
        return (self.data / "PG_VERSION").exists()

    @property
    def kept(self) -> bool:
        """Whether the server is to go on without users."""
        return self._kept.exists()

    @kept.setter
    def kept(self, keep: bool) -> None:
        if keep:
            self._kept.touch()
        else:
            self._kept.unlink(missing_ok=True)

    def prepare(self) -> None:
        """Make the folder itself, so that there is something to lock. Raises `db.folder_unreachable`, `db.no_space`."""
        with explained(self.home, self.account.name):
            # The folders above stay open to the server's user, whatever this process's mask is.
            for folder in reversed(self.home.parents):
                if not folder.exists():
                    folder.mkdir(mode=0o755, exist_ok=True)
                    folder.chmod(0o755)
            self.home.mkdir(mode=0o700, exist_ok=True)
            for lock in (self.decision, self.users, self.watched):
                lock.touch(mode=0o600)
                self.account.give(lock)

    def make(self) -> None:
        """Make the cluster, unless it is there; one that was left half made is made anew. Only for who holds `decision`.

        Raises `db.folder_unreachable`, `db.no_space`, `db.no_binaries`, `db.other_major`, `db.did_not_start`.
        """
        account = self.account
        with explained(self.home, account.name):
            for folder in (self.home, self.sockets):
                _make_private(folder, account)
            if not account.may("-w", self.home):
                raise unreachable_folder(self.home, account.name)
            for abandoned in self.home.glob("new-*"):
                # Its maker was killed; the programs that he ran do not know, and would write into it again.
                while kill_remains(abandoned):
                    time.sleep(0.01)
                shutil.rmtree(abandoned)
            if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG:
                self.log.rename(self.home / "log.1")
            if self.exists:
                return
            draft = Path(tempfile.mkdtemp(prefix="new-", dir=self.home))
            account.give(draft)
            try:
                self._fill(draft, account)
                draft.rename(self.data)
            finally:
                shutil.rmtree(draft, ignore_errors=True)

    def _fill(self, draft: Path, account: Account) -> None:
        binaries = self.binaries()
        self._password.unlink(missing_ok=True)
        with open(os.open(self._password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24))
        account.give(self._password)
        self._run(
            account,
            [binaries.folder / "initdb", "-D", draft, "-U", USER, f"--pwfile={self._password}", "--auth=scram-sha-256",
             "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"],
        )  # fmt: skip
        # Without a server: what is renamed into place is complete, whenever this process is killed.
        self._run(
            account,
            [binaries.folder / "postgres", "--single", "-D", draft, "postgres"],
            f"CREATE DATABASE {DATABASE}\n",
        )

    def _run(self, account: Account, command: list[str | Path], said: str = "") -> None:
        done = subprocess.run(
            command, input=said, capture_output=True, text=True, check=False, **account.process()
        )
        if done.returncode != 0:
            raise did_not_start(self.home, self.log, done.stderr)

    def binaries(self) -> Binaries:
        """The programs of this cluster, where the server's user can reach them."""
        chosen = choose(self.data)
        if self.account.may("-x", chosen.folder / "postgres"):
            return chosen
        return chosen.within(self.home)


def _socket_folder(home: Path) -> Path:
    """In `home`, unless its path is too long for a socket, or libpq would take it for a list of hosts."""
    folder = home / "s"
    if len(bytes(folder / f".s.PGSQL.{PORT}")) <= _LONGEST_SOCKET_PATH and "," not in str(folder):
        return folder
    return Path("/tmp") / f"gridward-{hashlib.sha256(bytes(home)).hexdigest()[:16]}"


def _make_private(folder: Path, account: Account) -> None:
    """A folder for the account alone. In /tmp somebody else may have made one of this name: that is refused."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid not in {account.uid, os.geteuid()}:
        raise unreachable_folder(folder, account.name)
    account.give(folder)
    folder.chmod(0o700)
