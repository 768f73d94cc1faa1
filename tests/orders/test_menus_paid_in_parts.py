"""What is ordered from a menu is paid ahead, in part, or at the counter: to the cent, whatever becomes of its lines."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from catalog.menu.menu_models import menu_items, pickup_settings
from catalog.models import merchants
from catalog.views import MenuPayment
from database.money import Limits
from orders.bills import recording, resting
from orders.bills.bill_models import Means
from orders.booking import placing
from orders.booking.limits import FREE_OF_A_START
from orders.booking.record import missed_visits
from orders.course import cancelling, expiring, redeeming
from orders.errors import (
    LineNotLeft,
    MadeAlready,
    NothingLeftToPay,
    NothingToGiveBack,
    RestChanged,
    RestUnknown,
    TooManyFreeHere,
)
from orders.menu import carts, replacing, tickets, usual
from orders.menu.places import PaidHere
from orders.menu.windows import next_window
from orders.models import Account, Fulfilment, OrderState
from orders.money import goodwill, lacking, paying
from orders.reading.at_hand import at_hand
from orders.receipts.receipt_models import ReceiptKind, receipt_taxes, receipts
from orders.rules import PaymentPlan
from orders.sitting.at_table import Standing, Unpaid
from tests.guards import Guard, without
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe, item, section
from tests.orders.racing import kinds, race
from tests.orders.tables import laid
from tests.orders.test_payment_plans import held
from tests.orders.test_races import unit

TWO_AND_THREE = 2010
"""Two flat whites with oat milk, and three buns: 9.60 and 10.50."""


async def opened(desk: Desk, **said: Any) -> Menu:
    """A café that says so of how its menu is paid."""

    def build(market: Market) -> Menu:
        menu = cafe(market, per_window=50, auto_confirm=True, commission_basis_points=1000)
        if said:
            market.connection.execute(update(pickup_settings).values(**said))
        return menu

    menu: Menu = await desk.make(build)
    return menu


async def chosen(desk: Desk, menu: Menu, *, coffees: int = 2, buns: int = 3) -> tuple[int, int]:
    """A guest, and a cart of theirs."""
    guest: int = await desk.make(lambda m: m.guest())
    return guest, await put(desk, menu, guest, coffees=coffees, buns=buns)


async def put(desk: Desk, menu: Menu, guest: int, *, coffees: int = 2, buns: int = 3) -> int:
    cart = 0
    for thing, options, many in ((menu.coffee, [menu.oat], coffees), (menu.bun, [], buns)):
        if many:
            cart = await desk.do(carts.add, guest, thing, options, many, "", None, desk.now)
    return cart


async def ordered(desk: Desk, menu: Menu, **many: int) -> tuple[int, int]:
    """A guest, and an order of theirs that is placed."""
    guest, cart = await chosen(desk, menu, **many)
    await order(desk, guest, cart)
    return guest, cart


async def order(desk: Desk, guest: int, cart: int) -> None:
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    if (await desk.order(cart)).prepaid:
        await desk.pay(cart)
    else:
        await desk.do(placing.place_free, cart, guest, desk.now)


async def lack(desk: Desk, menu: Menu, order: int, position: int, quantity: int) -> Any:
    found = await desk.see(goodwill.givable, order)
    given = found.given if found else 0
    about = (order, menu.shop.clerk, position, quantity, given)
    return await desk.do(lacking.give_back_line, *about, desk.now)


async def sums(desk: Desk, order: int) -> tuple[int, int, list[int]]:
    """What it comes to, what of that is left for the counter, and what went back."""
    view = await desk.order(order)
    return view.total, view.left_at_counter, [each.amount for each in view.refunds]


async def handed_over(desk: Desk, menu: Menu, order: int) -> None:
    code = (await desk.order(order)).code
    await desk.do(redeeming.redeem, code, menu.shop.clerk, f"n{order}", desk.now)


async def test_a_place_says_nothing_and_all_is_paid_ahead(desk: Desk) -> None:
    menu = await opened(desk)
    _, cart = await ordered(desk, menu)
    view = await desk.order(cart)
    assert (view.prepaid, view.at_counter) == (TWO_AND_THREE, 0)
    assert view.terms.payment_plan == PaymentPlan.FULL


async def test_a_deposit_is_a_part_of_all_of_it_rounded_up(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=33)
    _, cart = await ordered(desk, menu)
    view = await desk.order(cart)
    assert (view.prepaid, view.left_at_counter) == (664, 1346)
    await handed_over(desk, menu, cart)
    assert await held(desk, Account.COMMISSION, cart) == 66
    assert await held(desk, Account.PAYABLE, cart) == 598


async def test_at_the_counter_the_code_is_out_at_once(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=0)
    _, cart = await ordered(desk, menu)
    view = await desk.order(cart)
    assert (view.prepaid, view.left_at_counter, view.state) == (
        0,
        TWO_AND_THREE,
        OrderState.CONFIRMED,
    )
    await handed_over(desk, menu, cart)
    await desk.do(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)
    assert (await desk.order(cart)).left_at_counter == 0


async def test_what_was_agreed_stays_when_the_place_says_something_else(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=30)
    guest, cart = await chosen(desk, menu)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    await desk.do(lambda c: c.execute(update(pickup_settings).values(prepaid_percent=0)))
    await desk.pay(cart)
    assert (await desk.order(cart)).prepaid == 603


async def test_a_deposit_that_is_too_little_for_one_payment_is_all_of_it(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=10)
    guest, cart = await chosen(desk, menu, coffees=0, buns=1)
    await desk.do(carts.hold_cart, guest, cart, desk.now, lambda _: Limits(50, 10**9))
    assert (await desk.order(cart)).prepaid == 350


async def test_whoever_missed_visits_pays_ahead(desk: Desk) -> None:
    """An order that nobody paid or came for is one."""
    menu = await opened(desk, prepaid_percent=0)
    await desk.do(lambda c: c.execute(update(merchants).values(max_no_shows=1)))
    guest, cart = await ordered(desk, menu)
    await desk.do(expiring.expire, cart, desk.now, menu.shop.clerk)
    assert await desk.see(missed_visits, guest, desk.now) == 1
    again = await put(desk, menu, guest)
    await desk.do(carts.hold_cart, guest, again, desk.now)
    view = await desk.order(again)
    assert (view.prepaid, view.terms.missed_visits) == (TWO_AND_THREE, 1)


async def test_nobody_orders_all_there_is_for_nothing(desk: Desk) -> None:
    """What waits unpaid counts, until it is had; at its bound the rest is paid ahead."""
    menu = await opened(desk, prepaid_percent=0, most_unpaid=6)
    guest, cart = await ordered(desk, menu)
    second = await put(desk, menu, guest, coffees=0, buns=2)
    await desk.do(carts.hold_cart, guest, second, desk.now)
    view = await desk.order(second)
    assert (view.prepaid, view.terms.most_unpaid) == (700, 6)
    await desk.do(placing.release, second, guest, desk.now)
    await handed_over(desk, menu, cart)
    third = (await desk.see(carts.cart_of, guest, menu.shop.location, desk.now)).order_id
    await desk.do(carts.hold_cart, guest, third, desk.now)
    assert (await desk.order(third)).prepaid == 0


async def test_nor_in_many_small_orders(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=0)
    guest, _ = await ordered(desk, menu, coffees=1, buns=0)
    for _ in range(3):
        await order(desk, guest, await put(desk, menu, guest, coffees=1, buns=0))
    with pytest.raises(TooManyFreeHere):
        await order(desk, guest, await put(desk, menu, guest, coffees=1, buns=0))


async def test_so_many_of_one_time_as_of_others(desk: Desk) -> None:
    """A place bounds the things, not how many orders are for the time that was chosen."""
    menu = await opened(desk, prepaid_percent=0)
    guest: int = await desk.make(lambda m: m.guest())
    at = next_window(desk.now + timedelta(hours=1))
    for _ in range(FREE_OF_A_START + 1):
        cart = await put(desk, menu, guest, coffees=1, buns=0)
        await desk.do(carts.set_pickup_at, guest, cart, at, desk.now)
        await order(desk, guest, cart)
        assert (await desk.order(cart)).starts_at == at


@pytest.mark.both_engines
async def test_pressed_on_several_phones_it_is_had_once(desk: Desk) -> None:
    """Of so many things as a guest may owe: what is held already is not counted again."""
    menu = await opened(desk, prepaid_percent=0, most_unpaid=5)
    guest, cart = await chosen(desk, menu)
    phones = [unit(carts.hold_cart, guest, cart, desk.now)] * 3
    assert kinds(await race(desk.database, phones)) == {"ok": 3}
    presses = [unit(placing.place_free, cart, guest, desk.now)] * 3
    assert kinds(await race(desk.database, presses)) == {"ok": 3}
    assert (await desk.order(cart)).state == OrderState.CONFIRMED


async def test_what_is_brought_to_a_door_is_paid_whole(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=0)
    guest, _ = await chosen(desk, menu)
    await desk.do(
        carts.set_fulfilment,
        guest,
        (await desk.see(carts.cart_of, guest, menu.shop.location, desk.now)).order_id,
        Fulfilment.DELIVERY,
        desk.now,
    )
    cart = await desk.see(carts.cart_of, guest, menu.shop.location, desk.now)
    here = PaidHere(MenuPayment(prepaid_percent=0), 2)
    paid = await desk.see(carts.how_paid, cart, here, desk.now)
    assert (paid.ahead, paid.at_counter) == (TWO_AND_THREE, 0)


async def test_of_what_is_missing_each_part_has_its_share(desk: Desk) -> None:
    """A third was paid: a third of it goes back, the rest is asked for no more."""
    menu = await opened(desk, prepaid_percent=33)
    _, cart = await ordered(desk, menu)
    await lack(desk, menu, cart, 2, 2)
    assert await sums(desk, cart) == (2010 - 469, 1346 - 469, [231])
    await handed_over(desk, menu, cart)
    await desk.do(recording.record, cart, menu.shop.clerk, Means.CARD, desk.now)
    assert await held(desk, Account.ESCROW, cart) == 0


async def test_with_its_last_line_all_that_was_paid_is_back(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=33)
    _, cart = await ordered(desk, menu)
    await lack(desk, menu, cart, 2, 3)
    await lack(desk, menu, cart, 1, 2)
    view = await desk.order(cart)
    assert (view.state, view.at_counter) == (OrderState.CANCELLED, 0)
    assert sum(each.amount for each in view.refunds) == 664


async def test_of_what_nothing_was_paid_for_nothing_goes_back(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=0)
    _, cart = await ordered(desk, menu)
    assert await lack(desk, menu, cart, 2, 1) is None
    assert await sums(desk, cart) == (1660, 1660, [])
    with pytest.raises(LineNotLeft):
        await lack(desk, menu, cart, 2, 3)
    await lack(desk, menu, cart, 1, 2)
    await lack(desk, menu, cart, 2, 2)
    view = await desk.order(cart)
    assert (view.state, view.total) == (OrderState.CANCELLED, 0)


async def test_once_the_rest_is_paid_only_what_was_prepaid_goes_back(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=33)
    _, cart = await ordered(desk, menu)
    await desk.do(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)
    assert [each.most for each in await desk.see(lacking.returnable, cart)] == [1, 1]
    await lack(desk, menu, cart, 2, 1)
    assert (await sums(desk, cart))[2] == [350]
    with pytest.raises(Exception, match=str(cart)):
        await lack(desk, menu, cart, 2, 1)


@pytest.mark.parametrize("percent", [0, 33])
async def test_what_was_paid_in_the_chat_after_all_goes_back_where_the_deposit_is_too_little(
    desk: Desk, percent: int
) -> None:
    """Whole, from the payment of the rest; what is left of that goes back with the order."""
    menu = await opened(desk, prepaid_percent=percent)
    guest, cart = await ordered(desk, menu)
    rest = await desk.do(resting.hold_rest, cart, guest, desk.now)
    await desk.pay(rest)
    assert [each.most for each in await desk.see(lacking.returnable, cart)] == [2, 3]
    await lack(desk, menu, cart, 2, 2)
    assert (await sums(desk, cart))[2] == []
    assert (await desk.payment_of(rest)).refunded == 700
    await lack(desk, menu, cart, 1, 1)
    back = [each.amount for each in (await desk.order(rest)).refunds]
    assert back == ([700, 480] if percent == 0 else [700])
    with pytest.raises(LineNotLeft):
        await lack(desk, menu, cart, 2, 2)
    await desk.do(cancelling.cancel_by_merchant, cart, menu.shop.clerk, desk.now)
    every = [each for at in (cart, rest) for each in (await desk.order(at)).payments]
    assert sum(each.refunded for each in every) == TWO_AND_THREE


async def test_something_instead_after_the_rest_was_paid_in_the_chat(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=0)
    guest, cart = await ordered(desk, menu)
    rest = await desk.do(resting.hold_rest, cart, guest, desk.now)
    await desk.pay(rest)
    about = (cart, menu.shop.clerk, 2, 2, await cheaper(desk, menu))
    asked = await desk.do(replacing.propose, *about, desk.now)
    await desk.do(replacing.accept, asked, guest, desk.now)
    assert [each.amount for each in (await desk.order(rest)).refunds] == [100]
    again = await desk.do(replacing.propose, cart, menu.shop.clerk, 1, 1, about[-1], desk.now)
    await desk.do(replacing.decline, again, guest, desk.now)
    assert [each.amount for each in (await desk.order(rest)).refunds] == [100, 480]


async def test_paid_at_the_counter_it_goes_back_there(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=0)
    _, cart = await ordered(desk, menu)
    await desk.do(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)
    assert await desk.see(lacking.returnable, cart) == []
    with pytest.raises(NothingToGiveBack):
        await lack(desk, menu, cart, 2, 1)


async def cheaper(desk: Desk, menu: Menu, price: int = 300) -> int:
    def build(market: Market) -> int:
        here = section(market.connection, menu.shop, "More", None, None)
        return item(market.connection, menu.shop, here, "Cookie", price)

    made: int = await desk.make(build)
    return made


@pytest.mark.parametrize("percent", [0, 33])
async def test_what_costs_less_instead_is_less_to_pay(desk: Desk, percent: int) -> None:
    menu = await opened(desk, prepaid_percent=percent)
    guest, cart = await ordered(desk, menu)
    before = (await desk.order(cart)).at_counter
    about = (cart, menu.shop.clerk, 2, 2, await cheaper(desk, menu))
    asked = await desk.do(replacing.propose, *about, desk.now)
    await desk.do(replacing.accept, asked, guest, desk.now)
    total, left, back = await sums(desk, cart)
    assert (total - left, before - left, back) == (664, 67, [33]) if percent else (0, 100, [])
    await handed_over(desk, menu, cart)
    await desk.do(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)


@pytest.mark.parametrize("percent", [0, 33])
async def test_while_it_is_asked_nobody_knows_what_is_left_to_pay(desk: Desk, percent: int) -> None:
    menu = await opened(desk, prepaid_percent=percent)
    guest, cart = await ordered(desk, menu)
    about = (cart, menu.shop.clerk, 2, 1, await cheaper(desk, menu))
    asked = await desk.do(replacing.propose, *about, desk.now)
    with pytest.raises(RestUnknown):
        await desk.do(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)
    with pytest.raises(RestUnknown):
        await desk.do(resting.hold_rest, cart, guest, desk.now)
    await desk.do(replacing.decline, asked, guest, desk.now)
    await desk.do(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)
    total, _, back = await sums(desk, cart)
    assert (total, back) == (1660, []) if not percent else (2010 - 235, [115])


async def test_the_rest_is_paid_in_the_chat(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=33)
    guest, cart = await ordered(desk, menu)
    rest = await desk.do(resting.hold_rest, cart, guest, desk.now)
    await desk.pay(rest)
    assert (await desk.order(rest)).total == 1346
    assert (await desk.order(cart)).counter_means is Means.CHAT
    assert await held(desk, Account.COMMISSION, rest) == 134


async def test_a_rest_of_before_something_was_missing_is_not_taken(desk: Desk) -> None:
    """Not asked for, not let through, and given back where it comes all the same."""
    menu = await opened(desk, prepaid_percent=0)
    guest, cart = await ordered(desk, menu)
    rest = await desk.do(resting.hold_rest, cart, guest, desk.now)
    payment = await desk.request(rest)
    await lack(desk, menu, cart, 2, 1)
    with pytest.raises(RestChanged):
        await desk.request(rest)
    await desk.settle(await desk.paid(payment))
    assert [each.amount for each in (await desk.order(rest)).refunds] == [TWO_AND_THREE]
    now = await desk.do(resting.hold_rest, cart, guest, desk.now)
    await desk.pay(now)
    assert ((await desk.order(now)).total, (await desk.order(cart)).left_at_counter) == (1660, 0)


async def test_a_clerk_takes_off_while_another_takes_the_money(desk: Desk) -> None:
    """Either what is missing is not paid, or it is said that it was paid already."""
    menu = await opened(desk, prepaid_percent=0)
    _, cart = await ordered(desk, menu)
    off = unit(lacking.give_back_line, cart, menu.shop.clerk, 2, 1, 0, desk.now)
    cash = unit(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)
    took_off, _ = await race(desk.database, [off, cash])
    total = (await desk.order(cart)).total
    assert total == (TWO_AND_THREE if isinstance(took_off, NothingToGiveBack) else 1660)


@pytest.mark.control
async def test_without_the_guard_less_is_asked_for_than_was_paid(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = await opened(desk, prepaid_percent=0)
    _, cart = await ordered(desk, menu)
    await desk.do(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)
    monkeypatch.setattr("orders.money.taking_off.open_at_counter", lambda order: order.at_counter)
    with without(
        Guard("UPDATE orders", r"NOT orders\.counter_settled|orders\.counter_settled = 0")
    ):
        await lack(desk, menu, cart, 2, 1)
    desk.audited = False
    found = {each.name for each in await desk.audit()}
    assert "a payment at the counter that is not what its order left" in found


async def test_what_is_ready_is_not_called_off_for_nothing(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=0)
    guest, cart = await ordered(desk, menu)
    await desk.do(tickets.ready, cart, menu.shop.clerk, desk.now)
    with pytest.raises(MadeAlready):
        await desk.do(cancelling.cancel_by_guest, cart, guest, desk.now)
    other, second = await ordered(desk, menu)
    await desk.do(cancelling.cancel_by_guest, second, other, desk.now)
    assert (await desk.order(second)).state == OrderState.CANCELLED


async def test_of_a_deposit_what_was_paid_is_kept_of_who_does_not_come(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=33)
    _, cart = await ordered(desk, menu)
    await desk.do(expiring.expire, cart, desk.now + timedelta(hours=3), menu.shop.clerk)
    assert await held(desk, Account.PAYABLE, cart) == 598
    with pytest.raises(NothingLeftToPay):
        await desk.do(recording.record, cart, menu.shop.clerk, Means.CASH, desk.now)


async def test_a_table_pays_after_the_meal(desk: Desk) -> None:
    """Its own number: what is picked up there is paid ahead."""
    table = await laid(desk)
    await desk.do(lambda c: c.execute(update(pickup_settings).values(table_prepaid_percent=0)))
    guest = await table.guest(buns=2)
    cart = (await table.cart(guest)).order_id
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    await desk.do(placing.place_free, cart, guest, desk.now)
    seen = await table.seen(guest)
    assert {each.standing for each in seen.lines} == {Standing.ORDERED}
    assert seen.unpaid == (Unpaid(cart, guest, 700, "EUR"),)
    await handed_over(desk, table.menu, cart)
    assert (await table.seen(guest)).unpaid == (Unpaid(cart, guest, 700, "EUR"),)
    await desk.do(recording.record, cart, table.menu.shop.clerk, Means.CARD, desk.now)
    assert (await table.seen(guest)).unpaid == ()


async def test_money_of_the_whole_for_a_deposit_goes_back(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=33)
    guest, cart = await chosen(desk, menu)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    word = await desk.paid(await desk.request(cart), amount=TWO_AND_THREE)
    await desk.do(paying.apply, await desk.do(paying.capture, word, desk.now), desk.now)
    view = await desk.order(cart)
    assert (view.state, [each.amount for each in view.refunds]) == (OrderState.HELD, [2010])


async def taxed(desk: Desk, menu: Menu) -> None:
    """Coffees at another rate than buns."""
    coffee = menu_items.c.id == menu.coffee
    await desk.do(
        lambda c: c.execute(update(menu_items).where(coffee).values(tax_basis_points=2400))
    )


async def by_rate(desk: Desk, order: int, kind: ReceiptKind) -> dict[int, int]:
    """What the papers of an order say at each rate."""

    def found(connection: Connection) -> dict[int, int]:
        query = (
            select(receipt_taxes.c.basis_points, receipt_taxes.c.gross)
            .join(receipts, receipts.c.id == receipt_taxes.c.receipt_id)
            .where(receipts.c.order_id == order, receipts.c.kind == kind)
        )
        rows = connection.execute(query).mappings()
        return {row["basis_points"]: row["gross"] for row in rows}

    told: dict[int, int] = await desk.see(found)
    return told


async def test_each_part_has_its_tax(desk: Desk) -> None:
    """A deposit, what goes back of it, and the rest in the chat: each at the rates of what it is for."""
    menu = await opened(desk, prepaid_percent=50)
    await taxed(desk, menu)
    guest, cart = await ordered(desk, menu)
    assert await by_rate(desk, cart, ReceiptKind.RECEIPT) == {2400: 480, 1400: 525}
    await lack(desk, menu, cart, 2, 2)
    assert await by_rate(desk, cart, ReceiptKind.CREDIT_NOTE) == {1400: 350}
    rest = await desk.do(resting.hold_rest, cart, guest, desk.now)
    await desk.pay(rest)
    assert await by_rate(desk, rest, ReceiptKind.RECEIPT) == {2400: 480, 1400: 175}


async def test_a_deposit_and_its_rest_come_to_each_line(desk: Desk) -> None:
    """To the cent at each rate, however the deposit was rounded."""
    for percent, coffees, buns in ((33, 1, 1), (33, 2, 3), (7, 1, 2), (51, 3, 1)):
        menu = await opened(desk, prepaid_percent=percent)
        await taxed(desk, menu)
        guest, cart = await ordered(desk, menu, coffees=coffees, buns=buns)
        rest = await desk.do(resting.hold_rest, cart, guest, desk.now)
        await desk.pay(rest)
        deposit, later = [await by_rate(desk, each, ReceiptKind.RECEIPT) for each in (cart, rest)]
        both = {rate: deposit.get(rate, 0) + later.get(rate, 0) for rate in {**deposit, **later}}
        assert both == {2400: coffees * 480, 1400: buns * 350}, (percent, coffees, buns)


async def test_the_same_once_more_is_what_was_ordered(desk: Desk) -> None:
    menu = await opened(desk, prepaid_percent=0)
    guest, cart = await ordered(desk, menu)
    await lack(desk, menu, cart, 2, 1)
    about = (cart, menu.shop.clerk, 2, 1, await cheaper(desk, menu))
    asked = await desk.do(replacing.propose, *about, desk.now)
    await desk.do(replacing.accept, asked, guest, desk.now)
    view = await desk.order(cart)
    last = await desk.see(usual.last_had, guest, menu.shop.merchant)
    at_home = await desk.see(at_hand, guest, desk.now)
    assert (view.total, view.as_ordered) == (1610, TWO_AND_THREE)
    assert (last.total, at_home.last.total) == (TWO_AND_THREE, TWO_AND_THREE)
