"""The sandbox as a web application, alone or inside another program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from sandbox import http_api
from sandbox.control import money, persons, rest, watching
from sandbox.control.bodies import explain_errors
from sandbox.http_api import WORLD
from sandbox.settings import Settings
from sandbox.visitors import guard
from sandbox.webhooks import WebhookDelivery
from sandbox.world import Sandbox

LARGEST_REQUEST = 64 * 1024 * 1024

__all__ = ["Sandbox", "Settings", "create_app", "running"]


def create_app(sandbox: Sandbox, host: str = "127.0.0.1") -> web.Application:
    """`host` is where it will be served: beside this machine's own names, the only one it takes."""
    app = web.Application(
        middlewares=[guard(host), explain_errors], client_max_size=LARGEST_REQUEST
    )
    app[WORLD] = sandbox
    for part in (http_api, persons, rest, money, watching):
        app.add_routes(part.routes())
    app.cleanup_ctx.append(_background)
    app.on_shutdown.append(_say_goodbye)
    return app


async def _background(app: web.Application) -> AsyncIterator[None]:
    world = app[WORLD]
    world.background.start(WebhookDelivery(world).run())
    yield
    await world.background.close()


async def _say_goodbye(app: web.Application) -> None:
    """Whoever still listens is let go, so that stopping does not wait for them."""
    app[WORLD].close()


@asynccontextmanager
async def running(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve until the block is left; the value is the address, with the port that was found."""
    runner = web.AppRunner(create_app(sandbox, host), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
