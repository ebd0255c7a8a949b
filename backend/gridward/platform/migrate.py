"""Bring a database to the newest schema. Every command does it, so an empty database is enough to begin."""

from typing import TYPE_CHECKING

import psycopg

from gridward.kernel.errors import Unavailable
from gridward.platform.paths import resource

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 0x67726964  # "grid": any number, the same in every process


def config(url: str | None = None) -> "Config":
    """Alembic's configuration; without `url` only for writing SQL."""
    from alembic.config import Config  # noqa: PLC0415 - Alembic takes a third of a second to load, and is seldom needed

    configuration = Config()
    configuration.set_main_option("script_location", str(resource("migrations")))
    if url:
        configuration.attributes["url"] = sqlalchemy_url(url)
    return configuration


def sqlalchemy_url(url: str) -> str:
    """The address as SQLAlchemy wants it for psycopg 3."""
    return "postgresql+psycopg://" + url.partition("://")[2]


def migrate(url: str) -> None:
    """Upgrade the database at `url` to the newest revision; one process at a time, the others wait."""
    if revision_of(url) == head():
        return
    from alembic import command  # noqa: PLC0415

    with psycopg.connect(url, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        command.upgrade(config(url), "head")


def head() -> str:
    """The newest revision that the program knows."""
    return max(revisions())


def revisions() -> frozenset[str]:
    """All revisions that the program knows, by the names of the files: they begin with their number."""
    files = (resource("migrations") / "versions").glob("[0-9]*.py")
    return frozenset(path.name.partition("_")[0] for path in files)


def revision_of(url: str) -> str | None:
    """The revision of the database at `url`; None where it has no schema yet. Raises `db.unreachable`."""
    try:
        return _current(url)
    except psycopg.OperationalError as error:
        raise Unavailable(
            "db.unreachable",
            f"The database does not answer: {str(error).strip()}",
            "Check DATABASE_URL, or unset it to use the embedded PostgreSQL.",
        ) from error


def _current(url: str) -> str | None:
    with psycopg.connect(url) as connection:
        table = connection.execute("SELECT to_regclass('public.alembic_version')").fetchone()
        if table is None or table[0] is None:
            return None
        row = connection.execute("SELECT version_num FROM public.alembic_version").fetchone()
        return None if row is None else str(row[0])
