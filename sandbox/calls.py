"""One Bot API call from parameters to answer, with the faults that were asked for."""

import asyncio
import inspect
import time
from dataclasses import dataclass
from typing import Any

from sandbox.errors import TelegramError, too_many_requests
from sandbox.faults import REQUEST_FAULTS, Fault
from sandbox.methods.receiving import Described
from sandbox.methods.registry import METHODS
from sandbox.params import Params
from sandbox.world import Sandbox

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over the wire; a lost one is executed and never heard of."""

    status: int
    body: Json
    lost: bool = False
    broken: bool = False  # a server error, in HTML as from a proxy


async def call(world: Sandbox, method: str, params: Params) -> Reply:
    """Execute and log; the log says what the bot was told, not what it heard."""
    quiet = method.lower() == "getupdates"
    started = time.perf_counter()
    fault = world.faults.strike(REQUEST_FAULTS, method) if not quiet else named_fault(world, method)
    world.busy += not quiet
    try:
        reply = await _with_fault(world, method, params, fault)
    finally:
        world.busy -= not quiet
    if not quiet or reply.status != 200 or fault:
        _log(world, method, params, reply=reply, fault=fault, since=started)
    return reply


def named_fault(world: Sandbox, method: str) -> Fault | None:
    """For what a fault for any method leaves alone: polling, for one, would eat it."""
    return world.faults.strike(REQUEST_FAULTS, method, named=True)


async def _with_fault(world: Sandbox, method: str, params: Params, fault: Fault | None) -> Reply:
    kind = fault.kind if fault else ""
    if fault and kind == "server_error":
        return Reply(fault.status, {}, broken=True)
    if kind == "lost_request":
        return Reply(0, {}, lost=True)
    if fault and kind == "delay":
        await asyncio.sleep(fault.seconds)
    try:
        if fault and kind == "too_many_requests":
            raise too_many_requests(fault.retry_after)
        body = await _execute(world, method, params)
    except TelegramError as error:
        return Reply(error.code, error.payload())
    return Reply(200, body, lost=kind == "lost_answer")


async def _execute(world: Sandbox, method: str, params: Params) -> Json:
    handler = METHODS.get(method.lower())
    if handler is None:
        raise TelegramError(404, "Not Found: method not found")
    result = handler(world, params)
    if inspect.isawaitable(result):
        result = await result
    if isinstance(result, Described):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


def _log(
    world: Sandbox, method: str, params: Params, *, reply: Reply, fault: Fault | None, since: float
) -> None:
    request = world.log.add(
        at=world.clock.now().isoformat(),
        method=method,
        parameters=params.loggable(),
        status=reply.status,
        response=reply.body,
        milliseconds=round((time.perf_counter() - since) * 1000, 2),
        fault=fault.kind if fault else "",
    )
    world.activity.fire()
    if world.hub.watched:
        world.hub.tell("request", request=request.view())
