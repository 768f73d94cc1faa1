"""The web server: the console, where Telegram pushes updates, and where others see whether we are well."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from sqlalchemy import Connection, text

from bot.connections import Door, listening
from bot.logs import Log
from bot.telegram.webhook import LARGEST, PATH, Webhook
from console.incoming import PREFIX
from database.door import Database


class Health:
    """Well means that the database answers."""

    def __init__(self, database: Database, log: Log) -> None:
        self._database = database
        self._log = log

    async def handle(self, _request: web.Request) -> web.Response:
        try:
            await self._database.read(_ask)
        except Exception:  # noqa: BLE001 - whatever it is, we are not well
            self._log.exception("the database does not answer")
            return web.json_response({"status": "the database does not answer"}, status=503)
        return web.json_response({"status": "ok"})


def _ask(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))


@asynccontextmanager
async def serving(
    health: Health,
    webhook: Webhook | None,
    host: str,
    port: int,
    console: web.Application | None = None,
) -> AsyncIterator[int]:
    """Serves until the block is left; the value is the port."""
    door = Door()
    app = web.Application(client_max_size=LARGEST, middlewares=[door.middleware()])
    app.router.add_get("/health", health.handle)
    if webhook is not None:
        app.router.add_post(PATH, webhook.handle)
    if console is not None:
        app.add_subapp(PREFIX, console)
    async with listening(app, door, host, port) as chosen:
        yield chosen
