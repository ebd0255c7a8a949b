"""One PostgreSQL data folder: making it, starting and stopping its server. Knows nothing of who else uses it."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from gridward.platform.postgres.binaries import choose
from gridward.platform.postgres.errors import did_not_start, path_too_long, unreachable_folder

USER = "gridward"
_START_SECONDS = 60
_LONGEST_SOCKET_PATH = 107
_SETTINGS = {
    # Acknowledged work must survive a crash: turned off, a test lost some.
    "synchronous_commit": "on",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    # Compiling a query costs more than the short queries of a screen.
    "jit": "off",
    "timezone": "UTC",
}


class Cluster:
    """A data folder `home/data` with its socket in `home/s`, password in `home/password` and log in `home/log`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "data"
        self.sockets = home / "s"
        self.log = home / "log"
        self._password = home / "password"
        self._process: subprocess.Popen[bytes] | None = None
        if len(bytes(self.sockets / ".s.PGSQL.5432")) > _LONGEST_SOCKET_PATH:
            raise path_too_long(home)

    @property
    def url(self) -> str:
        """The server's address for libpq."""
        return f"postgresql://{USER}:{self._password.read_text()}@/gridward?host={self.sockets}"

    def make(self) -> None:
        """Create the folders and the cluster, unless they are there. A half-made cluster is made anew."""
        owner = _owner()
        for folder in (self.home, self.sockets):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            if owner:
                os.chown(folder, owner.pw_uid, owner.pw_gid)
        if owner and not _owner_may("-w", self.home):
            raise unreachable_folder(self.home, owner.pw_name)
        if (self.data / "PG_VERSION").exists():
            return
        draft = Path(tempfile.mkdtemp(prefix="new-", dir=self.home))
        try:
            self._initdb(draft, owner)
            shutil.rmtree(self.data, ignore_errors=True)
            draft.rename(self.data)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _initdb(self, draft: Path, owner: pwd.struct_passwd | None) -> None:
        password = secrets.token_urlsafe(24)
        with open(os.open(self._password, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(password)
        for path in (draft, self._password):
            if owner:
                os.chown(path, owner.pw_uid, owner.pw_gid)
        made = subprocess.run(
            [self._binaries() / "initdb", "-D", draft, "-U", USER, f"--pwfile={self._password}", "--auth=scram-sha-256",
             "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-sync"],
            capture_output=True, text=True, cwd="/", check=False, **_as_owner(),
        )  # fmt: skip
        if made.returncode != 0:
            raise did_not_start(self.log, made.stderr.strip())

    def _binaries(self) -> Path:
        """The folder with the programs; a copy where the server's user cannot reach them, as in root's home."""
        chosen = choose(self.data)
        if _owner() is None or _owner_may("-x", chosen.folder / "postgres"):
            return chosen.folder
        copy = self.home / f"programs-{chosen.major}"
        if not copy.exists():
            draft = Path(tempfile.mkdtemp(prefix="new-", dir=self.home))
            chosen.copy_to(draft)
            draft.chmod(0o755)
            draft.rename(copy)
        return chosen.copied(copy)

    def answers(self) -> bool:
        """Whether a server of this cluster takes connections."""
        try:
            psycopg.connect(self._admin_url(), connect_timeout=2).close()
        except (psycopg.OperationalError, OSError):
            return False
        return True

    def start(self) -> None:
        """Start the server and wait until it answers. After a crash the remains of the old one may take some tries."""
        binaries = self._binaries()
        deadline = time.monotonic() + _START_SECONDS
        while not self.answers():
            if self._process is None or self._process.poll() is not None:
                if self._process is not None and time.monotonic() > deadline - _START_SECONDS + 10:
                    raise did_not_start(self.log, self._log_tail())
                self._drop_stale_pid_file()
                self._process = self._launch(binaries)
            if time.monotonic() > deadline:
                raise did_not_start(self.log, self._log_tail())
            time.sleep(0.05)
        self._create_database()

    def _launch(self, binaries: Path) -> subprocess.Popen[bytes]:
        options = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with open(self.log, "ab") as log:
            return subprocess.Popen(
                [binaries / "postgres", "-D", self.data, "-k", self.sockets, *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True, **_as_owner(),
            )  # fmt: skip

    def _drop_stale_pid_file(self) -> None:
        """Remove the pid file of a dead postmaster that its parent never reaped: a zombie still answers `kill(pid, 0)`."""
        pid = self.pid()
        if pid is None:
            return
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return  # gone: PostgreSQL sees that by itself
        if state == "Z":
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def pid(self) -> int | None:
        """The postmaster's process number, as its pid file says."""
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def stop(self) -> None:
        """End the server: sessions are ended, data is written."""
        pid = self.pid()
        if pid is None:
            return
        try:
            os.kill(pid, signal.SIGINT)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + _START_SECONDS
        while self.pid() is not None and time.monotonic() < deadline:
            time.sleep(0.02)
        if self._process is not None:
            self._process.wait(_START_SECONDS)
            self._process = None

    def _admin_url(self) -> str:
        return self.url.replace("@/gridward?", "@/postgres?")

    def _create_database(self) -> None:
        with psycopg.connect(self._admin_url(), autocommit=True) as admin:
            if admin.execute("SELECT FROM pg_database WHERE datname = 'gridward'").fetchone() is None:
                admin.execute("CREATE DATABASE gridward")

    def _log_tail(self) -> str:
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        return " / ".join(lines[-3:]) or "it wrote nothing to its log."


def _owner() -> pwd.struct_passwd | None:
    """The user as whom the server runs, where that is another than ours: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return pwd.getpwuid(65534)


def _as_owner() -> Mapping[str, Any]:
    owner = _owner()
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def _owner_may(right: str, path: Path) -> bool:
    """Whether the server's user has a right (as `test` names them) to a path."""
    return subprocess.run(["test", right, str(path)], check=False, cwd="/", **_as_owner()).returncode == 0
