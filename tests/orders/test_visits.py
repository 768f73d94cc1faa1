"""Whoever goes to guests has the time for the way: at each booking, move and late payment."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from catalog import queries
from catalog.models import locations, service_resources
from catalog.visits import finding, serving
from catalog.visits.errors import AreasFull, WayTooLong
from catalog.visits.serving import NewArea
from database.outbox_table import outbox
from orders import address_for
from orders.booking import (
    answering,
    availability,
    placing,
    proposing,
    rescheduling,
    resourcing,
)
from orders.booking.availability import Availability
from orders.booking.offers import offered
from orders.booking.proposing import Goal
from orders.booking.visiting import going_to
from orders.course import expiring, setting_out
from orders.errors import (
    AddressNeeded,
    NotBookable,
    NotYourMerchant,
    OrderTooSmall,
    OutsideArea,
    SoldOut,
    TooEarlyToLeave,
)
from orders.line_models import order_adjustments
from orders.models import Fulfilment, OrderState, orders
from orders.waitlist import waiting
from people.errors import NoRight
from people.models import staff
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.racing import kinds, race
from tests.orders.test_races import unit
from tests.orders.visits import KMH, cleaning, moves_to, north
from tests.overtaking import overtaken

HOME, NEAR, FAR, OPPOSITE = 0.0, 2.0, 10.0, -5.0
"""Kilometres north of the place; at ten an hour by the straight line, twelve minutes for two."""

NO_WAY = "visits of one resource with no time for the way between them"


async def test_a_visit_has_its_address_its_fee_and_its_way(desk: Desk) -> None:
    found = await cleaning(desk, FAR)
    order = await desk.hold(found.guests[0], found.service, desk.start())
    view = await desk.order(order)
    assert view.fulfilment is Fulfilment.HOME
    assert view.total == 2000 + 500
    agreed = await desk.see(address_for, found.guests[0], order)
    assert agreed.text == "Vaasankatu 4"

    def stretch(connection: Connection) -> Any:
        query = select(orders.c.occupied_from, orders.c.occupied_until).where(orders.c.id == order)
        return connection.execute(query).one()

    assert await desk.see(stretch) == (
        desk.start() - timedelta(hours=1),
        desk.start() + timedelta(hours=2),
    )
    await desk.pay(order)


async def test_near_by_it_costs_nothing_more(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)
    order = await desk.hold(found.guests[0], found.service, desk.start())
    assert (await desk.order(order)).total == 2000
    assert await desk.see(lambda c: c.execute(select(order_adjustments)).all()) == []


async def test_nobody_comes_without_an_address_outside_the_area_or_for_too_little(
    desk: Desk,
) -> None:
    found = await cleaning(desk, 21.0, FAR, price=1900)
    nowhere = await desk.make(lambda m: m.guest())
    for guest, why in (
        (nowhere, AddressNeeded),
        (found.guests[0], OutsideArea),
        (found.guests[1], OrderTooSmall),
    ):
        with pytest.raises(why) as refused:
            await desk.hold(guest, found.service, desk.start())
        assert type(refused.value) is why


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [(FAR, FAR, 0), (FAR, NEAR, 48), (NEAR, OPPOSITE, 42), (FAR, OPPOSITE, 90), (HOME, FAR, 60)],
)
async def test_between_two_guests_is_the_way_between_them(
    desk: Desk, first: float, second: float, gap: int
) -> None:
    """Afterwards and before, to the quarter of an hour."""
    found = await cleaning(desk, first, second)
    one, other = found.guests
    await desk.hold(one, found.service, desk.start())
    wait = -(-gap // 15) * 15
    for minutes in (60 + wait, -60 - wait):
        at = desk.start() + timedelta(minutes=minutes)
        sooner = at + timedelta(minutes=-15 if minutes > 0 else 15)
        with pytest.raises(SoldOut):
            await desk.hold(other, found.service, sooner)
        order = await desk.hold(other, found.service, at)
        await desk.do(placing.release, order, other, desk.now)


async def test_from_the_place_and_back_is_a_way_too(desk: Desk) -> None:
    """The same person gives something at the place."""
    found = await cleaning(desk, NEAR)
    inside = await desk.make(lambda m: m.guest())
    await desk.hold(found.guests[0], found.service, desk.start())
    for minutes in (60, -60):
        with pytest.raises(SoldOut):
            await desk.hold(inside, found.inside, desk.start() + timedelta(minutes=minutes))
    await desk.hold(inside, found.inside, desk.start() + timedelta(minutes=75))
    await desk.hold(inside, found.inside, desk.start() - timedelta(minutes=75))


async def test_two_guests_of_one_start_are_two_visits(desk: Desk) -> None:
    """Seats share a room, and no home."""
    found = await cleaning(desk, FAR, FAR, capacity=4)
    await desk.hold(found.guests[0], found.service, desk.start(), 2)
    with pytest.raises(SoldOut):
        await desk.hold(found.guests[1], found.service, desk.start())


async def test_another_person_goes_where_one_cannot(desk: Desk) -> None:
    found = await cleaning(desk, FAR, OPPOSITE, givers=2)
    for guest in found.guests:
        await desk.hold(guest, found.service, desk.start())


async def test_what_is_free_is_what_can_be_held(desk: Desk) -> None:
    """Every start of a day, by the page and by holding it."""
    found = await cleaning(desk, FAR, NEAR)
    one, other = found.guests
    await desk.place(one, found.service, desk.start(hour=14))
    day = desk.start().date()

    def free(connection: Connection) -> list[datetime]:
        offer = going_to(connection, offered(connection, found.service), north(NEAR))
        found_free = Availability.of(connection, offer, 1, desk.now)
        return [each.starts_at for each in found_free.free(day)]

    shown = await desk.see(free)
    could = []
    for quarter in range(-5 * 4, 6 * 4 + 1):
        at = desk.start(hour=14) + timedelta(minutes=15 * quarter)
        try:
            order = await desk.hold(other, found.service, at)
        except SoldOut:
            continue
        could.append(at)
        await desk.do(placing.release, order, other, desk.now)
    assert shown == could
    assert len(could) < 11 * 4


async def test_a_hold_follows_its_guest_to_another_address(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)
    (guest,) = found.guests
    first = await desk.hold(guest, found.service, desk.start())
    assert await desk.hold(guest, found.service, desk.start()) == first
    await desk.do(moves_to, guest, north(FAR), desk.later(minutes=1))
    second = await desk.hold(guest, found.service, desk.start())
    assert [(await desk.order(each)).state for each in (first, second)] == [
        OrderState.LAPSED,
        OrderState.HELD,
    ]
    assert (await desk.order(second)).total == 2500


async def test_a_booking_stays_where_it_was_agreed(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)
    (guest,) = found.guests
    order = await desk.place(guest, found.service, desk.start(days=2))
    await desk.do(moves_to, guest, north(FAR), desk.later(minutes=1))
    await desk.do(serving.set_speed, found.location, 26, found.clerk, desk.now)
    await desk.do(rescheduling.reschedule, order, guest, desk.start(days=3), desk.now)
    agreed = await desk.see(address_for, guest, order)
    assert agreed.point == north(NEAR)
    assert (await desk.order(order)).total == 2000


async def test_a_move_leaves_room_for_the_way(desk: Desk) -> None:
    found = await cleaning(desk, FAR, NEAR)
    one, other = found.guests
    await desk.place(one, found.service, desk.start(days=3))
    order = await desk.place(other, found.service, desk.start(days=2))
    sooner, later = (desk.start(days=3) + timedelta(minutes=60 + gap) for gap in (45, 60))
    with pytest.raises(SoldOut):
        await desk.do(rescheduling.reschedule, order, other, sooner, desk.now)
    await desk.do(rescheduling.reschedule, order, other, later, desk.now)


async def test_a_place_proposes_only_times_that_it_can_reach(desk: Desk) -> None:
    found = await cleaning(desk, FAR, NEAR)
    one, other = found.guests
    await desk.place(one, found.service, desk.start(days=3))
    order = await desk.place(other, found.service, desk.start(days=2))
    move = partial(desk.do, proposing.move_by_staff, order, found.clerk)
    with pytest.raises(SoldOut):
        await move(Goal(desk.start(days=3) + timedelta(minutes=60 + 45)), desk.now)
    assert await move(Goal(desk.start(days=3) + timedelta(minutes=60 + 60)), desk.now)
    third = await desk.make(lambda m: m.guest())
    await desk.do(moves_to, third, north(FAR), desk.now)
    with pytest.raises(SoldOut):  # the kept time is where its booking goes
        await desk.hold(third, found.service, desk.start(days=3) + timedelta(minutes=180 + 45))
    proposal = await desk.see(proposed, order)
    await desk.do(answering.accept, proposal, other, desk.now)
    assert (await desk.order(order)).state is OrderState.CONFIRMED


def proposed(connection: Connection, order: int) -> int:
    query = select(orders.c.id).where(orders.c.proposed_for == order)
    return connection.execute(query).scalar_one()


@pytest.mark.parametrize(("gap", "state"), [(45, "lapsed"), (60, "confirmed")])
async def test_late_money_gets_its_time_again_or_goes_back(
    desk: Desk, gap: int, state: str
) -> None:
    found = await cleaning(desk, FAR, NEAR)
    late, other = found.guests
    order = await desk.hold(late, found.service, desk.start())
    paid = await desk.paid(await desk.request(order))
    desk.later(minutes=40)
    await desk.do(expiring.lapse_holds, desk.now)
    await desk.place(other, found.service, desk.start() + timedelta(minutes=60 + gap))
    await desk.settle(paid)
    assert (await desk.order(order)).state == state


async def test_who_waits_has_no_address(desk: Desk) -> None:
    found = await cleaning(desk, FAR)
    wish = (found.service, desk.start(), 1)
    with pytest.raises(NotBookable):
        await desk.do(waiting.join, found.guests[0], *wish, None, desk.now)


async def test_it_is_booked_by_nobody_where_nobody_goes(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)

    def leaves(connection: Connection) -> None:
        given = service_resources.c.service_id == found.service
        connection.execute(service_resources.delete().where(given))

    await desk.do(leaves)
    with pytest.raises(NotBookable):
        await desk.hold(found.guests[0], found.service, desk.start())


async def back_to_back(desk: Desk) -> Sequence[Callable[[Connection], Any]]:
    """Two homes an hour apart, one booked right behind the other, by two phones."""
    found = await cleaning(desk, OPPOSITE, 5.0)
    first, second = found.guests
    at = desk.start()
    return [
        unit(placing.hold, first, found.service, at, 1, None, desk.now),
        unit(placing.hold, second, found.service, at + timedelta(hours=1), 1, None, desk.now),
    ]


async def test_two_homes_an_hour_apart_are_not_booked_back_to_back(desk: Desk) -> None:
    assert kinds(await race(desk.database, await back_to_back(desk))) == {"ok": 1, "SoldOut": 1}


@pytest.mark.control
async def test_without_the_guard_they_would_be(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, fast = await back_to_back(desk)
    monkeypatch.setattr(resourcing, "take_days", lambda *_: None)
    await overtaken(desk.database, slow, fast, before="INSERT INTO orders")
    desk.audited = False
    assert NO_WAY in {breach.name for breach in await desk.audit()}


async def test_a_slower_place_asks_no_more_of_what_is_booked(desk: Desk) -> None:
    """Ways are never longer than by the place, as both were agreed."""
    found = await cleaning(desk, NEAR, -NEAR)
    one, other = found.guests
    await desk.place(one, found.service, desk.start())

    def slower(connection: Connection) -> None:
        connection.execute(update(locations).values(travel_kmh=3))

    await desk.do(slower)
    with pytest.raises(SoldOut):
        await desk.hold(other, found.service, desk.start() + timedelta(minutes=60 + 45))
    await desk.hold(other, found.service, desk.start() + timedelta(minutes=60 + 75))


async def test_times_are_those_of_the_one_service(desk: Desk) -> None:
    """What is given at the place has the times that it had."""
    found = await cleaning(desk, NEAR)
    day = desk.start().date()
    times = await desk.see(availability.times, found.inside, day, 1, desk.now)
    assert len(times) == 45


async def test_whoever_goes_says_so_once_and_the_guest_hears_it(desk: Desk) -> None:
    """The desk, or the one who gives it; not a colleague, nor long before."""
    found = await cleaning(desk, NEAR)

    def hire(m: Market) -> tuple[int, int]:
        merchant = m.connection.execute(select(orders.c.merchant_id).limit(1)).scalar_one()
        giver, other = m.clerk(merchant, "Giver"), m.clerk(merchant, "Other")
        for person, resource in ((giver, found.giver), (other, None)):
            change = update(staff).where(staff.c.person_id == person)
            m.connection.execute(change.values(role="provider", resource_id=resource))
        return giver, other

    order = await desk.place(found.guests[0], found.service, desk.start())
    giver, other = await desk.make(hire)
    with pytest.raises(TooEarlyToLeave):
        await desk.do(setting_out.set_out, order, giver, desk.now)
    soon = desk.start() - timedelta(hours=1)
    for person, why in ((other, NoRight), (found.guests[0], NotYourMerchant)):
        with pytest.raises(why):
            await desk.do(setting_out.set_out, order, person, soon)
    for person in (giver, giver, found.clerk):
        await desk.do(setting_out.set_out, order, person, soon)

    def told(connection: Connection) -> list[int]:
        query = select(outbox.c.payload["person"].as_integer())
        about = outbox.c.payload["about"].as_string() == "on_the_way"
        return list(connection.execute(query.where(about)).scalars())

    assert await desk.see(told) == [found.guests[0]]


async def test_where_one_does_not_come_to_another_does(desk: Desk) -> None:
    """The nearest of its kind, each place once, at its cheapest."""
    found = await cleaning(desk, 21.0)

    def others(m: Market) -> list[int]:
        made = []
        for kilometres, prices in ((30.0, (900, 700)), (25.0, (800,)), (60.0, (100,))):
            shop = m.merchant(f"At {kilometres}")
            there = update(locations).where(locations.c.id == shop.location)
            m.connection.execute(there.values(latitude=north(kilometres).latitude))
            services_ = [m.service(shop, price=each, at_home=True) for each in prices]
            m.resource(shop, *services_)
            area = NewArea(0, 0, "EUR", 10_000)
            serving.add(m.connection, shop.location, area, KMH, shop.clerk, m.now)
            made.append(services_[-1])
        return made

    thirty, twenty_five, _sixty = await desk.make(others)

    def coming(connection: Connection) -> list[int]:
        service = queries.service(connection, found.service)
        assert service is not None
        near = finding.coming_to(connection, north(21.0), service, 3)
        return [each.service_id for each in near]

    assert await desk.see(coming) == [twenty_five, thirty]


async def test_a_place_has_so_many_areas_and_no_way_is_too_long(desk: Desk) -> None:
    found = await cleaning(desk, NEAR)
    add = partial(desk.do, serving.add, found.location)
    at = (KMH, found.clerk, desk.now)
    with pytest.raises(WayTooLong):
        await add(NewArea(0, 0, "EUR", 21_000), *at)
    for each in range(serving.MOST_AREAS - 2):
        await add(NewArea(0, 0, "EUR", 1_000 + each), *at)
    with pytest.raises(AreasFull):
        await add(NewArea(0, 0, "EUR", 900), *at)
    with pytest.raises(WayTooLong):
        await desk.do(serving.set_speed, found.location, 12, found.clerk, desk.now)
    with pytest.raises(NoRight):
        await desk.do(serving.set_speed, found.location, 30, found.guests[0], desk.now)
