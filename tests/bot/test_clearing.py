"""The worker that sees to the bookings in times that a merchant closed, a few in one transaction."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.clock import MachineClock
from bot.wakeups import Wakeups
from bot.workers.in_batches import AT_ONCE, InBatches
from catalog.closing import Bookings, Closed
from catalog.roster_models import closures
from catalog.whose import Whose
from database.door import Database
from orders.auditing import audit
from orders.booking import placing
from orders.course import clearing
from orders.models import orders
from tests.making import Market

MANY = 2 * AT_ONCE + 3


def closed(connection: Connection, now: datetime) -> int:
    market = Market(connection, now)
    shop = market.merchant()
    table = market.service(shop, capacity=MANY, price=0)
    start = market.start(days=3)
    for guest in [market.guest() for _ in range(MANY)]:
        order = placing.hold(connection, guest, table, start, 1, None, now)
        placing.place_free(connection, order, guest, now)
    days = Closed(Whose(shop.location), start.date(), start.date())
    return clearing.close(connection, days, Bookings.CANCEL, MANY, shop.clerk, now)


async def test_it_goes_on_until_nothing_is_left_wherever_it_was_stopped(database: Database) -> None:
    now = MachineClock().now()
    closure = await database.write(lambda c: closed(c, now))
    await database.write(lambda c: clearing.clear(c, now, AT_ONCE))  # then it was killed

    wakeups = Wakeups()
    wakeup = wakeups.subscribe()
    done = (clearing.is_clearing, clearing.clear)
    assert await InBatches(*done, database, MachineClock(), wakeups).work() is None

    states = select(orders.c.state, func.count()).group_by(orders.c.state)
    assert await database.read(lambda c: c.execute(states).all()) == [("cancelled", MANY)]
    over = select(closures.c.clearing_since).where(closures.c.id == closure)
    assert await database.read(lambda c: c.execute(over).scalar_one()) is None
    assert wakeup.is_set()
    assert await database.read(lambda c: audit(c, MachineClock().now())) == []
