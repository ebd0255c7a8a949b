"""Bring a database to the newest schema. Every command does it, so an empty database is enough to begin."""

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from gridward.kernel.errors import Unavailable
from gridward.platform.paths import resource

_LOCK = 0x67726964  # "grid": any number, the same in every process


def config(url: str | None = None) -> Config:
    """Alembic's configuration; without `url` only for writing SQL."""
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
    configuration = config(url)
    try:
        current = _current(url)
    except psycopg.OperationalError as error:
        raise Unavailable(
            "db.unreachable",
            f"The database does not answer: {str(error).strip()}",
            "Check DATABASE_URL, or unset it to use the embedded PostgreSQL.",
        ) from error
    if current == ScriptDirectory.from_config(configuration).get_current_head():
        return
    with psycopg.connect(url, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        command.upgrade(configuration, "head")


def _current(url: str) -> str | None:
    with psycopg.connect(url) as connection:
        table = connection.execute("SELECT to_regclass('public.alembic_version')").fetchone()
        if table is None or table[0] is None:
            return None
        row = connection.execute("SELECT version_num FROM public.alembic_version").fetchone()
        return None if row is None else str(row[0])

