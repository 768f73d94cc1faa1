"""What a guest has at hand at the front door: the next booking, a cart left open, what they had last."""

from sqlalchemy import update

from catalog.models import merchants
from catalog.views import MerchantState
from orders import at_hand, placing
from orders.course import cancelling
from orders.menu import carts
from orders.reading.at_hand import REMEMBERED, AtHand
from orders.rules import HOLD
from tests.bot.test_statements import listening
from tests.orders.conftest import Desk
from tests.orders.test_repeating import former, put


async def test_what_was_had_last_is_offered_again_while_it_is_remembered(desk: Desk) -> None:
    _, order, guest = await former(desk)
    found: AtHand = await desk.see(at_hand.at_hand, guest, desk.now)
    assert found.last is not None
    assert (found.last.id, found.last.title) == (order, "Flat white, Bun")
    assert found.coming is not None
    assert found.coming.id == order, "it is still to come, too"
    assert found.cart is None
    later = desk.now + REMEMBERED
    assert await desk.see(at_hand.at_hand, guest, later) == AtHand()


async def test_a_cart_that_was_left_is_there_and_an_empty_one_is_not(desk: Desk) -> None:
    menu, _, guest = await former(desk)
    cart = await put(desk, guest, menu.bun, [], 2)
    found: AtHand = await desk.see(at_hand.at_hand, guest, desk.now)
    assert found.cart is not None
    assert (found.cart.line.id, found.cart.location_id) == (cart, menu.shop.location)
    assert found.cart.line.total == 2 * 350
    await desk.do(carts.empty, guest, cart, desk.now)
    assert (await desk.see(at_hand.at_hand, guest, desk.now)).cart is None


async def test_what_was_called_off_or_is_of_a_place_that_is_shut_is_not_offered(desk: Desk) -> None:
    menu, order, guest = await former(desk)
    await put(desk, guest, menu.bun, [], 2)
    shut = update(merchants).where(merchants.c.id == menu.shop.merchant)
    await desk.make(lambda m: m.connection.execute(shut.values(state=MerchantState.SUSPENDED)))
    found: AtHand = await desk.see(at_hand.at_hand, guest, desk.now)
    assert (found.cart, found.last) == (None, None)
    assert found.coming is not None, "what is booked is still said"
    open_again = shut.values(state=MerchantState.ACTIVE)
    await desk.make(lambda m: m.connection.execute(open_again))
    await desk.do(cancelling.cancel_by_merchant, order, menu.shop.clerk, desk.now)
    found = await desk.see(at_hand.at_hand, guest, desk.now)
    assert (found.coming, found.last) == (None, None)
    assert found.cart is not None


async def test_what_is_held_last_is_there_while_it_is_held(desk: Desk) -> None:
    menu, _, guest = await former(desk)
    first = await put(desk, guest, menu.bun, [], 1)
    await desk.do(carts.hold_cart, guest, first, desk.now)
    second = await put(desk, guest, menu.coffee, [menu.oat], 1)
    await desk.do(carts.hold_cart, guest, second, desk.now)
    found: AtHand = await desk.see(at_hand.at_hand, guest, desk.now)
    assert found.held is not None
    assert (found.held.id, found.held.held_until) == (second, desk.now + HOLD)
    assert found.cart is None
    assert (await desk.see(at_hand.at_hand, guest, desk.now + HOLD)).held is None
    await desk.do(placing.release, second, guest, desk.now)
    found = await desk.see(at_hand.at_hand, guest, desk.now)
    assert found.held is not None
    assert found.held.id == first
    await desk.pay(first)
    assert (await desk.see(at_hand.at_hand, guest, desk.now)).held is None


async def test_what_is_held_longer_is_there_after_what_was_held_last(desk: Desk) -> None:
    """Whoever goes to pay has more time."""
    menu, _, guest = await former(desk)
    first = await put(desk, guest, menu.bun, [], 1)
    await desk.do(carts.hold_cart, guest, first, desk.now)
    second = await put(desk, guest, menu.coffee, [menu.oat], 1)
    await desk.do(carts.hold_cart, guest, second, desk.now)
    desk.later(minutes=5)
    await desk.request(first)
    desk.later(minutes=6)
    found: AtHand = await desk.see(at_hand.at_hand, guest, desk.now)
    assert found.held is not None
    assert found.held.id == first


async def test_it_is_nobody_elses_and_one_statement(desk: Desk) -> None:
    _, _, guest = await former(desk)
    other = await desk.make(lambda m: m.guest())
    assert await desk.see(at_hand.at_hand, other, desk.now) == AtHand()
    with listening() as said:
        await desk.see(at_hand.at_hand, guest, desk.now)
    assert len([each for each in said if each.lstrip().startswith(("SELECT", "WITH"))]) == 1
