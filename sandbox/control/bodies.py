"""Reading what the control API is sent, and saying plainly what is wrong with it."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.errors import ControlError, TelegramError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def read_body(request: web.Request) -> dict[str, Any]:
    raw = await request.read()
    try:
        body = json.loads(raw or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ControlError(400, "the body must be a JSON object")
    return body


def number(request: web.Request, name: str, default: float = 0) -> float:
    try:
        return float(request.query.get(name, default))
    except ValueError:
        raise ControlError(400, f"{name} must be a number") from None


def _foreign(request: web.Request) -> bool:
    """Whether another web site tries to drive the sandbox through somebody's browser."""
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(origin or "").netloc != request.host


@web.middleware
async def explain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not request.path.startswith("/sandbox/"):
        return await handler(request)
    if _foreign(request):
        return web.json_response({"error": "another site may not drive the sandbox"}, status=403)
    try:
        return await handler(request)
    except ControlError as error:
        return web.json_response({"error": str(error)}, status=error.status)
    except TelegramError as error:
        return web.json_response({"error": error.description}, status=400)
    except (ValueError, TypeError) as error:
        return web.json_response({"error": f"not understood: {error}"}, status=400)
