"""What holds for every answer of the console: its headers, its size, and where a form comes from."""

import asyncio
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

FORM = "application/x-www-form-urlencoded"
LARGEST = 32 * 1024
MOST_FIELDS = 200
PATIENCE = 10.0
"""Seconds in which a form has to arrive."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self' https://web.telegram.org"
)
KEPT = "no-cache"
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
)


Unserved = Callable[[web.Request, int], web.Response]
"""The page for a request that nothing serves, by its status."""


def guard(origin: str | None, unserved: Unserved) -> Middleware:
    """Refuses forms from elsewhere, and puts the headers on every answer, also on refusals."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if request.method not in {"GET", "HEAD"} and not is_from_here(request, origin):
                raise web.HTTPForbidden
            response = await handler(request)
        except web.HTTPRedirection as elsewhere:
            place = {"Location": elsewhere.headers["Location"]}
            response = web.Response(status=elsewhere.status, headers=place)
        except web.HTTPException as refused:
            response = unserved(request, refused.status)
        response.headers.update(HEADERS)
        response.headers["Cache-Control"] = KEPT if is_asset(response) else "no-store"
        return response

    return guarded


def is_asset(response: web.StreamResponse) -> bool:
    """What is the same for everybody: a browser keeps it, and asks whether it is still so."""
    return isinstance(response, web.FileResponse)


def is_from_here(request: web.Request, origin: str | None) -> bool:
    """A browser says with each form where the page stands; only a program leaves it out."""
    given = request.headers.get("Origin")
    if given is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return given == origin or urlsplit(given).netloc == request.host


async def form_of(request: web.Request) -> Mapping[str, str]:
    """The fields of a form that is no larger and no slower than one of ours."""
    if request.content_type != FORM:
        raise web.HTTPUnsupportedMediaType
    return dict(_fields((await _body(request)).decode(errors="replace")))


def _fields(body: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise web.HTTPBadRequest from error


async def _body(request: web.Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.content.iter_chunked(LARGEST):
                body += piece
                if len(body) > LARGEST:
                    raise web.HTTPRequestEntityTooLarge(LARGEST, len(body))
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    return bytes(body)
