"""Notices of the database, passed on to browsers as server-sent events."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Self

import psycopg
import structlog

from gridward.kernel.errors import NotFound

_log = structlog.get_logger()
_CHANNEL = "progress"
_BEAT_S = 15.0
_AGAIN_S = 2.0


class Notices:
    """One listening connection for the whole process; whoever waits for a topic is woken by each notice of it.

    A topic is what the notice carries, such as `import:ID`.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._task: asyncio.Task[None] | None = None
        self.streams = 0
        """How many streams of events are open."""

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {_CHANNEL}")
                    self._wake_all()  # something may have happened while nobody listened
                    async for notice in connection.notifies():
                        for event in self._waiting.get(notice.payload, ()):
                            event.set()
            except psycopg.OperationalError as error:
                _log.warning("listening_interrupted", error=type(error).__name__)
                await asyncio.sleep(_AGAIN_S)

    def _wake_all(self) -> None:
        for events in self._waiting.values():
            for event in events:
                event.set()

    async def follow(
        self, topics: Sequence[str], name: str, read: Callable[[], Awaitable[tuple[str, bool]]]
    ) -> AsyncIterator[bytes]:
        """Server-sent events of some topics: what `read` gives at once and after each notice, until it says that it is
        over or that there is nothing to follow any more.

        A comment every 15 seconds keeps the connection alive, and the state is read again then, so that a lost notice
        costs no more than that.
        """
        event, wanted = asyncio.Event(), frozenset(topics)
        for topic in wanted:
            self._waiting.setdefault(topic, set()).add(event)
        before = ""
        self.streams += 1
        try:
            while True:
                event.clear()
                try:
                    data, over = await read()
                except NotFound:
                    return
                if data != before:
                    before = data
                    yield f"event: {name}\ndata: {data}\n\n".encode()
                if over:
                    return
                try:
                    await asyncio.wait_for(event.wait(), _BEAT_S)
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self.streams -= 1
            for topic in wanted:
                self._waiting[topic].discard(event)
                if not self._waiting[topic]:
                    del self._waiting[topic]
