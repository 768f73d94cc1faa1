"""What is first collected from its guest: by a number, to its place, and back; and what can go wrong."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, update

from catalog.menu.delivery_models import delivery_settings
from catalog.menu.menu_models import pickup_settings
from catalog.models import merchants
from orders.course import cancelling, redeeming
from orders.delivery import carrying, collecting, couriers, deciding, handing_over
from orders.delivery.delivery_models import DeliveryState, Leg, Why
from orders.delivery.pacing import (
    AHEAD,
    ASK_AGAIN,
    DOORSTEP,
    GIVE_UP,
    SILENT_AFTER,
    SILENT_BEFORE,
    TAKE,
)
from orders.errors import (
    CollectionGone,
    DeliveryMoved,
    NoDelivery,
    NotCollectedYet,
    NotYourMerchant,
    WithCourier,
    WrongCollectionNumber,
)
from orders.menu import carts, collection_times, tickets
from orders.menu.windows import next_window
from orders.models import Fulfilment, OrderState, orders
from tests.orders.conftest import Desk
from tests.orders.delivering import Bringing, bringing, north

LEAD = timedelta(minutes=10)
"""Of the café's kitchen."""


@pytest.fixture
async def place(desk: Desk) -> Bringing:
    made = await bringing(desk)
    await desk.do(collects)
    return made


def collects(connection: Connection) -> None:
    connection.execute(update(delivery_settings).values(collects=True))


async def collected(place: Bringing, order: int, courier: int) -> None:
    await place.accepted(order, courier)
    number = (await place.delivery(order)).fetch_code
    await place.desk.do(collecting.collect, order, courier, number, place.desk.now)


async def received(place: Bringing, order: int) -> None:
    await place.desk.do(collecting.receive, order, place.clerk, place.desk.now)


async def test_it_is_collected_and_brought_back(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    first = await place.delivery(order)
    assert (first.leg, first.state) == (Leg.COLLECTION, DeliveryState.OFFERED)
    await collected(place, order, courier)
    await desk.do(collecting.collect, order, courier, first.fetch_code, desk.now)
    await received(place, order)
    await received(place, order)
    back = await place.delivery(order)
    assert (back.leg, back.state, back.courier_id) == (Leg.RETURN, DeliveryState.OFFERED, None)
    assert await desk.see(couriers.job_of, courier) is None
    desk.now += ASK_AGAIN + timedelta(seconds=1)
    await desk.do(tickets.ready, order, place.clerk, desk.now)
    await place.on_the_way(order, courier)
    code = (await desk.order(order)).code
    assert code is not None
    await desk.do(handing_over.hand_over_by_code, order, code, courier, desk.now)
    assert (await desk.order(order)).state == OrderState.REDEEMED


async def test_who_collects_is_near_the_guest(place: Bringing) -> None:
    """Not near the counter, where they have to be only afterwards."""
    at_counter, at_door = await place.courier(0), await place.courier(480)
    order = await place.ordered()
    await place.offered()
    offers = await place.asked(order)
    assert min(offers, key=offers.__getitem__) == at_door
    assert set(offers) == {at_counter, at_door}


async def test_only_the_number_of_the_guest_gives_it_to_a_courier(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    number = (await place.delivery(order)).fetch_code
    wrong = f"{(int(number) + 1) % 10_000:04}"
    with pytest.raises(WrongCollectionNumber):
        await desk.do(collecting.collect, order, courier, wrong, desk.now)
    other = await place.courier()
    with pytest.raises(NoDelivery):
        await desk.do(collecting.collect, order, other, number, desk.now)
    assert (await place.delivery(order)).state is DeliveryState.ACCEPTED


async def test_nothing_is_ready_or_handed_over_before_it_is_there(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    code = (await desk.order(order)).code
    assert code is not None
    with pytest.raises(NotCollectedYet):
        await desk.do(tickets.ready, order, place.clerk, desk.now)
    with pytest.raises(NotCollectedYet):
        await desk.do(redeeming.redeem, code, place.clerk, "a", desk.now)
    await place.accepted(order, courier)
    number = (await place.delivery(order)).fetch_code
    with pytest.raises(NotCollectedYet):
        await desk.do(carrying.hand_to_courier, order, place.clerk, number, desk.now)
    with pytest.raises(DeliveryMoved):
        await desk.do(carrying.leave, order, courier, desk.now)
    await desk.do(collecting.collect, order, courier, number, desk.now)
    with pytest.raises(DeliveryMoved):
        await desk.do(handing_over.hand_over_by_code, order, code, courier, desk.now)
    with pytest.raises(WithCourier):
        await desk.do(redeeming.redeem, code, place.clerk, "b", desk.now)
    assert (await desk.order(order)).state == OrderState.CONFIRMED


async def test_a_guest_may_take_it_there_themselves(place: Bringing) -> None:
    """Whoever was on the way for it is told, and nobody is asked any more."""
    courier = await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    await received(place, order)
    assert (await place.delivery(order)).leg is Leg.RETURN
    assert await place.desk.see(couriers.job_of, courier) is None
    assert await place.asked(order) == {}


async def test_only_its_place_says_that_it_is_there(place: Bringing) -> None:
    courier = await place.courier()
    order = await place.ordered()
    await collected(place, order, courier)
    with pytest.raises(NotYourMerchant):
        await place.desk.do(collecting.receive, order, place.guest, place.desk.now)


async def test_who_does_not_open_has_all_the_money_back(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    await desk.do(couriers.move_to, courier, north(500), desk.now)
    await desk.do(carrying.nobody_opens, order, courier, desk.now)
    desk.now += DOORSTEP
    await desk.do(carrying.take_back, order, courier, desk.now)
    assert (await place.delivery(order)).why == Why.NOBODY_OPENED
    payment = await desk.payment_of(order)
    assert payment.refunded == payment.captured


async def test_nobody_collects_it(place: Bringing) -> None:
    desk = place.desk
    order = await place.ordered()
    desk.now += TAKE
    await place.pass_by()
    with pytest.raises(DeliveryMoved):
        await desk.do(deciding.fetch, order, place.guest, desk.now)
    desk.now += GIVE_UP - TAKE
    await place.pass_by()
    assert (await desk.order(order)).state == OrderState.CANCELLED


async def test_a_courier_who_vanishes_before_is_replaced(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    desk.now += SILENT_BEFORE
    await place.pass_by()
    found = await place.delivery(order)
    assert (found.leg, found.state) == (Leg.COLLECTION, DeliveryState.OFFERED)


async def test_what_a_courier_vanishes_with_is_not_made_again(place: Bringing) -> None:
    """The place may say that it came after all, or give the money back."""
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await collected(place, order, courier)
    desk.now += SILENT_AFTER
    await place.pass_by()
    assert (await place.delivery(order)).lost_at is not None
    with pytest.raises(DeliveryMoved):
        await desk.do(deciding.send_another, order, place.clerk, desk.now)
    await received(place, order)
    found = await place.delivery(order)
    assert (found.leg, found.lost_at) == (Leg.RETURN, None)


async def test_an_order_called_off_is_not_received(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    await desk.do(cancelling.cancel_by_merchant, order, place.clerk, desk.now)
    assert (await place.delivery(order)).state is DeliveryState.FAILED
    assert await desk.see(couriers.job_of, courier) is None


async def test_what_was_agreed_is_collected_whatever_the_place_does_now(place: Bringing) -> None:
    desk = place.desk

    def stop(connection: Connection) -> None:
        connection.execute(update(delivery_settings).values(collects=False))

    order = await place.held()
    await desk.do(stop)
    await desk.pay(order)
    assert (await place.delivery(order)).leg is Leg.COLLECTION


async def cart_of(place: Bringing, quantity: int = 3) -> int:
    """A cart of which a courier collects something."""
    desk, guest = place.desk, place.guest
    chosen = (place.menu.coffee, (place.menu.cow,), quantity, "", None)
    cart: int = await desk.do(carts.add, guest, *chosen, desk.now)
    await desk.do(carts.set_fulfilment, guest, cart, Fulfilment.DELIVERY, desk.now)
    return cart


async def times_of(place: Bringing) -> list[datetime]:
    desk = place.desk
    found = await desk.see(carts.cart_of, place.guest, place.menu.shop.location, desk.now)
    days = await desk.see(collection_times.collection_days, found, desk.now)
    times: list[datetime] = await desk.see(
        collection_times.collection_times, found, days[0], desk.now
    )
    return times


async def test_at_the_time_that_its_guest_chose(place: Bringing) -> None:
    desk, guest, courier = place.desk, place.guest, await place.courier()
    cart = await cart_of(place)
    at = (await times_of(place))[6]
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    await desk.pay(cart)
    order = await desk.order(cart)
    assert order.collect_at == at
    assert order.starts_at is not None
    assert order.starts_at > at, "it is worked on once it is there"
    waits = await place.delivery(cart)
    assert (waits.offer_from, waits.take_by) == (at - AHEAD, at + TAKE)
    assert await place.offered() == []
    desk.now = at - AHEAD
    await desk.do(couriers.begin_shift, courier, north(100), desk.now)
    await place.accepted(cart, courier)
    desk.now = at - timedelta(minutes=5)
    await desk.do(couriers.begin_shift, courier, north(500), desk.now)
    await desk.do(carrying.nobody_opens, cart, courier, desk.now)
    assert (await place.delivery(cart)).waits_until == at + DOORSTEP


async def test_whoever_gives_up_is_followed_by_others_for_that_time(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    await desk.do(carrying.give_up, order, courier, desk.now)
    again = await place.delivery(order)
    assert (again.take_by, again.give_up_at) == (desk.now + TAKE, desk.now + GIVE_UP)


async def test_a_later_collection_is_back_later(place: Bringing) -> None:
    desk, guest = place.desk, place.guest
    cart = await cart_of(place)
    found = await desk.see(carts.cart_of, guest, place.menu.shop.location, desk.now)
    soonest = await desk.see(
        carts.soonest_pickup, found.location_id, found.items, desk.now, found.within
    )
    await desk.do(carts.set_pickup_at, guest, cart, soonest, desk.now)
    at = (await times_of(place))[10]
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    found = await desk.see(carts.cart_of, guest, place.menu.shop.location, desk.now)
    assert (found.pickup_at, found.collected_at) == (None, at)
    assert found.received_at == at + timedelta(minutes=found.bringing.minutes)


async def test_a_time_that_is_gone_is_chosen_anew(place: Bringing) -> None:
    desk, guest = place.desk, place.guest
    cart = await cart_of(place)
    at = (await times_of(place))[0]
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    desk.now = at
    with pytest.raises(CollectionGone):
        await desk.do(carts.hold_cart, guest, cart, desk.now)
    await desk.do(carts.set_collect_at, guest, cart, None, desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    assert (await desk.order(cart)).collect_at is None


async def test_what_is_picked_up_is_collected_at_no_time(place: Bringing) -> None:
    desk, guest = place.desk, place.guest
    cart = await cart_of(place)
    at = (await times_of(place))[0]
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    await desk.do(carts.set_fulfilment, guest, cart, Fulfilment.PICKUP, desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    assert (await desk.order(cart)).collect_at is None


async def test_whoever_cannot_collect_it_leaves_it_to_others_at_once(place: Bringing) -> None:
    """Not when it is to be back, which may be days from now."""
    desk, courier = place.desk, await place.courier()
    order = await place.ordered(at=desk.now.replace(hour=10, minute=0) + timedelta(days=1))
    await place.accepted(order, courier)
    await desk.do(carrying.give_up, order, courier, desk.now)
    assert (await place.delivery(order)).take_by == desk.now + TAKE
    await place.accepted(order, await place.courier())
    desk.now += SILENT_BEFORE
    await place.pass_by()
    found = await place.delivery(order)
    assert (found.state, found.take_by) == (DeliveryState.OFFERED, desk.now + TAKE)


async def test_it_is_waited_for_from_the_yes_of_its_place_on(place: Bringing) -> None:
    desk = place.desk

    def answer_by_hand(connection: Connection) -> None:
        connection.execute(update(merchants).values(auto_confirm=False))

    await desk.do(answer_by_hand)
    order = await place.ordered()
    desk.now += timedelta(minutes=2)
    await desk.do(tickets.accept, order, place.clerk, None, desk.now)
    assert (await place.delivery(order)).take_by == desk.now + TAKE


def takes_longer(connection: Connection) -> None:
    connection.execute(update(pickup_settings).values(lead_minutes=240))


async def test_what_is_made_later_is_made_once_it_is_there(place: Bringing) -> None:
    """From when its place has it, as when it was held: the way there is counted both times."""
    desk, guest = place.desk, place.guest
    cart = await cart_of(place)
    at = (await times_of(place))[6]
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    found = await desk.order(cart)
    await desk.do(takes_longer)
    await desk.pay(cart)
    order = await desk.order(cart)
    way = timedelta(minutes=(await place.delivery(cart)).minutes)
    assert order.starts_at == next_window(at + way + timedelta(minutes=240))
    assert (found.starts_at, order.collect_at) == (next_window(at + way + LEAD), at)


async def test_what_is_paid_after_it_was_to_be_collected_is_made_after_that(
    place: Bringing,
) -> None:
    """A courier has to get there first, so late that its kitchen would have begun with it."""
    desk, guest = place.desk, place.guest
    cart = await cart_of(place)
    at = (await times_of(place))[6]
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    payment = await desk.request(cart)
    desk.now = at + timedelta(minutes=12)
    await desk.settle(await desk.paid(payment))
    order = await desk.order(cart)
    way = timedelta(minutes=(await place.delivery(cart)).minutes)
    assert order.starts_at == next_window(desk.now + way + LEAD)


async def test_the_audit_sees_what_is_had_before_it_is_collected(place: Bringing) -> None:
    desk, guest = place.desk, place.guest
    cart = await cart_of(place)
    await desk.do(carts.set_collect_at, guest, cart, (await times_of(place))[6], desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    assert await desk.audit() == []

    def collected_as_it_is_back(connection: Connection) -> None:
        connection.execute(update(orders).values(collect_at=orders.c.starts_at))

    await desk.do(collected_as_it_is_back)
    desk.audited = False
    found = {breach.name for breach in await desk.audit()}
    assert found == {"an order that is had before the time that its guest chose"}
