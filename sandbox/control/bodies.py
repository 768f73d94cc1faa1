"""Reading what the control API is sent, and saying plainly what is wrong with it."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.errors import ControlError, TelegramError
from sandbox.numbers import finite, read_json

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def read_body(request: web.Request) -> dict[str, Any]:
    raw = await request.read()
    try:
        body = read_json(raw or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ControlError(400, "the body must be a JSON object")
    return body


def number(request: web.Request, name: str, default: float = 0) -> float:
    try:
        return finite(request.query.get(name, default))
    except ValueError:
        raise ControlError(400, f"{name} must be a number") from None


@web.middleware
async def explain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not request.path.startswith("/sandbox/"):
        return await handler(request)
    try:
        return await handler(request)
    except ControlError as error:
        return web.json_response({"error": str(error)}, status=error.status)
    except TelegramError as error:
        return web.json_response({"error": error.description}, status=400)
    except (ValueError, TypeError, OverflowError) as error:
        return web.json_response({"error": f"not understood: {error}"}, status=400)
