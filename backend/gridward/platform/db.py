"""The one way to the database, for batches (psycopg, synchronous) and for the API (SQLAlchemy on asyncpg).

Without `DATABASE_URL` the embedded server is started, or shared where another process already runs it.
"""

import contextlib
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from sqlalchemy import Float, MetaData, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gridward.platform.migrate import migrate
from gridward.platform.postgres import embedded
from gridward.platform.settings import settings

Result = TypeVar("Result")


class Base(DeclarativeBase):
    """The declarative base of every room's tables; each room keeps its tables in a PostgreSQL schema of its own name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Boxed:
    """A bounding box in degrees, WGS-84, beside a stored geometry."""

    west: Mapped[float] = mapped_column(Float)
    south: Mapped[float] = mapped_column(Float)
    east: Mapped[float] = mapped_column(Float)
    north: Mapped[float] = mapped_column(Float)


@contextlib.contextmanager
def database() -> Iterator[str]:
    """The address of a running, migrated database; an embedded one stops with its last user."""
    with database_as_it_is() as url:
        migrate(url)
        yield url


@contextlib.contextmanager
def database_as_it_is() -> Iterator[str]:
    """The address of a running database of whatever schema: for who must not change it."""
    configured = settings().database_url
    with contextlib.ExitStack() as stack:
        yield configured or stack.enter_context(embedded(settings().data_dir)).url


@contextlib.contextmanager
def database_of_its_own() -> Iterator[str]:
    """The address of an empty, migrated database beside ours, dropped at the end: for measuring what writes a lot."""
    name = f"gridward_bench_{secrets.token_hex(4)}"
    with database_as_it_is() as url, psycopg.connect(url, autocommit=True) as ours:
        ours.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            beside = urlsplit(url)._replace(path=f"/{name}").geturl()
            migrate(beside)
            yield beside
        finally:
            ours.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextlib.contextmanager
def batch_connection(actor: str = "system") -> Iterator[psycopg.Connection]:
    """A connection for a command or a job. It commits at the end of the block, and rolls back on an error."""
    with database() as url, connect(url, actor) as connection:
        yield connection


@contextlib.contextmanager
def connect(url: str, actor: str = "system", *, autocommit: bool = False) -> Iterator[psycopg.Connection]:
    """A psycopg connection whose changes the audit records under `actor`."""
    with psycopg.connect(url, application_name="gridward", autocommit=autocommit) as connection:
        connection.execute("SELECT set_config('gridward.actor', %s, false)", [actor])
        yield connection


def async_engine(url: str) -> AsyncEngine:
    """The API's engine for a libpq address."""
    scheme, _, rest = url.partition("://")
    assert scheme in {"postgres", "postgresql"}, scheme
    engine = create_async_engine(
        f"postgresql+asyncpg://{rest}",
        pool_size=10,
        max_overflow=10,
        # Whatever was used last has its plans and catalogue at hand.
        pool_use_lifo=True,
        hide_parameters=True,  # they would be part of what an error says
        connect_args={"server_settings": _server_settings()},
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _server_settings() -> dict[str, str]:
    told = {"application_name": "gridward", "idle_in_transaction_session_timeout": "60000"}
    # libpq takes them by itself, asyncpg does not.
    if options := os.environ.get("PGOPTIONS"):
        told["options"] = options
    return told


def _refuse_closed(connection: Any, *_: Any) -> None:
    """Let the pool connect anew where the server has ended a connection. The driver knows: nobody has to ask the server."""
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError


def session_maker(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions that never load anything by surprise."""
    return async_sessionmaker(engine, expire_on_commit=False)


async def in_transaction(url: str, act: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    """Do one thing in a transaction of its own, for commands that use what the API uses."""
    engine = async_engine(url)
    try:
        async with transaction(session_maker(engine)) as session:
            return await act(session)
    finally:
        await engine.dispose()


async def undone(url: str, act: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    """Do one thing in a transaction that is rolled back, for measuring what writes."""
    engine = async_engine(url)
    try:
        async with session_maker(engine)() as session:
            return await act(session)
    finally:
        await engine.dispose()


def columns(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows, at least one, with the same names in the same order: one list a name, for a statement that unnests them."""
    first, *others = rows
    return dict(
        zip(first, map(list, zip(*(row.values() for row in (first, *others)), strict=True)), strict=True)
    )


@contextlib.asynccontextmanager
async def transaction(maker: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """One session, one transaction: committed at the end of the block."""
    async with maker() as session, session.begin():
        yield session
