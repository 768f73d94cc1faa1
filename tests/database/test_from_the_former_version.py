"""A market that the former version left in full swing is brought up to date whole, and goes on.

In market_0003.json are a lost and an open dispute, refunds in each state, a card that is
half used, chairs side by side, a booking that moved, money that had just come in.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select, table

from catalog.looking import Looking
from catalog.models import locations
from catalog.ranking import ranked
from orders.course import attending, confirming, expiring, redeeming
from orders.models import OrderState, orders, vouchers
from orders.money import paying
from orders.settlement import payouts, settling
from payments.models import payment_events
from tests.catalog.plain_search import plainly
from tests.database.left import fill, market
from tests.orders.conftest import Desk

BEFORE = "0003"
STOPPED = datetime(2026, 3, 6, 6, tzinfo=UTC)
FORGOTTEN = {"seen": 1, "weekly_hours": 7}
"""A link that stood there to be opened, and hours that an import froze beside their text."""

OPERATOR, CLERK, BARBER = 8, 1, 2
TABLE, CARD, CHAIR, JUST_PAID = 15, 7, 11, 22


def left(connection: Connection) -> None:
    fill(connection, BEFORE)


async def test_nothing_is_lost_and_a_providers_word_names_nobody(desk: Desk) -> None:
    for name, (_, *rows) in market(BEFORE).items():
        kept = select(func.count()).select_from(table(name))
        found = await desk.see(lambda c, kept=kept: c.execute(kept).scalar_one())
        assert (name, found) == (name, len(rows) - FORGOTTEN.get(name, 0))
    said = await desk.see(lambda c: c.execute(select(payment_events.c.raw)).scalars().all())
    assert [each for each in said if "Ada" in str(each) or "@" in str(each)] == []


async def test_its_places_are_found_by_the_indexes_as_by_looking_at_each(desk: Desk) -> None:
    now = desk.now
    named = await desk.see(lambda c: c.execute(select(locations.c.words)).scalars().all())
    assert named
    for word in {word for each in named for word in each.split()[:1]}:
        for wanted in (Looking(words=word), Looking(words=word[1:4]), Looking(open_now=True)):
            found = await desk.see(lambda c, wanted=wanted: ranked(c, wanted, now, 9))
            plain = await desk.see(lambda c, wanted=wanted: plainly(c, wanted, now, 9))
            assert found == plain
            assert found


async def test_it_goes_on_until_everything_is_over(desk: Desk) -> None:
    (event,) = await desk.see(paying.waiting_events)
    await desk.do(paying.apply, event, desk.now)
    assert (await desk.order(JUST_PAID)).state == OrderState.CONFIRMED
    (waiting,) = await desk.see(payouts.to_send)
    assert await desk.do(payouts.mark_paid, waiting.id, OPERATOR, desk.now)
    await desk.do(redeeming.redeem, await code(desk, CARD), CLERK, "third", desk.now)
    await desk.do(redeeming.redeem, await code(desk, CHAIR), BARBER, "cut", desk.now)
    desk.now = (await desk.order(TABLE)).ends_at + timedelta(hours=10)
    assert await desk.do(attending.ask_staff, desk.now) == 1
    await desk.do(attending.came, TABLE, CLERK, desk.now)
    await desk.do(attending.was_there, TABLE, (await desk.order(TABLE)).guest_id, desk.now)
    desk.now += timedelta(days=400)
    for each in (expiring.lapse_holds, confirming.decline_unanswered, expiring.expire_unused):
        while await desk.do(each, desk.now):
            pass
    assert await desk.audit() == []
    for due in await desk.see(settling.unsettled):
        await desk.do(settling.settle, due, desk.now, desk.now)
    still = select(orders.c.id).where(orders.c.state.in_(("held", "placed", "confirmed")))
    assert await desk.see(lambda c: c.execute(still).all()) == []


async def code(desk: Desk, order_id: int) -> str:
    wanted = select(vouchers.c.code).where(vouchers.c.order_id == order_id)
    return str(await desk.see(lambda c: c.execute(wanted).scalar_one()))
