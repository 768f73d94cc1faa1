"""What goes on in a market that a former version left with living orders: one who works its desk again."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, table, text

from orders.course import confirming, expiring
from orders.menu import replacing
from orders.models import OrderState, orders, vouchers
from orders.settlement import settling
from tests.database.left import market
from tests.orders.conftest import Desk

STILL = (OrderState.HELD, OrderState.PLACED, OrderState.CONFIRMED)


async def code(desk: Desk, order_id: int) -> str:
    wanted = select(vouchers.c.code).where(vouchers.c.order_id == order_id)
    return str(await desk.see(lambda c: c.execute(wanted).scalar_one()))


async def state(desk: Desk, order_id: int) -> OrderState:
    return (await desk.order(order_id)).state


async def back(desk: Desk, order_id: int) -> int:
    """What goes, or went, back of an order."""
    return sum(each.amount for each in (await desk.order(order_id)).refunds)


async def is_all_there(desk: Desk, revision: str, moved: Any = ()) -> None:
    """Every row, with what it said of money and states; `moved` are columns that say it otherwise now."""
    for name, (columns, *rows) in market(revision).items():
        number = select(func.count()).select_from(table(name))
        found = await desk.see(lambda c, number=number: c.execute(number).scalar_one())
        assert (name, found) == (name, len(rows))
        for column in ("state", "amount", "total", "used", "held", "booked", "quantity"):
            if column not in columns or (name, column) in moved:
                continue
            at = columns.index(column)
            listed = text(f"SELECT {column} FROM {name} ORDER BY {columns[0]}")
            kept = await desk.see(lambda c, listed=listed: c.execute(listed).scalars().all())
            assert (name, sorted(map(str, kept))) == (name, sorted(str(row[at]) for row in rows))


async def ends(desk: Desk, much_later: datetime) -> None:
    """Until nothing is under way any more, and all that was earned is settled."""
    desk.now = much_later
    workers = (replacing.expire, expiring.lapse_holds, confirming.decline_unanswered)
    for each in (*workers, expiring.expire_unused):
        while await desk.do(each, desk.now):
            pass
    for due in await desk.see(settling.unsettled):
        await desk.do(settling.settle, due, desk.now, desk.now)
    under_way = select(orders.c.id).where(orders.c.state.in_(STILL))
    assert await desk.see(lambda c: c.execute(under_way).all()) == []
