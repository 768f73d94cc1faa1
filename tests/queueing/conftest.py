"""A place with a queue, its clerk, and guests who wait."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from database.door import Database
from queueing import calling, queues, tickets, waiting
from queueing.tickets import Ticket
from tests.making import Market, Shop
from tests.soundness import audited


@dataclass
class Door:
    """Each call is a unit of work of its own, at the door's `now`."""

    database: Database
    now: datetime
    shop: Shop

    async def do(self, use_case: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return await self.database.write(lambda c: use_case(c, *given, **named))

    async def guest(self) -> int:
        return int(await self.database.write(lambda c: Market(c, self.now).guest()))

    async def take(self, party: int = 2, guest: int | None = None) -> int:
        who = await self.guest() if guest is None else guest
        return int(await self.do(waiting.take_number, who, self.shop.location, party, self.now))

    async def call(self, ticket: int) -> None:
        await self.do(calling.call, ticket, self.shop.clerk, self.now)

    async def ticket(self, ticket_id: int) -> Ticket:
        found = await self.database.read(lambda c: tickets.ticket(c, ticket_id))
        assert found is not None
        return found

    async def ahead(self, ticket_id: int) -> int:
        one = await self.ticket(ticket_id)
        return await self.database.read(lambda c: tickets.ahead_of(c, one))

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
async def door(database: Database, now: datetime) -> AsyncIterator[Door]:
    shop = await database.write(lambda c: Market(c, now).merchant())
    here = Door(database, now, shop)
    await here.do(queues.open_queue, shop.location, shop.clerk, now)
    yield here
    assert await database.read(lambda c: audited(c, here.now), snapshot=True) == []
