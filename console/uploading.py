"""Forms that bring a picture or a file along: no larger and no slower than what a good phone sends."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import BodyPartReader, web

from catalog.errors import PictureUnreadable
from catalog.picturing import Sent, picture
from console.asking import SentFile

PHOTO = "photo"
FILE = "file"
MULTIPART = "multipart/form-data"
LARGEST = 12 * 1024 * 1024
LARGEST_FIELD = 4 * 1024
MOST_PARTS = 10
PATIENCE = 60.0
"""Seconds in which a picture has to arrive."""


async def form_with_photo(request: web.Request) -> tuple[Mapping[str, str], bytes]:
    """The fields of a form, and the picture in it; without a byte where none was chosen."""
    fields, sent = await form_with_file(request, PHOTO)
    return fields, sent.content


async def form_with_file(
    request: web.Request, name: str = FILE
) -> tuple[Mapping[str, str], SentFile]:
    """Likewise with whatever file."""
    if request.content_type != MULTIPART:
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(PATIENCE):
            return await _parts(request, name)
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    except ValueError as error:
        raise web.HTTPBadRequest from error


async def _parts(request: web.Request, name: str) -> tuple[Mapping[str, str], SentFile]:
    reader = await request.multipart()
    fields: dict[str, str] = {}
    sent = SentFile("", b"")
    for _ in range(MOST_PARTS):
        part = await reader.next()
        if part is None:
            return MappingProxyType(fields), sent
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise web.HTTPBadRequest
        if part.name == name:
            sent = SentFile((part.filename or "").replace("\0", ""), await _read(part, LARGEST))
        else:
            fields[part.name] = (await _read(part, LARGEST_FIELD)).decode(errors="replace")
    raise web.HTTPBadRequest


async def _read(part: BodyPartReader, most: int) -> bytes:
    found = bytearray()
    while piece := await part.read_chunk():
        found += piece
        if len(found) > most:
            raise web.HTTPRequestEntityTooLarge(most, len(found))
    return bytes(found)


async def sent_photo(photo: bytes) -> Sent:
    """Looked at beside what everybody waits for; raises PictureUnreadable."""
    if not photo:
        raise PictureUnreadable
    return Sent(photo, await asyncio.to_thread(picture, photo))
