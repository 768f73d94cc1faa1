"""The web server's open connections: whoever is slow or silent takes nobody else's place.

A connection that asks for nothing is closed after a while, and at once where there are too many:
the one that has been silent longest. So the program never runs out of descriptors for its own calls.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

MOST = 100
"""Connections at once; Telegram uses 40."""

BACKLOG = 32
"""So many are let in at once before the surplus is looked at."""

SILENCE = 15.0
"""Seconds in which a request has to arrive with all its headers, the first and each later one."""

BODY = 10.0
"""Seconds in which a request's body has to arrive."""


class Refusing(asyncio.Protocol):
    """Hangs up."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.Transport", transport).abort()


@dataclass(slots=True)
class Door:
    """Lets connections in as long as there is room; `answered` belongs among the middlewares."""

    most: int = MOST
    server: web.Server | None = None
    _busy: set[object] = field(default_factory=set)

    def enter(self) -> asyncio.BaseProtocol:
        """What a new connection is spoken to with."""
        assert self.server is not None
        if len(self.server.connections) >= self.most and not self._make_room():
            return Refusing()
        return self.server()

    def _make_room(self) -> bool:
        """Hangs up on whoever has asked for nothing for the longest time."""
        assert self.server is not None
        silent = [each for each in self.server.connections if each not in self._busy]
        for each in silent[: max(1, len(self.server.connections) + 1 - self.most)]:
            each.force_close()
        return bool(silent)

    def middleware(self) -> Middleware:
        """Notes who is being answered."""

        @web.middleware
        async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._busy.add(request.protocol)
            try:
                return await handler(request)
            finally:
                self._busy.discard(request.protocol)

        return answered


@asynccontextmanager
async def listening(app: web.Application, door: Door, host: str, port: int) -> AsyncIterator[int]:
    """Serves until the block is left; the value is the port."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5, keepalive_timeout=SILENCE)
    await runner.setup()
    door.server = runner.server
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(
            door.enter, host, port, backlog=BACKLOG, reuse_address=True
        )
        try:
            yield int(server.sockets[0].getsockname()[1])
        finally:
            server.close()
    finally:
        await runner.cleanup()


async def body_of(request: web.Request) -> bytes | None:
    """All of it; None from whoever takes too long."""
    try:
        async with asyncio.timeout(BODY):
            return await request.read()
    except TimeoutError:
        return None
