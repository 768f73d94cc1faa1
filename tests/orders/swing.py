"""A market in full swing: something of everything that the audit looks at."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text, update

from catalog.menu.menu_models import pickup_settings
from orders.bills import holding, resting, tipping
from orders.booking import placing
from orders.complaints import answering, complaining
from orders.complaints.complaint_models import Wrong
from orders.course import cancelling, rating, redeeming
from orders.menu import carts, replacing
from orders.money import lacking
from orders.settlement import settling
from queueing import calling, queues
from queueing import waiting as line
from tests.orders.conftest import Desk
from tests.orders.delivering import bringing
from tests.orders.menus import Menu, cafe
from tests.orders.tables import laid
from tests.orders.visits import cleaning


async def full_swing(desk: Desk) -> dict[str, int]:
    """A redeemed, rated and settled order, a live one, a cancelled one, a hold, and a shared chair."""

    def build(m: Any) -> Any:
        shop = m.merchant()
        short, longer = m.service(shop), m.service(shop, duration_minutes=120)
        m.resource(shop, short, longer)
        table = m.service(shop, capacity=9)
        return shop, m.merchant("Other").merchant, m.guest(), table, short

    shop, stranger, guest, table, short = await desk.make(build)
    redeemed, live, cancelled = [
        await desk.place(guest, table, desk.start(days=3, hour=hour)) for hour in (10, 11, 12)
    ]
    code = (await desk.order(redeemed)).code
    await desk.do(redeeming.redeem, code, shop.clerk, "n", desk.now)
    await desk.do(rating.rate, redeemed, guest, 5, desk.now)
    said = await desk.do(complaining.complain, redeemed, guest, Wrong.LATE, "", desk.now)
    await desk.do(answering.answer, said, shop.clerk, "Sorry", None, desk.now)
    due = (await desk.see(settling.unsettled))[0]
    await desk.do(settling.settle, due, desk.now + timedelta(minutes=1), desk.now)
    await desk.do(cancelling.cancel_by_guest, cancelled, guest, desk.now)
    await desk.hold(guest, table, desk.start(days=3, hour=13))
    chair = await desk.place(guest, short, desk.start(days=3, hour=10))
    await desk.place(guest, short, desk.start(days=3, hour=11))
    await in_line(desk, guest)
    return {
        "merchant": shop.merchant,
        "stranger": stranger,
        "redeemed": redeemed,
        "live": live,
        "chair": chair,
        **await from_a_menu(desk, guest),
        **await brought(desk),
        "visit": await visited(desk),
        **await at_the_counter(desk, shop.merchant, guest),
    }


async def in_line(desk: Desk, guest: int) -> None:
    """Five numbers: one seated, one passed over and back, one called, one left, one that waits."""
    shop = await desk.make(lambda m: m.merchant("Queue"))
    await desk.do(queues.open_queue, shop.location, shop.clerk, desk.now)
    guests = [guest, *[await desk.make(lambda m: m.guest()) for _ in range(4)]]
    first, back, called, left, _ = [
        await desk.do(line.take_number, each, shop.location, 2, desk.now) for each in guests
    ]
    for each in (first, back, called):
        await desk.do(calling.call, each, shop.clerk, desk.now)
    await desk.do(calling.seat, first, shop.clerk, desk.now)
    await desk.do(calling.skip, back, shop.clerk, desk.now)
    await desk.do(line.come_back, back, guests[1], desk.now)
    await desk.do(line.leave, left, guests[3], desk.now)


async def at_the_counter(desk: Desk, merchant: int, guest: int) -> dict[str, int]:
    """A paid bill, and a visit of which the rest was paid in the chat, and a tip given."""
    await desk.do(
        lambda c: c.execute(text("UPDATE merchants SET takes_bills = true, takes_tips = true"))
    )
    given = (guest, merchant, 1800, "EUR", None, desk.now)
    await desk.pay(await desk.do(holding.type_bill, *given))
    await desk.do(lambda c: c.execute(text("UPDATE services SET deposit = 500")))
    table = await desk.see(lambda c: c.execute(text("SELECT MAX(id) FROM services")).scalar_one())
    visit = await desk.place(guest, table, desk.start(days=4, hour=15))
    await desk.do(lambda c: c.execute(text("UPDATE services SET deposit = NULL")))
    await desk.pay(await desk.do(resting.hold_rest, visit, guest, desk.now))
    found = await desk.order(visit)
    clerk = await desk.see(clerk_of, found.merchant_id)
    await desk.do(redeeming.redeem, found.code, clerk, "rest", desk.now)
    await desk.pay(await desk.do(tipping.hold_tip, visit, guest, 200, desk.now))
    return {"left": visit}


def clerk_of(connection: Connection, merchant: int) -> int:
    query = text("SELECT MIN(person_id) FROM staff WHERE merchant_id = :merchant")
    found: int = connection.execute(query, {"merchant": merchant}).scalar_one()
    return found


async def visited(desk: Desk) -> int:
    """Two guests to whom one goes, one after the other."""
    found = await cleaning(desk, 10.0, 2.0)
    one, other = found.guests
    await desk.place(other, found.service, desk.start(hour=16))
    return await desk.place(one, found.service, desk.start(hour=14))


async def from_a_menu(desk: Desk, guest: int) -> dict[str, int]:
    """A cart, beside an order from the same menu that is paid, and of which two were not there."""
    menu = await desk.make(cafe)
    given = (guest, menu.bun, [], 4, "", None, desk.now)
    await desk.do(carts.hold_cart, guest, await desk.do(carts.add, *given), desk.now)
    ordered = await desk.see(lambda c: c.execute(text("SELECT MAX(id) FROM orders")).scalar_one())
    await desk.pay(ordered)
    about = (ordered, menu.shop.clerk, 1, 2, 0)
    await desk.do(lacking.give_back_line, *about, desk.now)
    other = (ordered, menu.shop.clerk, 1, 1, menu.coffee)
    asked = await desk.do(replacing.propose, *other, desk.now)
    await desk.do(replacing.accept, asked, guest, desk.now)
    cart = await desk.do(carts.add, *given)
    await in_parts(desk, menu)
    return {"ordered": ordered, "cart": cart, **await at_a_table(desk)}


async def in_parts(desk: Desk, menu: Menu) -> None:
    """A deposit for one, and of another nothing: of each something was not there, or something else was."""
    cookie = menu.coffee
    for percent in (30, 0):
        paid = update(pickup_settings).values(prepaid_percent=percent)
        await desk.do(lambda c, paid=paid: c.execute(paid))
        guest = await desk.make(lambda m: m.guest())
        order = await desk.do(carts.add, guest, menu.bun, [], 3, "", None, desk.now)
        await desk.do(carts.hold_cart, guest, order, desk.now)
        if percent:
            await desk.pay(order)
        else:
            await desk.do(placing.place_free, order, guest, desk.now)
        about = (order, menu.shop.clerk, 1, 1)
        await desk.do(lacking.give_back_line, *about, 0, desk.now)
        asked = await desk.do(replacing.propose, *about, cookie, desk.now)
        await desk.do(replacing.accept, asked, guest, desk.now)
    await desk.do(lambda c: c.execute(update(pickup_settings).values(prepaid_percent=100)))


async def at_a_table(desk: Desk) -> dict[str, int]:
    """Somebody paid for another's cart, and both still sit there."""
    table = await laid(desk)
    taken = (await table.cart(await table.guest(buns=1))).order_id
    treated = await table.pays_for_all(await table.guest(coffees=1))
    await desk.pay(treated)
    return {"treated": treated, "taken": taken}


async def brought(desk: Desk) -> dict[str, int]:
    """One order on its way, and one for which another courier is asked."""
    place = await bringing(desk)
    carried = await place.ordered()
    await place.on_the_way(carried, await place.courier())
    await place.courier()
    asked = await place.ordered()
    await place.offered()
    return {"carried": carried, "asked": asked}
