"""Two programs behind one webhook: what is pushed is shared out, as a balancer before them does it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from random import Random

import aiohttp
from aiohttp import web

from tests.torture.market import Market
from tests.torture.nursery import AHEAD_OF_TIME
from tests.torture.program import Nursery, Program
from tests.torture.victim import Victim

HOST = "127.0.0.1"
TO_ALL = 0.1
"""How often an update comes to everybody at once, as when Telegram is tired of waiting."""

APART = 0.5
"""Seconds by which the clock of each is ahead of the one before."""

TAKEN, NOBODY = 200, 502


@dataclass
class Balancer:
    """Whoever is dead is passed over; who dies over an update has it come again."""

    session: aiohttp.ClientSession
    ports: Sequence[int]
    random: Random
    turn: int = 0

    async def push(self, request: web.Request) -> web.Response:
        update = await request.read()
        headers = {name: each for name, each in request.headers.items() if name.startswith("X-")}
        tell = partial(self._tell, request.path, update, headers)
        if self.random.random() < TO_ALL:
            statuses = await asyncio.gather(*map(tell, self.ports))
            return told(TAKEN if TAKEN in statuses else NOBODY)
        self.turn += 1
        first = self.turn % len(self.ports)
        for port in (*self.ports[first:], *self.ports[:first]):
            status = await tell(port)
            if status is not None:
                return told(status)
        return told(NOBODY)

    async def _tell(self, path: str, body: bytes, headers: dict[str, str], port: int) -> int | None:
        """None where nobody is there."""
        url = f"http://{HOST}:{port}{path}"
        try:
            async with self.session.post(url, data=body, headers=headers) as answer:
                return answer.status
        except aiohttp.ClientConnectorError:
            return None
        except aiohttp.ClientError:
            return NOBODY

    async def is_well(self, port: int) -> bool:
        try:
            async with self.session.get(f"http://{HOST}:{port}/health") as answer:
                return answer.status == TAKEN
        except aiohttp.ClientError:
            return False


def told(status: int) -> web.Response:
    """Without a word on when to come again, Telegram stays away for longer and longer."""
    return web.Response(status=status, headers={} if status == TAKEN else {"Retry-After": "1"})


@asynccontextmanager
async def pair(market: Market, random: Random) -> AsyncIterator[Victim]:
    """Two programs that do not run yet, and the address that they share."""
    nursery, ports = Nursery(), [free_port(), free_port()]
    async with aiohttp.ClientSession() as session:
        balancer = Balancer(session, ports, random)
        async with served(balancer) as url:
            programs = [
                Program(
                    market,
                    nursery,
                    {
                        "HEREABOUTS_PUBLIC_URL": url,
                        "HEREABOUTS_PORT": str(port),
                        AHEAD_OF_TIME: str(number * APART),
                    },
                    partial(balancer.is_well, port),
                )
                for number, port in enumerate(ports)
            ]
            yield Victim(market, nursery, programs)


@asynccontextmanager
async def served(balancer: Balancer) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/{path:.*}", balancer.push)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, 0).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
