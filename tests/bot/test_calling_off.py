"""The worker that cancels what is booked at suspended places, a few orders in one transaction."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.clock import MachineClock
from bot.wakeups import Wakeups
from bot.workers.in_batches import AT_ONCE, InBatches
from database.door import Database
from orders.auditing import audit
from orders.booking import placing
from orders.course import suspending
from orders.models import orders
from tests.making import Market

MANY = 2 * AT_ONCE + 3


def suspended(connection: Connection, now: datetime) -> int:
    market = Market(connection, now)
    shop = market.merchant()
    table = market.service(shop, price=0, duration_minutes=None, capacity=MANY)
    for guest in [market.guest() for _ in range(MANY)]:
        order = placing.hold(connection, guest, table, None, 1, None, now)
        placing.place_free(connection, order, guest, now)
    suspending.suspend(connection, shop.merchant, market.operator(), now)
    return shop.merchant


async def test_it_goes_on_until_nothing_is_left_wherever_it_was_stopped(database: Database) -> None:
    now = MachineClock().now()
    await database.write(lambda c: suspended(c, now))
    await database.write(lambda c: suspending.call_off(c, now, AT_ONCE))  # then it was killed

    wakeups = Wakeups()
    wakeup = wakeups.subscribe()
    done = (suspending.is_calling_off, suspending.call_off)
    assert await InBatches(*done, database, MachineClock(), wakeups).work() is None

    states = select(orders.c.state, func.count()).group_by(orders.c.state)
    assert await database.read(lambda c: c.execute(states).all()) == [("cancelled", MANY)]
    assert wakeup.is_set()
    assert await database.read(lambda c: audit(c, MachineClock().now())) == []
