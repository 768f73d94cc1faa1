"""The card provider over HTTP: what was charged, and giving it back."""

import asyncio
import time
from typing import Any

from aiohttp import web

from sandbox.calls import named_fault
from sandbox.control.bodies import read_body
from sandbox.disputing import dispute
from sandbox.errors import ControlError
from sandbox.http_api import WORLD, hang_up
from sandbox.refunding import refund_card
from sandbox.world import Sandbox

REFUND, BOOKS = "refund", "books"


async def payments(request: web.Request) -> web.Response:
    taken = request.app[WORLD].invoices.payments.values()
    return web.json_response({"payments": [payment.view() for payment in taken]})


async def refund(request: web.Request) -> web.Response:
    """As a provider answers, with the troubles a provider has: faults with the method `refund`."""
    world, wish = request.app[WORLD], await read_body(request)
    started = time.perf_counter()
    fault = named_fault(world, REFUND)
    kind = fault.kind if fault else ""
    if fault and kind == "delay":
        await asyncio.sleep(fault.seconds)
    if kind == "lost_request":
        return hang_up(request)
    status, answer = (503, {"error": "try later"}) if kind == "server_error" else _try(world, wish)
    world.log.add(
        at=world.clock.now().isoformat(),
        method=REFUND,
        parameters=wish,
        status=status,
        response=answer,
        milliseconds=round((time.perf_counter() - started) * 1000, 2),
        fault=kind,
    )
    return hang_up(request) if kind == "lost_answer" else web.json_response(answer, status=status)


async def open_dispute(request: web.Request) -> web.Response:
    return web.json_response(dispute(request.app[WORLD], await read_body(request)))


async def books(request: web.Request) -> web.Response:
    """With the troubles that a provider has: faults with the method `books`."""
    world = request.app[WORLD]
    fault = named_fault(world, BOOKS)
    kind = fault.kind if fault else ""
    if kind in {"lost_request", "lost_answer"}:
        return hang_up(request)
    if kind == "server_error":
        return web.json_response({"error": "try later"}, status=503)
    return web.json_response(world.invoices.books.page(request.query.get("cursor", "")))


def _try(world: Sandbox, wish: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    try:
        return 200, refund_card(world, wish)
    except ControlError as error:
        return error.status, {"error": str(error)}


def routes() -> list[web.RouteDef]:
    return [
        web.get("/sandbox/payments", payments),
        web.post("/sandbox/refunds", refund),
        web.post("/sandbox/disputes", open_dispute),
        web.get("/sandbox/books", books),
    ]
