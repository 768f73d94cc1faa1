"""Of those who come and go at one place at once, one follows the other."""

import asyncio

import pytest

from catalog import staffing
from catalog.staffing import accept, leave
from people import queries
from tests.catalog.test_staffing import House, house
from tests.overtaking import overtaken

__all__ = ["house"]

TIMES = 4


async def test_one_leaves_while_another_joins(house: House) -> None:
    """Whoever comes first, the place takes bookings with somebody there and only then."""
    for _ in range(TIMES):
        token = await house.link(house.operator)
        (there,) = await house.database.read(lambda c: queries.staff_of(c, house.merchant))
        guests = {house.kim, house.bob} - {there}
        await asyncio.gather(
            house.do(leave, house.merchant, there), house.do(accept, token, guests.pop())
        )
        assert await house.state() == ("active", True)


async def test_the_last_two_leave_at_once(house: House) -> None:
    token = await house.link(house.operator)
    await house.do(accept, token, house.bob)
    both = (house.kim, house.bob)
    await asyncio.gather(*(house.do(leave, house.merchant, each) for each in both))
    assert await house.state() == ("listed", False)
    assert await house.told() == [house.operator]


@pytest.mark.control
async def test_without_the_merchants_lock_it_is_closed_with_somebody_there(house: House) -> None:
    """The negative control: somebody joins after it was seen that nobody is left."""
    token = await house.link(house.operator)
    await overtaken(
        house.database,
        lambda c: staffing.leave(c, house.merchant, house.kim, house.now),
        lambda c: staffing.accept(c, token, house.bob, house.now),
        before="UPDATE merchants",
    )
    assert await house.database.read(lambda c: queries.staff_of(c, house.merchant)) == [house.bob]
    assert await house.state() == ("listed", False)
