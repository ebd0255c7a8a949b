"""Whether this process can do its work: database, schema, disk."""

import asyncio
import shutil
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from gridward.platform.db import transaction
from gridward.platform.migrate import head
from gridward.platform.settings import settings

RETRY_S = 5
"""Whoever asked may ask again after so many seconds."""
_PATIENCE_S = 3.0
_OK = "ok"


@dataclass(frozen=True)
class Readiness:
    """The parts, each `ok` or a word that says what is wrong with it, without any address or value."""

    database: str
    migration: str
    disk: str

    @property
    def ready(self) -> bool:
        """Whether nothing is wrong."""
        return {self.database, self.migration, self.disk} == {_OK}


async def readiness(sessions: async_sessionmaker[AsyncSession]) -> Readiness:
    """Look at every part; takes three seconds at most."""
    disk = await asyncio.to_thread(_disk)
    try:
        async with asyncio.timeout(_PATIENCE_S), transaction(sessions) as session:
            current = await session.scalar(text("SELECT version_num FROM public.alembic_version"))
    except ProgrammingError:
        return Readiness(_OK, "missing", disk)
    except (SQLAlchemyError, OSError):  # of which TimeoutError is one
        return Readiness("no answer", "unknown", disk)
    return Readiness(_OK, _OK if current == head() else "other revision", disk)


def _disk() -> str:
    """Whether the data folder, or the nearest one above where it is not made yet, has room."""
    folder = settings().data_dir.absolute()
    try:
        nearest = next(path for path in (folder, *folder.parents) if path.exists())
        free = shutil.disk_usage(nearest).free
    except OSError:
        return "out of reach"
    return _OK if free >= settings().min_free_mb << 20 else "too little space"
