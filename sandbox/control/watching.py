"""What the page lives on: its own files, files from chats, and the stream of events."""

import asyncio
import json
import mimetypes
from contextlib import suppress
from importlib import resources
from types import MappingProxyType

from aiohttp import web

from sandbox.errors import ControlError
from sandbox.files import picture_type
from sandbox.http_api import WORLD

HEARTBEAT = 15.0
POLICY = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'"
FILE_HEADERS = MappingProxyType(
    {
        "Cache-Control": "private, max-age=86400",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
)
"""A file of a chat shows nothing but itself, and runs nothing on the page's own site."""


async def events(request: web.Request) -> web.StreamResponse:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    response = web.StreamResponse(headers=headers)
    response.content_type = "text/event-stream"
    await response.prepare(request)
    with request.app[WORLD].hub.watching() as news, suppress(ConnectionError):  # a page was closed
        await response.write(b": welcome\n\n")
        await _pour(news, response)
    return response


async def _pour(
    news: "asyncio.Queue[dict[str, object] | None]", response: web.StreamResponse
) -> None:
    while True:
        try:
            async with asyncio.timeout(HEARTBEAT):
                event = await news.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if event is None:
            return
        await response.write(f"data: {json.dumps(event)}\n\n".encode())


async def chat_file(request: web.Request) -> web.Response:
    file = request.app[WORLD].files.find(request.match_info["file_id"])
    if file is None:
        raise ControlError(404, "this file is gone")
    kind = picture_type(file.data)
    return web.Response(body=file.data, content_type=kind, headers=FILE_HEADERS)


async def page(request: web.Request) -> web.Response:
    name = request.match_info.get("path") or "index.html"
    parts = name.split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise web.HTTPNotFound
    found = resources.files("sandbox").joinpath("page", *parts)
    if not found.is_file():
        raise web.HTTPNotFound
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    charset = "utf-8" if kind.startswith("text/") else None
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}
    headers["X-Content-Type-Options"] = "nosniff"
    return web.Response(
        body=found.read_bytes(), content_type=kind, charset=charset, headers=headers
    )


def routes() -> list[web.RouteDef]:
    return [
        web.get("/sandbox/events", events),
        web.get("/sandbox/files/{file_id}", chat_file),
        web.get("/", page),
        web.get("/page/{path:.+}", page),
    ]
