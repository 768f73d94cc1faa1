"""Guests at one table: what each sees, who pays for whom, and how a sitting ends."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, update

from catalog.menu import pickup
from catalog.menu.menu_models import menu_items, pickup_settings
from catalog.tables import keeping
from catalog.tables.errors import TableLinkOld
from chat.screen import Button
from chat.turn import Person
from handlers.guest.table_actions import OpenAtTable
from handlers.privacy_register import register
from orders import carts, sitting_down, table_ends, table_views, taking_over
from orders.course import cancelling, expiring, redeeming
from orders.errors import (
    CartEmpty,
    NotAtTable,
    NothingOpen,
    NotOrderable,
    PayingAtTable,
    TableChanged,
    TableFull,
)
from orders.models import Fulfilment, OrderState
from orders.money import paying
from orders.sitting.at_table import Standing
from people import forgetting
from people.errors import NoRight
from tests.orders.conftest import Desk
from tests.orders.tables import Laid, laid, told
from tests.structure.turns import Turns


@pytest.fixture
async def table(desk: Desk) -> Laid:
    return await laid(desk)


async def test_each_pays_their_own(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    ben = await table.guest(buns=2)
    assert told(await table.seen(ben)) == [
        (ann, ann, "Flat white", Standing.OPEN),
        (ben, ben, "Bun", Standing.OPEN),
    ]
    order = (await table.cart(ann)).order_id
    assert await desk.do(carts.hold_cart, ann, order, desk.now) == order
    assert told(await table.seen(ben))[0] == (ann, ann, "Flat white", Standing.PAYING)
    await desk.pay(order)
    seen = await table.seen(ben)
    assert told(seen)[0] == (ann, ann, "Flat white", Standing.PAID)
    assert [each.number for each in seen.sitters.values()] == [1, 2]
    view = await desk.order(order)
    assert (view.fulfilment, view.table) == (Fulfilment.TABLE, "5")
    await desk.do(redeeming.redeem, view.code, table.menu.shop.clerk, "n", desk.now)
    assert told(await table.seen(ben))[0][-1] is Standing.BROUGHT


@pytest.mark.parametrize(
    ("currency", "ahead", "verb"),
    [("EUR", 100, "Pay"), ("EUR", 50, "Order"), ("EUR", 0, "Order"), ("XTR", 0, "Pay")],
)
async def test_the_key_for_everybody_says_pay_where_all_of_it_is_paid_now(
    desk: Desk, table: Laid, currency: str, ahead: int, verb: str
) -> None:
    """What costs Stars always is."""
    await desk.do(lambda c: c.execute(update(menu_items).values(currency=currency)))
    said = update(pickup_settings).values(table_prepaid_percent=ahead)
    await desk.do(lambda c: c.execute(said))
    await table.guest(buns=1)
    ben = await table.guest(buns=1)
    sitting = (await table.seen(ben)).sitting_id
    person = Person(ben, "Ben", "en")

    def labels(connection: Connection) -> list[str]:
        turns = Turns(desk.now)
        screen = turns.router.show(turns.of(connection, person), OpenAtTable(sitting))
        return [str(each.label) for row in screen.rows for each in row if isinstance(each, Button)]

    shown = await desk.see(labels)
    assert [each.partition(" ")[0] for each in shown if "for everybody" in each] == [verb]


async def test_one_pays_for_everybody(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    ben = await table.guest(buns=2)
    cat = await table.guest()
    order = await table.pays_for_all(ann)
    assert told(await table.seen(cat)) == [
        (ann, ann, "Flat white", Standing.PAYING),
        (ben, ann, "Bun", Standing.PAYING),
    ]
    assert await table.cart(ben) is None
    assert (await desk.order(order)).total == 480 + 700
    await desk.pay(order)
    assert told(await table.seen(ben))[1] == (ben, ann, "Bun", Standing.PAID)


async def test_whoever_chose_nothing_pays_for_the_others(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    ben = await table.guest()
    order = await table.pays_for_all(ben)
    await desk.pay(order)
    assert told(await table.seen(ann)) == [(ann, ben, "Flat white", Standing.PAID)]


async def test_what_is_not_paid_comes_back_to_whose_it_was(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    ben = await table.guest(buns=2)
    await table.pays_for_all(ann)
    await table.chooses(ben, coffees=1)
    desk.later(minutes=31)
    await desk.do(expiring.lapse_holds, desk.now)
    assert sorted(told(await table.seen(ann))) == sorted(
        [
            (ann, ann, "Flat white", Standing.OPEN),
            (ben, ben, "Flat white", Standing.OPEN),
            (ben, ben, "Bun", Standing.OPEN),
        ]
    )
    assert (await table.cart(ben)).total == 480 + 700
    assert (await table.cart(ann)).total == 480


async def test_whoever_thinks_again_gives_everything_back(desk: Desk, table: Laid) -> None:
    from orders.booking import placing

    ann = await table.guest()
    ben = await table.guest(buns=2)
    order = await table.pays_for_all(ann)
    await desk.do(placing.release, order, ann, desk.now)
    assert told(await table.seen(ann)) == [(ben, ben, "Bun", Standing.OPEN)]
    assert await table.cart(ann) is None


async def test_money_that_comes_late_pays_no_line_twice(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    ben = await table.guest()
    order = (await table.cart(ann)).order_id
    await desk.do(carts.hold_cart, ann, order, desk.now)
    asked = await desk.request(order)
    desk.later(minutes=31)
    await desk.do(expiring.lapse_holds, desk.now)
    await desk.pay(await table.pays_for_all(ben))
    event = await desk.do(paying.capture, await desk.paid(asked), desk.now)
    await desk.do(paying.apply, event, desk.now)
    view = await desk.order(order)
    assert (view.state, len(view.refunds)) == (OrderState.LAPSED, 1)


async def test_whoever_is_paying_is_not_taken_over(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    ben = await table.guest(buns=1)
    order = (await table.cart(ann)).order_id
    await desk.do(carts.hold_cart, ann, order, desk.now)
    with pytest.raises(NothingOpen):
        await table.pays_for_all(ben)
    desk.later(minutes=31)
    await desk.do(expiring.lapse_holds, desk.now)
    taken = await table.pays_for_all(ben)
    assert (await desk.order(taken)).total == 480 + 350
    with pytest.raises(CartEmpty):
        await desk.do(carts.hold_cart, ann, order, desk.now)


async def test_only_what_was_read_is_paid(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    ben = await table.guest()
    seen = await table.seen(ben)
    await table.chooses(ann, buns=5)
    with pytest.raises(TableChanged):
        await desk.do(taking_over.pay_for_all, ben, seen.sitting_id, seen.shown, desk.now)


async def test_others_neither_see_nor_pay_it(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    stranger = await desk.make(lambda m: m.guest())
    seen = await table.seen(ann)
    assert await desk.see(table_views.at_table, seen.sitting_id, stranger, desk.now) is None
    with pytest.raises(NotAtTable):
        await desk.do(taking_over.pay_for_all, stranger, seen.sitting_id, seen.shown, desk.now)


async def test_so_many_sit_at_a_table(
    desk: Desk, table: Laid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitting_down, "MOST_GUESTS", 2)
    ann, _ben = await table.guest(), await table.guest()
    with pytest.raises(TableFull):
        await table.guest()
    await table.sits(ann)
    assert len((await table.seen(ann)).sitters) == 2


async def test_an_old_code_leads_nowhere(desk: Desk, table: Laid) -> None:
    old = await table.token()
    await desk.do(keeping.renew_link, table.table, table.menu.shop.clerk, desk.now)
    guest = await desk.make(lambda m: m.guest())
    for token in (old, "5", "x" * 20):
        with pytest.raises(TableLinkOld):
            await desk.do(sitting_down.sit_down, guest, token, desk.now)
    await table.sits(guest)
    await desk.do(keeping.take_away, table.table, table.menu.shop.clerk, desk.now)
    with pytest.raises(TableLinkOld):
        await desk.do(sitting_down.sit_down, guest, await table.token() if False else old, desk.now)


async def test_who_comes_after_sees_nothing_of_those_before(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1, buns=1)
    order = (await table.cart(ann)).order_id
    await desk.do(carts.hold_cart, ann, order, desk.now)
    with pytest.raises(PayingAtTable):
        await desk.do(table_ends.free, table.table, table.menu.shop.clerk, desk.now)
    await desk.pay(order)
    await table.chooses(ann, coffees=1)
    await desk.do(table_ends.free, table.table, table.menu.shop.clerk, desk.now)
    await desk.do(table_ends.free, table.table, table.menu.shop.clerk, desk.now)
    assert await desk.see(table_views.mine, ann) is None
    assert await table.cart(ann) is None
    ben = await table.guest(buns=1)
    assert told(await table.seen(ben)) == [(ben, ben, "Bun", Standing.OPEN)]


@pytest.mark.both_engines
async def test_it_is_over_by_itself_when_nothing_is_open(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    order = (await table.cart(ann)).order_id
    await desk.do(carts.hold_cart, ann, order, desk.now)
    await desk.pay(order)
    desk.later(minutes=60 * 4)
    assert await desk.do(table_ends.end_quiet, desk.now) == 0
    code = (await desk.order(order)).code
    await desk.do(redeeming.redeem, code, table.menu.shop.clerk, "n", desk.now)
    assert await desk.do(table_ends.end_quiet, desk.now) == 1
    assert await desk.see(table_views.mine, ann) is None


async def test_whoever_scans_what_others_left_is_the_first(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    before = (await table.seen(ann)).sitting_id
    desk.later(minutes=60 * 4)
    ben = await table.guest()
    seen = await table.seen(ben)
    assert seen.sitting_id != before
    assert (list(seen.sitters), seen.lines) == ([ben], ())


async def test_a_cart_of_a_table_that_was_freed_is_brought_to_nobody(
    desk: Desk, table: Laid
) -> None:
    ann = await table.guest()
    seen = await table.seen(ann)
    cart = await table.chooses(ann, coffees=1)
    await desk.do(sitting_down.leave, ann, seen.sitting_id)
    assert (await table.cart(ann)).sitting_id is None
    await table.sits(ann)
    assert (await table.cart(ann)).sitting_id == seen.sitting_id
    await desk.do(carts.hold_cart, ann, cart, desk.now)
    await desk.pay(cart)
    await desk.do(cancelling.cancel_by_guest, cart, ann, desk.now)
    assert told(await table.seen(ann)) == [(ann, ann, "Flat white", Standing.GONE)]


async def test_only_the_places_own_people_free_it(desk: Desk, table: Laid) -> None:
    ann = await table.guest()
    for act in (
        (table_ends.free, table.table, ann, desk.now),
        (keeping.renew_link, table.table, ann, desk.now),
        (keeping.take_away, table.table, ann, desk.now),
        (keeping.change, table.table, "6", 2, ann, desk.now),
        (keeping.add, table.menu.shop.location, "6", 2, ann, desk.now),
    ):
        with pytest.raises(NoRight):
            await desk.do(*act)


async def test_where_nobody_picks_up_it_is_brought_to_tables(desk: Desk, table: Laid) -> None:
    """Whoever does not sit there orders nothing."""
    clerk, place = table.menu.shop.clerk, table.menu.shop.location
    await desk.do(lambda c: pickup.set_active(c, place, clerk, desk.now, active=False))
    ann = await table.guest(coffees=1)
    ben = await table.guest()
    order = await table.pays_for_all(ben)
    await desk.pay(order)
    assert told(await table.seen(ann)) == [(ann, ben, "Flat white", Standing.PAID)]
    stranger = await desk.make(lambda m: m.guest())
    with pytest.raises(NotOrderable):
        await table.chooses(stranger, buns=1)


@pytest.mark.both_engines
async def test_who_asks_to_be_forgotten_leaves_the_table(desk: Desk, table: Laid) -> None:
    """What they wanted of what another pays for goes with them; what was sold stays."""
    ann = await table.guest(coffees=1)
    ben = await table.guest()
    cart = (await table.cart(ann)).order_id
    await desk.do(carts.set_note, ann, cart, 1, "For Ann, my wife", desk.now)
    order = await table.pays_for_all(ben)
    await desk.do(lambda c: forgetting.forget(c, ann, register(), desk.now))
    (line,) = (await desk.order(order)).lines
    assert (line.title, line.note) == ("Flat white", "")
    former = (await table.seen(ben)).sitters[ann]
    assert (former.name, former.number) == ("", None)
    desk.later(minutes=31)
    await desk.do(expiring.lapse_holds, desk.now)
    assert (await table.seen(ben)).lines == ()


@pytest.mark.both_engines
async def test_whoever_changes_tables_takes_their_cart_along(desk: Desk, table: Laid) -> None:
    ann = await table.guest(coffees=1)
    clerk = table.menu.shop.clerk
    (other,) = await desk.do(keeping.add, table.menu.shop.location, "6", 4, clerk, desk.now)
    there = Laid(desk, table.menu, other)
    sitting = await there.sits(ann)
    assert (await there.cart(ann)).sitting_id == sitting
    ben = await table.guest()
    assert (await table.seen(ben)).lines == ()
    assert desk.now - (await table.seen(ben)).opened_at < timedelta(hours=1)
