"""Couriers are at so many doors in the same ten minutes: whoever comes later is told the next time."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from catalog.menu.delivery_models import delivery_settings
from catalog.menu.menu_models import pickup_settings
from orders.auditing import recounting_claims
from orders.auditing.recounting import Seats
from orders.claim_models import ClaimKind, collection_windows
from orders.course import cancelling, expiring
from orders.errors import CollectionFull
from orders.menu import carts, collection_times
from orders.models import Fulfilment, OrderState
from orders.money import paying
from tests.guards import COLLECTION_LEFT, without
from tests.orders.conftest import Desk, Lacking
from tests.orders.delivering import Bringing, bringing, lives, north
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.overtaking import overtaken

TOO_MANY = "more collected in ten minutes than a place can"


def collecting(most: int) -> Any:
    def build(connection: Connection) -> None:
        connection.execute(update(delivery_settings).values(collects=True))
        connection.execute(update(pickup_settings).values(collections_per_window=most))

    return build


@pytest.fixture
async def place(desk: Desk) -> Bringing:
    made = await bringing(desk)
    await desk.do(collecting(2))
    return made


async def filled(place: Bringing, at: datetime | None = None) -> tuple[int, int]:
    """Another guest, and their cart, to be collected then."""
    desk = place.desk
    guest: int = await desk.make(lambda m: m.guest())
    await desk.do(lambda c: lives(c, guest, north(400), desk.now))
    chosen = (place.menu.coffee, (place.menu.cow,), 3, "", None)
    cart: int = await desk.do(carts.add, guest, *chosen, desk.now)
    await desk.do(carts.set_fulfilment, guest, cart, Fulfilment.DELIVERY, desk.now)
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    return guest, cart


async def times(place: Bringing, guest: int) -> list[datetime]:
    desk = place.desk
    found = await desk.see(carts.cart_of, guest, place.menu.shop.location, desk.now)
    (day, *_) = await desk.see(collection_times.collection_days, found, desk.now)
    made: list[datetime] = await desk.see(collection_times.collection_times, found, day, desk.now)
    return made


async def counted(place: Bringing) -> list[tuple[int, int]]:
    """(held, booked) of each time of which anything was ever taken."""
    table = collection_windows.c
    query = select(table.held, table.booked).order_by(table.starts_at)
    return [tuple(each) for each in await place.desk.see(lambda c: c.execute(query).all())]


async def test_a_time_is_full_and_the_next_one_is_told(place: Bringing) -> None:
    desk = place.desk
    guest, cart = await filled(place)
    at, following, *_ = await times(place, guest)
    for _ in range(2):
        other, order = await filled(place, at)
        await desk.do(carts.hold_cart, other, order, desk.now)
        await desk.pay(order)
    assert await counted(place) == [(0, 2)]
    assert (await times(place, guest))[0] == following
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    with pytest.raises(CollectionFull) as refused:
        await desk.do(carts.hold_cart, guest, cart, desk.now)
    assert refused.value.at == at
    found = await desk.see(carts.cart_of, guest, place.menu.shop.location, desk.now)
    assert await desk.see(collection_times.next_free, found, at, desk.now) == following
    await desk.do(cancelling.cancel_by_guest, order, other, desk.now)
    assert await counted(place) == [(0, 1)]
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    assert await counted(place) == [(1, 1)]


async def test_as_soon_as_possible_is_the_first_time_that_there_can_be(place: Bringing) -> None:
    desk = place.desk
    for _ in range(2):
        await desk.do(carts.hold_cart, *await filled(place), desk.now)
    guest, cart = await filled(place)
    with pytest.raises(CollectionFull) as refused:
        await desk.do(carts.hold_cart, guest, cart, desk.now)
    assert refused.value.at == collection_times.soonest_window(desk.now)
    assert refused.value.at not in await times(place, guest)
    await desk.do(carts.set_collect_at, guest, cart, (await times(place, guest))[0], desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    assert await counted(place) == [(2, 0), (1, 0)]


async def test_holds_that_are_dead_are_in_nobodys_way(place: Bringing) -> None:
    desk = place.desk
    guest, cart = await filled(place)
    at = (await times(place, guest))[6]
    for _ in range(2):
        await desk.do(carts.hold_cart, *await filled(place, at), desk.now)
    desk.later(minutes=10)
    assert at in await times(place, guest)
    await desk.do(carts.set_collect_at, guest, cart, at, desk.now)
    await desk.do(carts.hold_cart, guest, cart, desk.now)
    assert await counted(place) == [(1, 0)]


async def test_late_money_for_a_time_that_is_full_by_now_goes_back(place: Bringing) -> None:
    desk = place.desk
    late, order = await filled(place)
    at = (await times(place, late))[6]
    await desk.do(carts.set_collect_at, late, order, at, desk.now)
    await desk.do(carts.hold_cart, late, order, desk.now)
    event = await desk.do(paying.capture, await desk.paid(await desk.request(order)), desk.now)
    desk.later(minutes=10)
    await desk.do(expiring.lapse_holds, desk.now)
    for _ in range(2):
        await desk.do(carts.hold_cart, *await filled(place, at), desk.now)
    await desk.do(paying.apply, event, desk.now)
    view = await desk.order(order)
    assert (view.state, len(view.refunds)) == (OrderState.LAPSED, 1)
    assert await counted(place) == [(2, 0)]


async def test_what_is_collected_as_soon_as_possible_and_paid_late_is_collected_later(
    place: Bringing,
) -> None:
    """In ten minutes that are over nobody is at its guest's door any more."""
    desk = place.desk
    found = [await filled(place) for _ in range(3)]
    _, early = found[0]
    await desk.do(carts.hold_cart, *found[0], desk.now)
    event = await desk.do(paying.capture, await desk.paid(await desk.request(early)), desk.now)
    desk.later(minutes=20)
    await desk.do(expiring.lapse_holds, desk.now)
    await desk.do(carts.hold_cart, *found[1], desk.now)
    await desk.do(paying.apply, event, desk.now)
    assert (await desk.order(early)).state == OrderState.CONFIRMED
    assert await counted(place) == [(0, 0), (1, 1)]
    with pytest.raises(CollectionFull):
        await desk.do(carts.hold_cart, *found[2], desk.now)


async def test_without_a_limit_and_of_what_is_only_brought_nothing_is_counted(
    place: Bringing,
) -> None:
    desk = place.desk
    await desk.do(collecting(0))
    for _ in range(3):
        await desk.do(carts.hold_cart, *await filled(place), desk.now)
    await desk.do(collecting(1))
    await desk.do(lambda c: c.execute(update(delivery_settings).values(collects=False)))
    for _ in range(2):
        await desk.do(carts.hold_cart, *await filled(place), desk.now)
    assert await counted(place) == []


async def test_its_counter_is_set_to_what_its_orders_say(place: Bringing) -> None:
    desk = place.desk
    await desk.do(carts.hold_cart, *await filled(place), desk.now)
    await desk.do(lambda c: c.execute(update(collection_windows).values(held=0, booked=2)))
    ((kind, counter),) = await desk.see(recounting_claims.wrong_counters)
    assert kind == ClaimKind.COLLECTION
    found = await desk.do(recounting_claims.recount_counter, kind, counter)
    assert (found.before, found.after, found.fits) == (Seats(0, 2), Seats(1, 0), True)


async def racers(place: Bringing, number: int) -> list[Any]:
    guest, _ = await filled(place)
    at = (await times(place, guest))[3]
    found = [await filled(place, at) for _ in range(number)]
    return [unit(carts.hold_cart, guest, cart, place.desk.now) for guest, cart in found]


async def test_many_want_the_same_ten_minutes(place: Bringing) -> None:
    results = await race(place.desk.database, await racers(place, 6))
    assert kinds(results) == {"ok": 2, "CollectionFull": 4}
    assert await counted(place) == [(2, 0)]


@pytest.mark.control
async def test_without_the_guard_couriers_are_at_too_many_doors(lacking: Lacking) -> None:
    async with lacking("ck_collection_windows_capacity") as desk:
        place = await bringing(desk)
        await desk.do(collecting(1))
        slow, fast = await racers(place, 2)
        with without(COLLECTION_LEFT):
            await overtaken(desk.database, slow, fast, before="INSERT INTO kitchen_windows")
        desk.audited = False
        assert TOO_MANY in {each.name for each in await desk.audit()}
