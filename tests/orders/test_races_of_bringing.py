"""A courier, a guest and a place at the same moment, on both engines; and each race without its guard."""

from typing import Any

import pytest

from orders.course import cancelling, redeeming
from orders.delivery import carrying, collecting, handing_over, live_map
from orders.delivery.delivery_models import DeliveryState
from orders.models import OrderState
from tests.guards import DELIVERY_UNMOVED, STILL_ON_THE_WAY, without
from tests.making import Market
from tests.orders.conftest import Desk, Lacking
from tests.orders.delivering import Bringing, bringing, north
from tests.orders.racing import kinds, race
from tests.orders.test_collecting import collects
from tests.orders.test_live_map import maps
from tests.orders.test_races import unit
from tests.overtaking import Unit, overtaken

MAPPED = "a map of a courier who is not on the way"
WITH_BOTH = "a delivery that was handed over and not redeemed, or redeemed and not handed over"
AFTER_ITS_ORDER = "a delivery that goes on after its order, or ended before it"


async def breaches(desk: Desk) -> set[str]:
    desk.audited = False
    return {each.name for each in await desk.audit()}


async def at_the_door(desk: Desk, *, seen: bool) -> tuple[int, Unit, Unit]:
    """An order on its way, its courier's next place on the map, and the guest's code at the door."""
    place = await bringing(desk)
    courier = await place.courier(100 if seen else None)
    order = await place.ordered()
    await place.on_the_way(order, courier)
    desk.later(seconds=10)
    code = (await desk.order(order)).code
    moves = unit(live_map.follow, courier, north(400), desk.now)
    return order, moves, unit(handing_over.hand_over_by_code, order, code, courier, desk.now)


@pytest.mark.parametrize("seen", [False, True])
async def test_a_map_ends_with_the_hand_over(desk: Desk, seen: bool) -> None:
    order, moves, hands_over = await at_the_door(desk, seen=seen)
    assert kinds(await race(desk.database, [moves, hands_over, moves])) == {"ok": 3}
    assert (await desk.order(order)).state == OrderState.REDEEMED
    assert (await maps(desk))[-1] == "gone"


async def test_what_is_called_off_as_its_courier_moves_is_on_no_map(desk: Desk) -> None:
    order, moves, _ = await at_the_door(desk, seen=False)
    await overtaken(desk.database, moves, called_off(desk, order), before="UPDATE deliveries")
    assert await maps(desk) == ["gone"]


def called_off(desk: Desk, order: int) -> Unit:
    """By whoever may, and needs not its courier."""
    return lambda c: cancelling.cancel_by_operator(
        c, order, Market(c, desk.now).operator(), desk.now
    )


@pytest.mark.control
async def test_without_the_guard_a_map_shows_who_has_gone(desk: Desk) -> None:
    order, moves, _ = await at_the_door(desk, seen=False)
    with without(STILL_ON_THE_WAY):
        await overtaken(desk.database, moves, called_off(desk, order), before="UPDATE deliveries")
    assert MAPPED in await breaches(desk)


async def bag(desk: Desk) -> tuple[Bringing, int, dict[str, Unit]]:
    """A courier is at the guest's door for a bag; what may happen to it."""
    place = await bringing(desk)
    await desk.do(collects)
    courier = await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    number = (await place.delivery(order)).fetch_code
    return (
        place,
        order,
        {
            "collected": unit(collecting.collect, order, courier, number, desk.now),
            "received": unit(collecting.receive, order, place.clerk, desk.now),
            "cancelled": unit(cancelling.cancel_by_guest, order, place.guest, desk.now),
            "given up": unit(carrying.give_up, order, courier, desk.now),
        },
    )


@pytest.mark.parametrize("by", ["collected", "received", "given up"])
async def test_a_bag_is_called_off_as_it_goes_on(desk: Desk, by: str) -> None:
    """Whichever is first; its money is back, and no courier has it to bring any more."""
    place, order, may = await bag(desk)
    done = await race(desk.database, [may[by], may["cancelled"]])
    assert done[1] is None
    assert kinds(done[:1]).keys() <= {"ok", "NoDelivery", "OrderMoved", "DeliveryMoved"}
    assert (await desk.order(order)).state == OrderState.CANCELLED
    assert (await place.delivery(order)).state is DeliveryState.FAILED
    payment = await desk.payment_of(order)
    assert payment.refunded == payment.captured


@pytest.mark.control
@pytest.mark.parametrize("by", ["collected", "received"])
async def test_without_the_guard_a_bag_goes_on_without_its_order(lacking: Lacking, by: str) -> None:
    async with lacking("ck_deliveries_ended", "ck_deliveries_why") as desk:
        _, _, may = await bag(desk)
        with without(DELIVERY_UNMOVED):
            await overtaken(desk.database, may[by], may["cancelled"], before="UPDATE deliveries")
        assert AFTER_ITS_ORDER in await breaches(desk)


async def at_the_counter(desk: Desk) -> tuple[Bringing, int, list[Any]]:
    """A courier is there for an order, and so is its guest."""
    place = await bringing(desk)
    courier = await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    number = (await place.delivery(order)).fetch_code
    code = (await desk.order(order)).code
    gives = unit(carrying.hand_to_courier, order, place.clerk, number, desk.now)
    return place, order, [gives, unit(redeeming.redeem, code, place.clerk, "n", desk.now)]


async def test_its_guest_and_its_courier_are_at_the_counter(desk: Desk) -> None:
    """One of them has it."""
    place, order, both = await at_the_counter(desk)
    assert kinds(await race(desk.database, both))["ok"] == 1
    state, has = (await desk.order(order)).state, (await place.delivery(order)).state
    assert (state, has) in {
        (OrderState.REDEEMED, DeliveryState.HANDED_OVER),
        (OrderState.CONFIRMED, DeliveryState.PICKED_UP),
    }


@pytest.mark.control
async def test_without_the_guard_both_have_it(lacking: Lacking) -> None:
    async with lacking("ck_deliveries_ended", "ck_deliveries_handover") as desk:
        _, _, (gives, redeems) = await at_the_counter(desk)
        with without(DELIVERY_UNMOVED):
            await overtaken(desk.database, gives, redeems, before="UPDATE deliveries")
        assert WITH_BOTH in await breaches(desk)
