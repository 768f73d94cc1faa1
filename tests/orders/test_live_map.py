"""A guest sees on a map where the courier is who comes to them: on the way, and never after."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from database.outbox_table import outbox
from orders.course import cancelling
from orders.delivery import carrying, couriers, handing_over, live_map
from orders.delivery.pacing import FRESH, SILENT_AFTER
from tests.orders.conftest import Desk
from tests.orders.delivering import Bringing, bringing, north


@pytest.fixture
async def place(desk: Desk) -> Bringing:
    return await bringing(desk)


async def maps(desk: Desk) -> list[str]:
    """What the guest was told of maps, in its order: a new one, one that moved, one that goes."""

    def word(row: Any) -> str:
        if row.kind == "retract":
            return "gone"
        return "moved" if row.payload["quiet"] else "new"

    about = outbox.c.key.like("%courier%map%")
    query = select(outbox.c.kind, outbox.c.payload).where(about).order_by(outbox.c.id)
    return [word(row) for row in await desk.see(lambda c: c.execute(query).all())]


async def moves(place: Bringing, courier: int, meters: float) -> None:
    desk = place.desk
    await desk.do(live_map.follow, courier, north(meters), desk.later(seconds=10))


async def test_it_is_there_from_the_door_of_the_place_to_the_guests(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)
    await moves(place, courier, 50)
    await place.fetched(order)
    await moves(place, courier, 20)
    assert await maps(desk) == [], "whoever fetches it is not followed"
    await desk.do(carrying.leave, order, courier, desk.now)
    await moves(place, courier, 200)
    assert await maps(desk) == ["new", "moved"]
    view = await desk.order(order)
    assert view.code is not None
    await desk.do(handing_over.hand_over_by_code, order, view.code, courier, desk.now)
    await moves(place, courier, 600)
    assert await maps(desk) == ["new", "moved", "gone"]
    assert (await place.delivery(order)).mapped_at is None


async def test_who_shares_their_place_later_is_seen_from_then_on(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier(None)
    order = await place.ordered()
    await place.on_the_way(order, courier)
    assert await maps(desk) == []
    await moves(place, courier, 100)
    assert await maps(desk) == ["new"]


async def test_a_place_that_is_known_no_longer_is_not_shown(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    desk.later(seconds=FRESH.total_seconds() + 1)
    await place.pass_by()
    await place.pass_by()
    assert await maps(desk) == ["new", "gone"]
    await moves(place, courier, 300)
    assert await maps(desk) == ["new", "gone", "new"]


async def test_it_goes_with_whoever_gives_up(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    await desk.do(carrying.give_up, order, courier, desk.now)
    assert await maps(desk) == ["new", "gone"]
    await desk.do(couriers.begin_shift, courier, north(100), desk.later(seconds=1))
    await desk.do(live_map.show, courier, desk.now)
    assert await maps(desk) == ["new", "gone"], "the place decides now"


async def test_it_goes_with_whoever_vanishes(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    desk.later(seconds=SILENT_AFTER.total_seconds())
    await place.pass_by()
    assert (await place.delivery(order)).lost_at is not None
    assert (await maps(desk))[-1] == "gone"


async def test_it_goes_with_the_order(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    await desk.do(cancelling.cancel_by_merchant, order, place.clerk, desk.now)
    assert await maps(desk) == ["new", "gone"]


async def test_of_who_has_nothing_to_bring_nobody_sees_anything(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    await moves(place, courier, 100)
    desk.later(seconds=timedelta(minutes=1).total_seconds())
    assert await maps(desk) == []
