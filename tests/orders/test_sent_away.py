"""Whoever sat down from afar is sent away by the staff: what is theirs stays, and they sit nowhere there."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from database.outbox_table import outbox
from handlers.privacy_register import register
from orders import removing, sitting_down, table_ends, table_views
from orders.errors import NotAtTable, RemovedFromTables
from orders.models import Fulfilment
from orders.sitting.sitting_down import REMOVED_FOR
from orders.sitting.sitting_models import sitting_removals, sittings
from people import forgetting
from people.errors import NoRight
from tests.orders.conftest import Desk
from tests.orders.tables import Laid, laid


@pytest.fixture
async def table(desk: Desk) -> Laid:
    return await laid(desk)


async def sent_away(table: Laid, guest: int) -> int:
    desk = table.desk
    seat = await desk.see(table_views.mine, guest)
    whom = (seat.sitting_id, guest, table.menu.shop.clerk, desk.now)
    await desk.do(removing.remove, *whom)
    return int(seat.sitting_id)


async def test_they_sit_there_no_more_and_pick_up_what_they_chose(desk: Desk, table: Laid) -> None:
    ann, far = await table.guest(coffees=1), await table.guest(buns=2)
    await sent_away(table, far)
    assert await desk.see(table_views.mine, far) is None
    assert list((await table.seen(ann)).sitters) == [ann]
    cart = await table.cart(far)
    assert (cart.fulfilment, cart.sitting_id) == (Fulfilment.PICKUP, None)
    told = select(outbox.c.recipient).where(outbox.c.key.like("table_removed:%"))
    assert await desk.see(lambda c: c.execute(told).scalars().all()) == [far]


@pytest.mark.both_engines
async def test_a_photo_of_the_code_leads_them_nowhere_for_half_a_day(
    desk: Desk, table: Laid
) -> None:
    far = await table.guest()
    await sent_away(table, far)
    with pytest.raises(RemovedFromTables):
        await table.sits(far)
    desk.later(seconds=REMOVED_FOR.total_seconds() - 1)
    with pytest.raises(RemovedFromTables):
        await table.sits(far)
    desk.later(seconds=1)
    await table.sits(far)


async def test_who_was_there_after_all_is_let_back(desk: Desk, table: Laid) -> None:
    location, clerk = table.menu.shop.location, table.menu.shop.clerk
    ann = await table.guest()
    await sent_away(table, ann)
    [gone] = await desk.see(removing.removed_at, location, desk.now)
    assert gone.guest_id == ann
    for _ in range(2):
        await desk.do(removing.let_back, location, ann, clerk)
    assert await desk.see(removing.removed_at, location, desk.now) == []
    await table.sits(ann)


async def test_only_the_places_own_people_do_it(desk: Desk, table: Laid) -> None:
    ann, ben = await table.guest(), await table.guest()
    seat = await desk.see(table_views.mine, ann)
    with pytest.raises(NoRight):
        await desk.do(removing.remove, seat.sitting_id, ann, ben, desk.now)
    with pytest.raises(NoRight):
        await desk.do(removing.let_back, table.menu.shop.location, ann, ben)
    await sent_away(table, ann)
    with pytest.raises(NotAtTable):
        await desk.do(removing.remove, seat.sitting_id, ann, table.menu.shop.clerk, desk.now)


@pytest.mark.both_engines
async def test_what_nobody_ordered_at_is_forgotten_after_a_while(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    order = (await table.cart(ann)).order_id
    await desk.do(sitting_down.leave, ann, (await table.seen(ann)).sitting_id)
    assert order
    far = await table.guest()
    await sent_away(table, far)
    await desk.do(table_ends.free, table.table, table.menu.shop.clerk, desk.later(minutes=1))
    moment = desk.now + timedelta(days=31)
    ageing = [each for each in register().ageing if each.setting == "keep_sittings_days"]
    assert [each.table for each in ageing] == [sittings, sitting_removals]
    for each in ageing:
        old = await desk.see(each.old, moment, 10)
        assert await desk.do(each.drop, old, moment) == 1
    for made in (sittings, sitting_removals):
        number = select(func.count()).select_from(made)
        assert await desk.see(lambda c, number=number: c.execute(number).scalar_one()) == 0


async def test_who_is_forgotten_is_no_more_among_them(desk: Desk, table: Laid) -> None:
    far = await table.guest()
    await sent_away(table, far)
    await desk.do(forgetting.forget, far, register(), desk.now)
    assert await desk.see(removing.removed_at, table.menu.shop.location, desk.now) == []
