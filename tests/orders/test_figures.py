"""Days that are over are reckoned once, and say what their rows say."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from catalog import viewing
from orders.course import confirming
from orders.reading import figures, scoring
from orders.reading.figure_models import market_day_sums
from tests.orders.conftest import Desk
from tests.orders.settled import redeem


async def sold(desk: Desk) -> tuple[int, int]:
    """(merchant, order) of one redeemed code and one that waits."""
    shop = await desk.make(lambda m: m.merchant(auto_confirm=False))
    guest = await desk.make(lambda m: m.guest())
    service = await desk.make(lambda m: m.service(shop, duration_minutes=None))
    table = await desk.make(lambda m: m.service(shop))
    await redeem(desk, shop.clerk, await desk.place(guest, service, None))
    order = await desk.place(guest, table, desk.start())
    desk.later(minutes=10)
    await desk.do(confirming.confirm, order, shop.clerk, desk.now)
    return shop.merchant, order


async def test_a_kept_day_is_what_was_reckoned(desk: Desk) -> None:
    begin = desk.now - timedelta(hours=1)
    begins = [begin, begin + timedelta(days=1), begin + timedelta(days=2)]
    await sold(desk)
    (live, empty) = await desk.see(figures.days, begins)
    assert (live.counts.placed, live.counts.redeemed, live.counts.held) == (2, 1, 2)
    assert live.counts.guests > 0
    (sales,) = live.sales
    assert (sales.placed, sales.paid, sales.earned, sales.commission) == (2, 4000, 1800, 200)
    assert (empty.counts.placed, empty.sales) == (0, ())
    assert await desk.see(figures.unkept, begins, desk.now) == []  # it is not over
    desk.later(days=1, hours=2)
    (span,) = await desk.see(figures.unkept, begins, desk.now)
    for _ in range(2):  # a second program does the same
        await desk.do(figures.keep, span, await desk.see(figures.reckoned, span))
    assert await desk.see(figures.unkept, begins, desk.now) == []
    kept = await desk.see(figures.kept_days, begins)
    assert kept == {span: live}
    assert await desk.see(figures.days, begins) == [live, empty]
    assert await desk.audit() == []


async def test_whoever_looks_at_services_is_counted_once(desk: Desk) -> None:
    begin = desk.now - timedelta(hours=1)
    one, other = await desk.make(lambda m: (m.guest(), m.guest()))
    for guest in (one, one, other):
        await desk.do(viewing.note, guest, desk.now)
    (day, after) = await desk.see(
        figures.days, [begin, begin + timedelta(days=1), begin + timedelta(days=2)]
    )
    assert (day.counts.viewing, after.counts.viewing) == (2, 0)


async def test_a_figure_that_is_not_so_is_seen(desk: Desk) -> None:
    begin = desk.now - timedelta(hours=1)
    await sold(desk)
    span = (begin, begin + timedelta(days=1))
    await desk.do(figures.keep, span, await desk.see(figures.reckoned, span))
    for wrong in ({"paid": 1}, {"placed": 7}, {"refunded": 5}):
        right = await desk.see(figures.kept_days, span)
        await desk.do(lambda c, wrong=wrong: c.execute(update(market_day_sums).values(**wrong)))
        found = {each.name for each in await desk.audit()}
        assert found == {"a day's figures that its rows do not say"}, wrong
        (sales,) = right[span].sales
        was = {name: getattr(sales, name) for name in wrong}
        await desk.do(lambda c, was=was: c.execute(update(market_day_sums).values(**was)))
    assert await desk.audit() == []


async def test_a_merchant_is_measured_and_so_is_the_market(desk: Desk) -> None:
    merchant, _ = await sold(desk)
    other = await desk.make(lambda m: m.merchant("Other"))
    since = desk.now - scoring.WINDOW
    own = await desk.see(scoring.score, since, merchant)
    assert (own.orders, own.answered, own.confirm_seconds, own.waited) == (2, 1, 600, 1)
    assert (own.declined, own.cancelled, own.unused, own.refunded) == (0, 0, 0, 0)
    assert own.complained == 0
    nothing = await desk.see(scoring.score, since, other.merchant)
    assert (nothing.orders, nothing.confirm_seconds, nothing.average) == (0, None, None)
    assert await desk.see(scoring.of_market) is None
    assert await desk.see(scoring.is_due, desk.now)
    measured = await desk.see(scoring.measure, desk.now)
    assert measured == replace(own)
    await desk.do(scoring.keep, measured, desk.now)
    kept = await desk.see(scoring.of_market)
    assert (kept.score, kept.made_at) == (measured, desk.now)
    assert not await desk.see(scoring.is_due, desk.now)
