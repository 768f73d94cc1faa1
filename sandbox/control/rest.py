"""Time, trouble and insight over HTTP: clock, faults, requests, updates, quiet, reset."""

import time
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from aiohttp import web

from sandbox.control.bodies import number, read_body
from sandbox.errors import ControlError
from sandbox.http_api import WORLD
from sandbox.numbers import finite
from sandbox.world import Sandbox

SHOWN_PEOPLE = 200  # a load test may have a hundred thousand; a page need not


async def clock(request: web.Request) -> web.Response:
    """Now; with `after` (a revision) and `timeout`, waits for the next turn of the clock."""
    world = request.app[WORLD]
    if "after" in request.query:
        await world.clock.turned.passed(
            int(number(request, "after")), number(request, "timeout", 30)
        )
    return web.json_response(world.clock.view())


async def turn_clock(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_body(request)
    if "advance" in body:
        world.clock.advance(finite(body["advance"]))
    elif "set" in body:
        world.clock.set(_moment(str(body["set"])))
    elif "offset" in body:
        world.clock.advance(finite(body["offset"]) - world.clock.offset)
    else:
        raise ControlError(400, "give advance (seconds), set (a date) or offset (seconds)")
    world.hub.tell("clock", **world.clock.view())
    return web.json_response(world.clock.view())


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


async def faults(request: web.Request) -> web.Response:
    return web.json_response({"faults": request.app[WORLD].faults.view()})


async def add_fault(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    fault = world.faults.add(await read_body(request))
    world.hub.tell("faults", faults=world.faults.view())
    return web.json_response(fault.view(), status=201)


async def remove_fault(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    if "fault" in request.match_info:
        world.faults.remove(int(request.match_info["fault"]))
    else:
        world.faults.clear()
    world.hub.tell("faults", faults=world.faults.view())
    return web.json_response({"faults": world.faults.view()})


async def requests(request: web.Request) -> web.Response:
    log = request.app[WORLD].log
    found = log.view(
        int(number(request, "after")),
        request.query.get("method", ""),
        int(number(request, "limit", 100)),
    )
    return web.json_response({"count": log.count, "requests": found})


async def clear_requests(request: web.Request) -> web.Response:
    request.app[WORLD].log.clear()
    return web.json_response({"requests": []})


async def updates(request: web.Request) -> web.Response:
    pending = request.app[WORLD].updates.pending()
    return web.json_response({"updates": [update.json() for update in pending]})


async def quiet(request: web.Request) -> web.Response:
    """Waits until the bot has taken every update and has not asked anything for a moment."""
    world = request.app[WORLD]
    still, deadline = (
        number(request, "still", 0.1),
        time.monotonic() + number(request, "timeout", 10),
    )
    while (left := deadline - time.monotonic()) > 0:
        seen = world.activity.revision
        if await world.activity.passed(seen, min(still, left)):
            continue
        if _idle(world):
            return web.json_response({"quiet": True})
    return web.json_response({"quiet": False, "pending": len(world.updates.pending())})


def _idle(world: Sandbox) -> bool:
    return not world.busy and not world.updates.deliverable()


async def reset(request: web.Request) -> web.Response:
    request.app[WORLD].reset()
    return web.json_response({"reset": True})


async def alter_settings(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_body(request)
    if "strict" in body:
        world.limits.strict = bool(body["strict"])
    world.hub.tell("settings", strict=world.limits.strict)
    return web.json_response({"strict": world.limits.strict})


async def state(request: web.Request) -> web.Response:
    return web.json_response(whole_state(request.app[WORLD]))


def whole_state(world: Sandbox) -> dict[str, Any]:
    """Everything the page needs to draw itself from nothing."""
    return {
        "bot": world.bot_user(),
        "profile": {
            "commands": world.profile.commands,
            "descriptions": world.profile.descriptions,
            "menu_button": world.profile.menu_button,
        },
        "phones": [{"name": phone.name, "person": phone.person} for phone in world.settings.phones],
        "tour": [asdict(step) for step in world.settings.tour],
        "forgets": world.settings.forgets,
        "people": [person.user() for person in islice(world.people.values(), SHOWN_PEOPLE)],
        "chats": {
            str(person): chat.view() for person, chat in islice(world.chats.items(), SHOWN_PEOPLE)
        },
        "clock": world.clock.view(),
        "time_zone": world.settings.time_zone,
        "faults": world.faults.view(),
        "strict": world.limits.strict,
    }


def routes() -> list[web.RouteDef]:
    return [
        web.get("/sandbox/state", state),
        web.get("/sandbox/clock", clock),
        web.post("/sandbox/clock", turn_clock),
        web.get("/sandbox/faults", faults),
        web.post("/sandbox/faults", add_fault),
        web.delete("/sandbox/faults", remove_fault),
        web.delete("/sandbox/faults/{fault:\\d+}", remove_fault),
        web.get("/sandbox/requests", requests),
        web.delete("/sandbox/requests", clear_requests),
        web.get("/sandbox/updates", updates),
        web.get("/sandbox/quiet", quiet),
        web.post("/sandbox/reset", reset),
        web.post("/sandbox/settings", alter_settings),
    ]
