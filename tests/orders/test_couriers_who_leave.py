"""Who delivers no more has nobody's order: others are asked, or whoever can decide hears of it at once."""

from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from database.outbox_table import outbox
from orders.delivery import couriers, overdue
from orders.delivery.delivery_models import DeliveryState
from people import joining
from people.models import operators, staff
from people.rights import Role
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.delivering import Bringing, bringing


@pytest.fixture
async def place(desk: Desk) -> Bringing:
    return await bringing(desk)


async def leaves(place: Bringing, courier: int, *, market: bool) -> None:
    if market:
        gone = delete(operators).where(operators.c.person_id == courier)
        await place.desk.do(lambda c: c.execute(gone))
    else:
        assert await place.desk.do(
            joining.dismiss, place.menu.shop.merchant, courier, place.desk.now
        )


async def told(desk: Desk, about: str) -> list[tuple[int, str]]:
    def rows(connection: Any) -> list[tuple[int, str]]:
        found = connection.execute(select(outbox.c.payload)).scalars()
        return [(each["person"], each["step"]) for each in found if each.get("about") == about]

    found: list[tuple[int, str]] = await desk.see(rows)
    return found


@pytest.mark.parametrize("market", [False, True])
async def test_before_it_is_fetched_others_are_asked(place: Bringing, market: bool) -> None:
    desk, gone = place.desk, await place.courier(market=market)
    order = await place.ordered()
    await place.accepted(order, gone)
    await leaves(place, gone, market=market)
    await place.pass_by()
    assert (await place.delivery(order)).state is DeliveryState.OFFERED
    other = await place.courier(500)
    await place.accepted(order, other)
    assert (await place.delivery(order)).courier_id == other
    assert (gone, "lost") in await told(desk, "delivery_job")


@pytest.mark.parametrize("market", [False, True])
async def test_with_it_on_board_its_place_decides_at_once(place: Bringing, market: bool) -> None:
    desk, gone = place.desk, await place.courier(market=market)
    order = await place.ordered()
    await place.on_the_way(order, gone)
    await leaves(place, gone, market=market)
    await place.pass_by()
    assert (await place.delivery(order)).lost_at == desk.now
    assert [step for _, step in await told(desk, "delivery_alert")] == ["lost"]


async def test_whoever_delivers_for_others_stays_on_shift(place: Bringing) -> None:
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.accepted(order, courier)

    def elsewhere(market: Market) -> None:
        row = {"person_id": courier, "role": Role.COURIER, "joined_at": desk.now}
        market.connection.execute(
            insert(staff).values(**row, merchant_id=market.merchant().merchant)
        )

    await desk.make(elsewhere)
    await leaves(place, courier, market=False)
    await place.pass_by()
    assert (await place.delivery(order)).state is DeliveryState.OFFERED
    found = await desk.see(couriers.courier, courier)
    assert found is not None
    assert found.on_shift


async def test_whoever_still_delivers_keeps_it(place: Bringing) -> None:
    """By another role, as couriers of a place that deliver for the market, too."""
    desk, courier = place.desk, await place.courier()
    order = await place.ordered()
    await place.on_the_way(order, courier)
    row = {"person_id": courier, "role": "courier", "joined_at": desk.now}
    await desk.do(lambda c: c.execute(operators.insert().values(row)))
    await leaves(place, courier, market=False)
    assert not await desk.see(overdue.is_due, desk.now)
