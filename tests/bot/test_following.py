"""Where a courier is, is kept as they go; of everybody else nothing is."""

from datetime import datetime

from sqlalchemy import func, insert, select

from bot.following import PACE, Following
from chat.event import Sender, Whereabouts
from database.door import Database
from database.point import Point
from orders import couriers
from orders.delivery import delivery_models
from people.models import operators
from people.rights import Role
from tests.making import Market
from tests.player.talking import TurnableClock

THERE = Point(60.17, 24.94)
ROUND_THE_CORNER = Point(60.1705, 24.94)


def moved(person: int, point: Point) -> Whereabouts:
    user = str(person + 1000)
    return Whereabouts(1, Sender("telegram", user, user, "Cem", None, "en"), point)


async def test_a_courier_on_shift_is_followed(database: Database, now: datetime) -> None:
    def build(market: Market) -> int:
        person = market.guest("Cem")
        row = {"person_id": person, "role": Role.COURIER, "joined_at": now}
        market.connection.execute(insert(operators).values(**row))
        couriers.begin_shift(market.connection, person, None, now)
        return person

    person = await database.write(lambda c: build(Market(c, now)))
    clock = TurnableClock(now)
    following = Following(database, clock)

    async def where() -> Point | None:
        found = await database.read(lambda c: couriers.courier(c, person))
        assert found is not None
        return found.point

    await following.take(moved(person, THERE))
    assert await where() == THERE
    await following.take(moved(person, ROUND_THE_CORNER))
    assert await where() == THERE, "not more often than it is looked at"
    await following.take(moved(person, Point(60.18, 24.94)))
    assert await where() == Point(60.18, 24.94), "whoever is far from there by now is at once"
    clock.turn(now + PACE)
    await following.take(moved(person, ROUND_THE_CORNER))
    assert await where() == ROUND_THE_CORNER
    await database.write(lambda c: couriers.end_shift(c, person, clock.now()))
    clock.turn(now + 2 * PACE)
    await following.take(moved(person, THERE))
    assert await where() is None


async def test_of_a_guest_nothing_is_kept(database: Database, now: datetime) -> None:
    guest = await database.write(lambda c: Market(c, now).guest())
    await Following(database, TurnableClock(now)).take(moved(guest, THERE))
    await Following(database, TurnableClock(now)).take(moved(999, THERE))
    number = select(func.count()).select_from(delivery_models.couriers)
    assert await database.read(lambda c: c.execute(number).scalar_one()) == 0
