"""The Bot API's door: reading requests in every form Telegram takes, answering in its own."""

import re
from typing import Any

from aiohttp import web
from multidict import MultiMapping

from sandbox.calls import Reply, call
from sandbox.errors import TelegramError, bad_request
from sandbox.numbers import read_json
from sandbox.params import Params, Upload
from sandbox.world import Sandbox

WORLD = web.AppKey("world", Sandbox)
Json = dict[str, Any]


async def bot_api(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    try:
        check_token(world, request.match_info["token"])
        params = await read_params(request)
    except TelegramError as error:
        return _respond(Reply(error.code, error.payload()))
    except web.HTTPRequestEntityTooLarge:
        return _respond(Reply(413, TelegramError(413, "Request Entity Too Large").payload()))
    reply = await call(world, request.match_info["method"], params)
    if reply.lost:
        return hang_up(request)
    return _respond(reply)


def check_token(world: Sandbox, token: str) -> None:
    if not re.fullmatch(r"\d+:[\w-]+", token):
        raise TelegramError(404, "Not Found")
    if token != world.settings.token:
        raise TelegramError(401, "Unauthorized")


def _respond(reply: Reply) -> web.Response:
    if reply.broken:
        page = f"<html><head><title>{reply.status}</title></head><body>nginx</body></html>"
        return web.Response(status=reply.status, text=page, content_type="text/html")
    headers = {}
    retry_after = reply.body.get("parameters", {}).get("retry_after")
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return web.json_response(reply.body, status=reply.status, headers=headers)


def hang_up(request: web.Request) -> web.Response:
    """What was asked may well have happened; the asker never learns."""
    if request.transport:
        request.transport.abort()
    return web.Response()


async def read_params(request: web.Request) -> Params:
    values: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= _json_object(await request.read())
    elif request.can_read_body:
        _read_form(await request.post(), values, uploads)
    return Params(values, uploads)


def _json_object(body: bytes) -> Json:
    try:
        found = read_json(body or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_request("object expected as request body")
    return found


def _read_form(
    form: MultiMapping[str | bytes | bytearray | web.FileField],
    values: Json,
    uploads: dict[str, Upload],
) -> None:
    for name, value in form.items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        elif isinstance(value, str):
            values[name] = value
        else:
            uploads[name] = Upload(name, "application/octet-stream", bytes(value))


async def download(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    try:
        check_token(world, request.match_info["token"])
    except TelegramError as error:
        return _respond(Reply(error.code, error.payload()))
    file = world.files.at(request.match_info["path"])
    if file is None:
        return _respond(Reply(404, TelegramError(404, "Not Found").payload()))
    return web.Response(body=file.data, content_type="application/octet-stream")


def routes() -> list[web.RouteDef]:
    return [
        web.route("*", "/bot{token:[^/]+}/{method}", bot_api),
        web.get("/file/bot{token:[^/]+}/{path:.+}", download),
    ]
