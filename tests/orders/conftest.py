"""A desk for tests of orders: runs use cases as units of work, and audits when a test is over."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, select

from database.door import Database
from orders.auditing import Breach
from orders.booking import placing
from orders.booking.availability import left_at
from orders.booking.offers import offered
from orders.money import paying
from orders.money.paying import CapturedPayment
from orders.reading.briefs import PaymentBrief
from orders.reading.queries import OrderView, order
from payments.models import payments
from tests.guards import open_lacking
from tests.making import Market
from tests.soundness import audited

PAYMENT = select(payments).where(payments.c.id == bindparam("payment"))


class Desk:
    """Each call is a unit of work of its own, at the desk's `now`."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now
        self.audited = True

    async def do(self, use_case: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return await self.database.write(lambda c: use_case(c, *given, **named))

    async def see(self, query: Callable[..., Any], *given: Any, **named: Any) -> Any:
        return await self.database.read(lambda c: query(c, *given, **named))

    async def make(self, build: Callable[[Market], Any]) -> Any:
        return await self.database.write(lambda c: build(Market(c, self.now)))

    def later(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now

    def start(self, days: int = 1, hour: int = 12, minute: int = 0) -> datetime:
        return Market(None, self.now).start(days, hour, minute)  # type: ignore[arg-type]

    async def hold(
        self,
        guest: int,
        service: int,
        starts_at: datetime | None,
        seats: int = 1,
        with_: int | None = None,
    ) -> int:
        given = (guest, service, starts_at, seats, None, self.now)
        held: int = await self.do(placing.hold, *given, resource_id=with_)
        return held

    async def order(self, order_id: int) -> OrderView:
        view = await self.see(order, order_id)
        assert view is not None
        return view

    async def is_free(self, service: int, start: datetime, seats: int) -> bool:
        """Whether a start has so many seats, wherever it lies."""

        def left(connection: Connection) -> list[int]:
            return left_at(connection, offered(connection, service), [start], self.now)

        (found,) = await self.see(left)
        return bool(found >= seats)

    async def request(self, order_id: int) -> int:
        view = await self.order(order_id)
        asked: int = await self.do(paying.request, order_id, view.guest_id, "sandbox", self.now)
        return asked

    async def paid(self, payment_id: int, event: str = "", **other: Any) -> CapturedPayment:
        """What the provider says when it has the money; `other` is what it says instead."""
        view = await self.see(payment, payment_id)
        told = {
            "provider": "sandbox",
            "event_key": event or f"event-{payment_id}",
            "payload": view["payload"],
            "charge_id": f"charge-{event or payment_id}",
            "provider_charge_id": None,
            "amount": view["amount"],
            "currency": view["currency"],
            "guest_id": view["guest_id"],
            "raw": {"said": "paid"},
        }
        return CapturedPayment(**told | other)

    async def pay(self, order_id: int) -> None:
        """Ask, capture and apply: all goes well."""
        payment_id = await self.request(order_id)
        await self.settle(await self.paid(payment_id))

    async def settle(self, paid: CapturedPayment) -> int:
        event: int = await self.do(paying.capture, paid, self.now)
        await self.do(paying.apply, event, self.now)
        return event

    async def place(
        self,
        guest: int,
        service: int,
        starts_at: datetime | None,
        seats: int = 1,
        with_: int | None = None,
    ) -> int:
        """A paid order."""
        order_id = await self.hold(guest, service, starts_at, seats, with_)
        await self.pay(order_id)
        return order_id

    async def payment_of(self, order_id: int) -> PaymentBrief:
        view = await self.order(order_id)
        return view.payments[-1]

    async def audit(self) -> list[Breach]:
        return await self.database.read(lambda c: audited(c, self.now), snapshot=True)


def payment(connection: Any, payment_id: int) -> Any:
    return connection.execute(PAYMENT, {"payment": payment_id}).mappings().one()


@pytest.fixture
async def desk(database: Database, now: datetime) -> AsyncIterator[Desk]:
    made = Desk(database, now)
    yield made
    if made.audited:
        assert await made.audit() == []


Lacking = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def lacking(empty_url: str, now: datetime) -> Lacking:
    """A desk over a database that lacks these constraints and unique indexes."""

    @asynccontextmanager
    async def opened(*names: str) -> AsyncIterator[Desk]:
        async with open_lacking(empty_url, now, *names) as database:
            yield Desk(database, now)

    return opened
