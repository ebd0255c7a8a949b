"""Statements that go to the driver as they are: over a short one SQLAlchemy takes three times as long as driver and network.

They run in the transaction of a session, between its other statements, and fail as those do; who listens to an engine hears
of them too. Objects that the session was given and has not flushed they do not see. For what every batch and
every request sends; all else is well served by `sqlalchemy.text`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import SessionTransaction

_NAMES = re.compile(r"(?<![:\w]):([a-z]\w*)")
_BEGIN = text("SELECT")
_CONNECTED = "gridward.connected"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Row(asyncpg.Record):  # type: ignore[misc]
    """A row. Its columns are its items and its attributes."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Statement:
    """A statement with `:names` for its values, as `sqlalchemy.text` has them."""

    def __init__(self, sql: str) -> None:
        self._names = tuple(dict.fromkeys(_NAMES.findall(sql)))
        self._sql = _NAMES.sub(lambda found: f"${1 + self._names.index(found[1])}", sql)

    async def rows(self, session: AsyncSession, values: Mapping[str, Any] = _NOTHING) -> list[Row]:
        """All rows. Raises `sqlalchemy.exc.DBAPIError` as the session does."""
        connection, driver = await _connected(session)
        listeners = connection.sync_connection.dispatch  # type: ignore[union-attr]
        told = connection.sync_connection, None, self._sql, values, None, False
        if listeners.before_cursor_execute:
            for heard in listeners.before_cursor_execute:
                heard(*told)
        try:
            found: list[Row] = await driver.fetch(
                self._sql, *(values[name] for name in self._names), record_class=Row
            )
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            if driver.is_closed():
                await connection.invalidate(error)
            raise self._failed(connection, error) from error
        if listeners.after_cursor_execute:
            for heard in listeners.after_cursor_execute:
                heard(*told)
        return found

    async def row(self, session: AsyncSession, values: Mapping[str, Any] = _NOTHING) -> Row | None:
        """The one row of a statement that gives at most one."""
        return next(iter(await self.rows(session, values)), None)

    async def column(self, session: AsyncSession, values: Mapping[str, Any] = _NOTHING) -> list[Any]:
        """The first value of each row."""
        return [row[0] for row in await self.rows(session, values)]

    def _failed(self, connection: AsyncConnection, error: Exception) -> DBAPIError:
        # Its first argument alone: what the driver makes of all of them has values of the row in it.
        told = connection.dialect.dbapi.Error(error.args[0], error)  # type: ignore[union-attr]
        return DBAPIError(
            self._sql, None, told, hide_parameters=True, connection_invalidated=connection.invalidated
        )


async def _connected(session: AsyncSession) -> tuple[AsyncConnection, Any]:
    """The session's connection and the driver's, in the innermost transaction or savepoint of the session's."""
    within = _within(session)
    held = session.info.get(_CONNECTED)
    if within is None or held is None or held[0] is not within:
        connection = await session.connection()
        driver = connection.sync_connection.connection.driver_connection  # type: ignore[union-attr]
        if not driver.is_in_transaction():  # type: ignore[union-attr]
            # A session's transaction reaches the database with the first statement of its own.
            await connection.execute(_BEGIN)
        # To ask a session for its connection takes as long as the driver does for a short statement.
        held = session.info[_CONNECTED] = (_within(session), connection, driver)
    return held[1], held[2]


def _within(session: AsyncSession) -> SessionTransaction | None:
    return session.sync_session.get_nested_transaction() or session.sync_session.get_transaction()
