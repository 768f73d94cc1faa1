"""People over HTTP: adding them, acting as them, reading their chats."""

import inspect
import secrets
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from aiohttp import web

from sandbox import acting, pressing
from sandbox.control.bodies import number, read_body
from sandbox.errors import ControlError
from sandbox.http_api import WORLD
from sandbox.inline import ask_inline
from sandbox.numbers import whole_or
from sandbox.params import Params
from sandbox.people import Chat
from sandbox.settings import PersonSettings
from sandbox.world import Sandbox

Act = Callable[[Sandbox, Chat, Params], Any]
ACTS: MappingProxyType[str, Act] = MappingProxyType(
    {
        "start": acting.start,
        "say": acting.say,
        "open": acting.open_link,
        "location": acting.share_location,
        "live": acting.share_live,
        "venue": acting.share_venue,
        "photo": acting.send_photo,
        "document": acting.send_document,
        "sticker": acting.send_sticker,
        "voice": acting.send_voice,
        "contact": acting.send_contact,
        "edit": acting.edit,
        "delete": acting.delete,
        "block": acting.block,
        "unblock": acting.unblock,
        "press": pressing.press,
        "inline": ask_inline,
        "choose": pressing.choose,
        "pay": pressing.pay_invoice,
    }
)
LARGEST_ID = 2**52
NAMES = ("first_name", "last_name", "username", "language_code")


def chat_of(request: web.Request) -> Chat:
    chat = request.app[WORLD].chats.get(int(request.match_info["person"]))
    if chat is None:
        raise ControlError(404, "there is no such person")
    return chat


async def act(request: web.Request) -> web.Response:
    wish = ACTS.get(request.match_info["act"])
    if wish is None:
        raise ControlError(404, f"a person can: {', '.join(ACTS)}")
    params = Params(await read_body(request))
    result = wish(request.app[WORLD], chat_of(request), params)
    return web.json_response(await result if inspect.isawaitable(result) else result)


async def everybody(request: web.Request) -> web.Response:
    people = request.app[WORLD].people.values()
    return web.json_response({"people": [person.user() for person in people]})


async def add(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_body(request)
    if not body.get("first_name"):
        raise ControlError(400, "a person needs a first_name")
    given = whole_or(body.get("id"), 100_000 + secrets.randbelow(900_000_000))
    if not 0 < given < LARGEST_ID:
        raise ControlError(400, "an id is a positive number of at most 52 bits")
    if given in world.people:
        raise ControlError(409, "there is somebody with this id")
    names = {name: str(body[name]) for name in NAMES if name in body}
    person = world.add_person(PersonSettings(id=given, **names))
    return web.json_response(person.user(), status=201)


async def show(request: web.Request) -> web.Response:
    chat = chat_of(request)
    state = {"started": chat.started, "blocked": chat.blocked}
    return web.json_response({**chat.person.user(), **state})


async def alter(request: web.Request) -> web.Response:
    """A new name or language shows in the next update, as with Telegram."""
    chat, body = chat_of(request), await read_body(request)
    for name in NAMES:
        if name in body:
            setattr(chat.person, name, str(body[name]))
    request.app[WORLD].hub.tell("person", person=chat.person.user())
    return web.json_response(chat.person.user())


async def messages(request: web.Request) -> web.Response:
    """What changed after `after`; with a timeout, waits until something has."""
    chat, after = chat_of(request), int(number(request, "after"))
    patience = number(request, "timeout")
    if chat.seq <= after and patience:
        await chat.changed.passed(chat.changed.revision, patience)
    return web.json_response(chat.view(after))


def routes() -> list[web.RouteDef]:
    person = "/sandbox/people/{person:\\d+}"
    return [
        web.get("/sandbox/people", everybody),
        web.post("/sandbox/people", add),
        web.get(person, show),
        web.patch(person, alter),
        web.get(f"{person}/messages", messages),
        web.post(f"{person}/{{act}}", act),
    ]
