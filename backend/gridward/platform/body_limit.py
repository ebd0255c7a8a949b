"""Routes that take only so many bytes: the rest of a larger body is never read, whatever its header says."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message

from gridward.kernel.errors import GridwardError

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def bounded_route(limit: int, too_large: Callable[[], GridwardError]) -> type[APIRoute]:
    """A class of routes that answer a body of more than `limit` bytes with the error that `too_large` makes."""

    class BoundedRoute(APIRoute):
        def get_route_handler(self) -> Handler:
            handle = super().get_route_handler()

            async def bounded(request: Request) -> Response:
                body = await _read(request, limit)
                if body is None:
                    raise too_large()
                return await handle(Request(request.scope, _again(request, body)))

            return bounded

    return BoundedRoute


async def _read(request: Request, limit: int) -> bytes | None:
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            return None
    return bytes(body)


def _again(request: Request, body: bytes) -> Callable[[], Coroutine[Any, Any, Message]]:
    """What a server calls to get the body: it is there already."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else await request.receive()

    return receive
