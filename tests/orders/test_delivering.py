"""An order is brought: offered, accepted by the first, fetched, handed over; and what can go wrong."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from catalog.visits.area_models import service_areas
from database.outbox_table import outbox
from orders.course import cancelling, expiring, redeeming
from orders.delivery import carrying, couriers, deciding, handing_over, keeping, offering
from orders.delivery.delivery_models import DeliveryState, Handover, Why
from orders.delivery.pacing import (
    DECIDE,
    DOORSTEP,
    GIVE_UP,
    OFFER,
    SILENT_AFTER,
    SILENT_BEFORE,
    TAKE,
)
from orders.errors import (
    AddressMissing,
    AddressTooFar,
    CourierBusy,
    DeliveryMoved,
    NoDelivery,
    NotAtTheDoor,
    NotLeftAtDoor,
    NotOnShift,
    NotYourMerchant,
    NotYourOrder,
    OfferOver,
    TooLittleToBring,
    WaitLonger,
    WithCourier,
    WrongCode,
    WrongFetchCode,
)
from orders.menu import carts, repeating, tickets
from orders.models import Fulfilment, OrderState
from people import addressing
from people.errors import NoRight
from tests.guards import DELIVERY_UNMOVED, OFFER_OPEN, without
from tests.orders.conftest import Desk, Lacking
from tests.orders.delivering import Bringing, bringing, lives, north
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.overtaking import overtaken


@pytest.fixture
async def place(desk: Desk) -> Bringing:
    return await bringing(desk)


async def told(desk: Desk, about: str) -> list[Any]:
    query = select(outbox.c.payload).where(outbox.c.key.like(f"{about}:%")).order_by(outbox.c.id)
    rows = await desk.see(lambda c: c.execute(query).scalars().all())
    return [each["step"] for each in rows if not each["quiet"]]


async def refunded(desk: Desk, order: int) -> int:
    return (await desk.payment_of(order)).refunded


async def test_it_is_brought(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    view = await desk.order(order)
    assert (view.fulfilment, view.total) == (Fulfilment.DELIVERY, 3 * 420 + 300)
    await place.on_the_way(order, courier)
    assert view.code is not None
    await desk.do(handing_over.hand_over_by_code, order, view.code, courier, desk.now)
    await desk.do(handing_over.hand_over_by_code, order, view.code, courier, desk.now)
    delivery = await place.delivery(order)
    assert (delivery.state, delivery.handover) == (DeliveryState.HANDED_OVER, Handover.CODE)
    assert (await desk.order(order)).state == OrderState.REDEEMED
    assert await told(desk, "delivery") == ["courier", "left"]
    assert await desk.see(couriers.job_of, courier) is None


async def test_what_the_cart_needs_to_be_brought(place: Bringing) -> None:
    desk, now = place.desk, place.desk.now
    other = await desk.make(lambda m: m.guest())
    cart = await desk.do(carts.add, other, place.menu.bun, (), 2, "", None, now)
    await desk.do(carts.set_fulfilment, other, cart, Fulfilment.DELIVERY, now)
    with pytest.raises(AddressMissing):
        await desk.do(carts.hold_cart, other, cart, now)
    await desk.do(lives, other, north(3100), now)
    with pytest.raises(AddressTooFar):
        await desk.do(carts.hold_cart, other, cart, now)
    await desk.do(lives, other, north(2900), desk.later(seconds=1))
    with pytest.raises(TooLittleToBring):
        await desk.do(carts.hold_cart, other, cart, desk.now)
    await desk.do(carts.set_fulfilment, other, cart, Fulfilment.PICKUP, desk.now)
    await desk.do(carts.hold_cart, other, cart, desk.now)
    assert (await desk.order(cart)).total == 700


async def test_what_was_not_paid_is_a_cart_without_the_way_again(place: Bringing) -> None:
    desk, now, guest = place.desk, place.desk.now, place.guest
    cart = await desk.do(carts.add, guest, place.menu.bun, (), 3, "", None, now)
    await desk.do(carts.set_fulfilment, guest, cart, Fulfilment.DELIVERY, now)
    await desk.do(carts.hold_cart, guest, cart, now)
    await desk.do(expiring.lapse_holds, desk.later(minutes=11))
    again = await desk.see(carts.cart_of, guest, place.menu.shop.location, desk.now)
    assert again is not None
    assert (again.fulfilment, again.subtotal, again.total) == (Fulfilment.DELIVERY, 1050, 1350)


@pytest.mark.both_engines
async def test_the_nearest_who_are_free_are_asked_and_the_next_when_they_do_not_answer(
    place: Bringing,
) -> None:
    desk = place.desk
    far = [await place.courier(meters) for meters in (900, 300, 700, 500)]
    await place.courier(9000)
    unknown = await place.courier(None, market=True)
    order = await place.ordered()
    assert await place.offered() == [order]
    assert set(await place.asked(order)) == {far[1], far[3], far[2]}
    assert await place.offered() == []
    for each in far:
        await desk.do(couriers.move_to, each, north(200), desk.later(seconds=1))
    desk.later(seconds=OFFER.total_seconds())
    await place.offered()
    assert set(await place.asked(order)) == {far[0], unknown}


async def test_of_several_who_accept_the_first_has_it(place: Bringing) -> None:
    desk = place.desk
    for meters in (100, 200, 300):
        await place.courier(meters)
    order = await place.ordered()
    await place.offered()
    asked = await place.asked(order)
    presses = [unit(offering.accept, offer, who, desk.now) for who, offer in asked.items()]
    results = kinds(await race(desk.database, presses))
    assert results == {"ok": 1, "OfferOver": 2}
    assert await place.asked(order) == {}
    assert (await place.delivery(order)).state is DeliveryState.ACCEPTED


async def test_who_has_something_to_bring_takes_nothing_else(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    first = await place.ordered()
    await place.accepted(first, courier)
    second = await place.ordered()
    assert await place.offered() == []
    with pytest.raises(CourierBusy):
        await desk.do(couriers.end_shift, courier, desk.now)
    other = await place.courier()
    await place.accepted(second, other)
    assert await desk.see(couriers.job_of, other) == second


async def test_who_declines_is_not_asked_again_and_who_is_off_takes_nothing(
    place: Bringing,
) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.offered()
    offer = (await place.asked(order))[courier]
    with pytest.raises(OfferOver):
        await desk.do(offering.accept, offer, await place.courier(), desk.now)
    await desk.do(offering.decline, offer, courier, desk.now)
    with pytest.raises(OfferOver):
        await desk.do(offering.accept, offer, courier, desk.now)
    desk.later(minutes=5)
    await place.offered()
    assert courier not in await place.asked(order)
    await desk.do(couriers.end_shift, courier, desk.now)
    with pytest.raises(NotOnShift):
        await desk.do(offering.decline, offer, courier, desk.now)


async def test_only_who_may(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    stranger = await desk.make(lambda m: m.guest())
    with pytest.raises(NoRight):
        await desk.do(couriers.begin_shift, stranger, None, desk.now)
    order = await place.ordered()
    await place.accepted(order, courier)
    other = await place.courier()
    for does in (carrying.leave, carrying.nobody_opens, carrying.take_back, carrying.give_up):
        with pytest.raises(NoDelivery):
            await desk.do(does, order, other, desk.now)
        with pytest.raises(NotOnShift):
            await desk.do(does, order, stranger, desk.now)
    code = (await place.delivery(order)).fetch_code
    with pytest.raises(NotYourMerchant):
        await desk.do(carrying.hand_to_courier, order, stranger, code, desk.now)
    with pytest.raises(NoRight):
        await desk.do(carrying.hand_to_courier, order, courier, code, desk.now)
    wrong = "0000" if code != "0000" else "0001"
    with pytest.raises(WrongFetchCode):
        await desk.do(carrying.hand_to_courier, order, place.clerk, wrong, desk.now)
    for does in (deciding.fetch, deciding.have_money_back):
        with pytest.raises(NotYourOrder):
            await desk.do(does, order, stranger, desk.now)
    for does in (deciding.refund_lost, deciding.send_another):
        with pytest.raises(NoRight):
            await desk.do(does, order, stranger, desk.now)


async def test_the_code_of_another_order_hands_nothing_over(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order, other = await place.ordered(), await place.ordered()
    await place.on_the_way(order, courier)
    code = (await desk.order(other)).code
    with pytest.raises(WrongCode):
        await desk.do(handing_over.hand_over_by_code, order, code, courier, desk.now)


async def test_it_is_left_at_the_door_where_its_guest_wants_that(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    given = (order, "seed:door", courier)
    with pytest.raises(NotLeftAtDoor):
        await desk.do(handing_over.hand_over_by_photo, *given, desk.now)
    await desk.do(carrying.leave_at_the_door, order, place.guest, desk.now, at_the_door=True)
    await desk.do(handing_over.hand_over_by_photo, *given, desk.now)
    await desk.do(handing_over.hand_over_by_photo, *given, desk.now)
    delivery = await place.delivery(order)
    assert (delivery.handover, delivery.photo) == (Handover.PHOTO, "seed:door")
    assert (await desk.order(order)).state == OrderState.REDEEMED


async def test_what_was_called_off_is_left_at_no_door(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    await desk.do(carrying.leave_at_the_door, order, place.guest, desk.now, at_the_door=True)
    await desk.do(cancelling.cancel_by_merchant, order, place.clerk, desk.now)
    with pytest.raises(DeliveryMoved):
        await desk.do(handing_over.hand_over_by_photo, order, "seed:door", courier, desk.now)


async def test_nobody_takes_it_and_its_guest_fetches_it(place: Bringing) -> None:
    desk = place.desk
    order = await place.ordered()
    with pytest.raises(DeliveryMoved):
        await desk.do(deciding.fetch, order, place.guest, desk.now)
    start = (await desk.order(order)).starts_at
    assert start is not None
    desk.now = start + TAKE
    await place.pass_by()
    assert (await told(desk, "delivery"), await told(desk, "delivery_alert")) == (
        ["nobody"],
        ["nobody"],
    )
    await desk.do(deciding.fetch, order, place.guest, desk.now)
    await desk.do(deciding.fetch, order, place.guest, desk.now)
    assert await refunded(desk, order) == 300, "the way"
    await place.courier()
    assert await place.offered() == []
    view = await desk.order(order)
    await desk.do(redeeming.redeem, view.code, place.clerk, "n", desk.now)
    assert (await place.delivery(order)).handover == Handover.COUNTER


async def test_nobody_takes_it_and_the_money_goes_back(place: Bringing) -> None:
    desk = place.desk
    order, other = await place.ordered(), await place.ordered()
    starts = [(await desk.order(each)).starts_at for each in (order, other)]
    desk.now = max(filter(None, starts)) + TAKE
    await place.pass_by()
    await desk.do(deciding.have_money_back, order, place.guest, desk.now)
    await desk.do(deciding.have_money_back, order, place.guest, desk.now)
    assert await refunded(desk, order) == 1560
    desk.later(seconds=GIVE_UP.total_seconds())
    await place.pass_by()
    assert await refunded(desk, other) == 1560, "by itself"
    view = await desk.order(other)
    assert view.last is not None
    assert (view.state, view.last.reason) == (OrderState.CANCELLED, "undelivered")
    assert (await place.delivery(other)).why == Why.NO_COURIER


async def test_nobody_opens(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    with pytest.raises(NotAtTheDoor):
        await desk.do(carrying.nobody_opens, order, courier, desk.now)
    await desk.do(couriers.move_to, courier, north(480), desk.now)
    with pytest.raises(DeliveryMoved):
        await desk.do(carrying.take_back, order, courier, desk.now)
    await desk.do(carrying.nobody_opens, order, courier, desk.now)
    await desk.do(carrying.nobody_opens, order, courier, desk.later(minutes=1))
    assert await told(desk, "delivery") == ["courier", "left", "at_door"]
    with pytest.raises(WaitLonger):
        await desk.do(carrying.take_back, order, courier, desk.now)
    desk.later(seconds=DOORSTEP.total_seconds())
    await desk.do(carrying.take_back, order, courier, desk.now)
    assert (await desk.order(order)).state == OrderState.EXPIRED
    assert await refunded(desk, order) == 0, "what was made is theirs to pay, as was agreed"
    assert (await place.delivery(order)).why == Why.NOBODY_OPENED


async def test_a_courier_vanishes_before_it_is_fetched(place: Bringing) -> None:
    desk, gone = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, gone)
    desk.later(seconds=SILENT_BEFORE.total_seconds())
    other = await place.courier(1000)
    await place.pass_by()
    assert (await place.delivery(order)).state is DeliveryState.OFFERED
    with pytest.raises(NotOnShift):
        await desk.do(carrying.leave, order, gone, desk.now)
    await place.on_the_way(order, other)
    assert "again" in await told(desk, "delivery")


async def test_a_courier_gives_it_up_before_it_is_fetched(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    await desk.do(carrying.give_up, order, courier, desk.now)
    desk.later(minutes=10)
    await place.offered()
    assert await place.asked(order) == {}, "who gave it up is not asked again"
    assert await desk.see(couriers.job_of, courier) is None


@pytest.mark.parametrize("decided", ["another", "refund", "nobody", "there again"])
async def test_a_courier_vanishes_with_it(place: Bringing, decided: str) -> None:
    desk, gone = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, gone)
    desk.later(seconds=SILENT_AFTER.total_seconds())
    await place.pass_by()
    assert await told(desk, "delivery_alert") == ["lost"]
    assert await refunded(desk, order) == 0
    if decided == "another":
        await desk.do(deciding.send_another, order, place.clerk, desk.now)
        other = await place.courier(1000)
        await place.on_the_way(order, other)
        with pytest.raises(NotOnShift):
            await desk.do(carrying.nobody_opens, order, gone, desk.now)
    elif decided == "refund":
        operator = await desk.make(lambda m: m.operator())
        await desk.do(deciding.refund_lost, order, operator, desk.now)
    elif decided == "nobody":
        desk.later(seconds=DECIDE.total_seconds())
        await place.pass_by()
    else:
        await desk.do(couriers.begin_shift, gone, north(400), desk.later(minutes=1))
        await place.pass_by()
        assert (await place.delivery(order)).lost_at is None
        code = (await desk.order(order)).code
        await desk.do(handing_over.hand_over_by_code, order, code, gone, desk.now)
    back = decided in {"refund", "nobody"}
    assert await refunded(desk, order) == (1560 if back else 0)


async def test_what_a_courier_has_is_not_fetched_at_the_counter(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    await place.fetched(order)
    code = (await desk.order(order)).code
    with pytest.raises(WithCourier):
        await desk.do(redeeming.redeem, code, place.clerk, "n", desk.now)


async def test_what_a_courier_has_is_ready_and_no_later(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    assert (await desk.order(order)).ready_at is None
    await place.fetched(order)
    view = await desk.order(order)
    assert view.ready_at == desk.now, "nobody called it ready, but it left"
    later = desk.now + timedelta(minutes=20)
    await desk.do(tickets.accept, order, place.clerk, later, desk.now)
    await desk.do(tickets.ready, order, place.clerk, desk.now + timedelta(minutes=1))
    assert await desk.order(order) == view
    assert await told(desk, "ticket") == []


async def test_made_again_it_is_not_ready_and_has_another_number(
    place: Bringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, gone = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, gone)
    former = (await place.delivery(order)).fetch_code
    desk.later(seconds=SILENT_AFTER.total_seconds())
    await place.pass_by()
    another = "0001" if former != "0001" else "0002"
    monkeypatch.setattr(keeping, "new_number", lambda: another)
    await desk.do(deciding.send_another, order, place.clerk, desk.now)
    assert (await desk.order(order)).ready_at is None
    await place.accepted(order, await place.courier(1000))
    with pytest.raises(WrongFetchCode):
        await desk.do(carrying.hand_to_courier, order, place.clerk, former, desk.now)
    await place.fetched(order)


async def test_what_is_called_off_is_brought_to_nobody(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order, other = await place.ordered(), await place.ordered()
    await place.accepted(order, courier)
    await desk.do(cancelling.cancel_by_merchant, order, place.clerk, desk.now)
    assert await desk.see(couriers.job_of, courier) is None
    await place.offered()
    assert courier in await place.asked(other)
    await desk.do(cancelling.cancel_by_merchant, other, place.clerk, desk.now)
    assert await place.asked(other) == {}


async def test_what_nobody_brought_by_its_last_day_costs_nothing(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    until = (await desk.order(order)).valid_until
    assert until is not None
    desk.now = until + timedelta(seconds=1)
    await desk.do(expiring.expire_unused, desk.now)
    assert await refunded(desk, order) == 1560


async def test_where_a_courier_was_is_known_for_half_an_hour(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    desk.later(minutes=29)
    await place.pass_by()
    found = await desk.see(couriers.courier, courier)
    assert found.point is not None
    desk.later(minutes=1)
    await place.pass_by()
    found = await desk.see(couriers.courier, courier)
    assert (found.point, found.on_shift) == (None, True)
    desk.later(hours=4)
    await place.pass_by()
    assert not (await desk.see(couriers.courier, courier)).on_shift
    query = select(outbox.c.payload).where(outbox.c.key.like("courier_shift:%"))
    (said,) = await desk.see(lambda c: c.execute(query).scalars().all())
    assert said["person"] == courier


@pytest.mark.control
async def test_without_the_guards_two_couriers_have_it(lacking: Lacking) -> None:
    async with lacking("uq_delivery_offers_accepted") as desk:
        place = await bringing(desk)
        riders = [await place.courier(meters) for meters in (100, 200)]
        order = await place.ordered()
        await place.offered()
        asked = await place.asked(order)
        slow, fast = (unit(offering.accept, asked[each], each, desk.now) for each in riders)
        with without(OFFER_OPEN, DELIVERY_UNMOVED):
            before = "UPDATE delivery_offers"
            assert await overtaken(desk.database, slow, fast, before=before) == order
        desk.audited = False
        found = {breach.name for breach in await desk.audit()}
        assert "two accepted offers of one delivery, or one courier with two" in found


async def test_again_it_is_brought_to_the_same_address(place: Bringing) -> None:
    desk, courier, guest = place.desk, await place.courier(), place.guest
    order = await place.ordered()
    await place.on_the_way(order, courier)
    code = (await desk.order(order)).code
    assert code is not None
    await desk.do(handing_over.hand_over_by_code, order, code, courier, desk.now)
    [home] = await desk.see(addressing.kept, guest)
    await desk.do(lives, guest, north(700), desk.later(seconds=1))

    async def again() -> tuple[Fulfilment, int | None]:
        made = await desk.do(repeating.again, guest, order, desk.later(seconds=1))
        cart = await desk.do(carts.own_cart, guest, made.order_id, desk.now)
        address = None if cart.bringing is None else cart.bringing.address
        found = (cart.fulfilment, None if address is None else address.id)
        await desk.do(carts.empty, guest, made.order_id, desk.now)
        return found

    assert await again() == (Fulfilment.DELIVERY, home.id)
    smaller = update(service_areas).values(radius_metres=400)
    await desk.database.write(lambda c: c.execute(smaller))
    assert await again() == (Fulfilment.PICKUP, None), "they come there no more"
    await desk.database.write(lambda c: c.execute(smaller.values(radius_metres=3000)))
    await desk.do(addressing.drop, guest, home.id)
    assert await again() == (Fulfilment.PICKUP, None), "the address is kept no more"
