"""A reminder says the day as it is at the place when it is read."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, update

from chat.turn import Person
from database.door import Database
from handlers.guest.reminding import reminder
from orders.booking import placing
from orders.course.reminding import Kind
from orders.models import Fulfilment, orders
from tests.making import Market
from tests.structure.turns import Turns


def booked(connection: Connection, now: datetime) -> tuple[int, int]:
    """A guest, and what they booked for tomorrow noon in Helsinki."""
    market = Market(connection, now)
    service = market.service(market.merchant(), price=0)
    guest = market.guest()
    held = placing.hold(connection, guest, service, market.start(), 1, None, now)
    placing.place_free(connection, held, guest, now)
    return guest, held


@pytest.mark.parametrize(
    ("kind", "before", "said"),
    [
        (Kind.DAY, timedelta(hours=24), "See you tomorrow!"),
        (Kind.DAY, timedelta(hours=12, minutes=1), "See you tomorrow!"),
        (Kind.DAY, timedelta(hours=12), "See you today!"),
        (Kind.DAY, timedelta(hours=9), "See you today!"),
        (Kind.DAY, timedelta(minutes=30), "Starts in 30 minutes."),
        (Kind.DAY, timedelta(hours=25), None),
        (Kind.HOUR, timedelta(hours=1), "Starts in 1 hour."),
        (Kind.HOUR, timedelta(minutes=2), "Starts in 2 minutes."),
        (Kind.HOUR, timedelta(seconds=61), "Starts in 2 minutes."),
        (Kind.HOUR, timedelta(hours=3), None),
        (Kind.HOUR, timedelta(), None),
    ],
)
async def test_the_day_is_the_one_of_the_calendar_there(
    database: Database, now: datetime, kind: Kind, before: timedelta, said: str | None
) -> None:
    guest, order = await database.write(lambda c: booked(c, now))
    moment = datetime(2026, 3, 5, 10, 0, tzinfo=now.tzinfo) - before

    def read(connection: Connection) -> str | None:
        turn = Turns(moment).of(connection, Person(guest, "Aino", "en"))
        screen = reminder(turn, {"order": order, "kind": kind})
        return None if screen is None else str(screen.text)

    text = await database.read(read)
    assert (text is None) if said is None else (text is not None and said in text)


@pytest.mark.parametrize(
    ("brought", "before", "said"),
    [
        (False, timedelta(minutes=30), "Ready in 30 minutes."),
        (False, timedelta(hours=24), "See you tomorrow!"),
        (True, timedelta(minutes=30), "Ready in 30 minutes."),
        (True, timedelta(hours=9), "It comes today."),
        (True, timedelta(hours=24), "It comes tomorrow."),
    ],
)
async def test_what_is_of_a_menu_is_ready_and_comes(
    database: Database, now: datetime, *, brought: bool, before: timedelta, said: str
) -> None:
    """Nothing starts then, and whoever has it brought goes nowhere."""
    guest, order = await database.write(lambda c: booked(c, now))
    how = Fulfilment.DELIVERY if brought else Fulfilment.PICKUP
    of_a_menu = update(orders).where(orders.c.id == order)
    await database.write(lambda c: c.execute(of_a_menu.values(fulfilment=how, service_id=None)))
    moment = datetime(2026, 3, 5, 10, 0, tzinfo=now.tzinfo) - before

    def read(connection: Connection) -> str:
        screen = reminder(
            Turns(moment).of(connection, Person(guest, "Aino", "en")),
            {"order": order, "kind": Kind.DAY},
        )
        return "" if screen is None else str(screen.text)

    assert said in await database.read(read)
