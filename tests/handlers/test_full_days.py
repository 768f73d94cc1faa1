"""A day that others have taken altogether has no tab, and still somebody can wait for it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from chat.turn import Person
from database.door import Database
from handlers.guest.actions import OpenService
from handlers.guest.waitlist import OpenTaken, WaitFor
from orders.booking import placing
from orders.course import issuing
from orders.loading import locked
from orders.transitions import Reason
from tests.handlers.operating import Presses, actions_on
from tests.making import Market
from tests.structure.turns import Turns

ZONE = ZoneInfo("Europe/Helsinki")


class AllDay:
    """One party has a place from nine to nine."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database, self.now = database, now
        self.today = now.astimezone(ZONE).date()

    async def open(self) -> None:
        def build(connection: Connection) -> tuple[int, int]:
            m = Market(connection, self.now)
            whole = m.service(m.merchant(), price=0, duration_minutes=720, cancel_free_minutes=0)
            return whole, m.guest()

        self.service, guest = await self.database.write(build)
        self.aino = Presses(self.database, Turns(self.now), Person(guest, "Aino", "en"))

    def start(self, days: int) -> datetime:
        return datetime.combine(self.day(days), time(9), ZONE).astimezone(UTC)

    def day(self, days: int) -> date:
        return self.today + timedelta(days=days)

    async def take(self, days: int) -> None:
        """Somebody else books it."""

        def work(connection: Connection) -> None:
            guest = Market(connection, self.now).guest()
            wanted = (guest, self.service, self.start(days), 1, None)
            order = placing.hold(connection, *wanted, self.now)
            issuing.place(connection, locked(connection, order), Reason.FREE, self.now)

        await self.database.write(work)


@pytest.fixture
async def all_day(database: Database, now: datetime) -> AllDay:
    made = AllDay(database, now)
    await made.open()
    return made


async def test_a_full_day_between_the_tabs_can_be_waited_for(all_day: AllDay) -> None:
    await all_day.take(2)

    seen = await all_day.aino.page(OpenService(all_day.service))

    taken = OpenTaken(all_day.service, all_day.day(2))
    assert taken in actions_on(seen).values()
    times = actions_on(await all_day.aino.page(taken)).values()
    assert WaitFor(all_day.service, all_day.start(2)) in times


async def test_one_full_day_leads_to_the_others(all_day: AllDay) -> None:
    await all_day.take(2)
    await all_day.take(5)

    seen = await all_day.aino.page(OpenTaken(all_day.service, all_day.day(2)))

    assert OpenTaken(all_day.service, all_day.day(5)) in actions_on(seen).values()
    assert OpenTaken(all_day.service, all_day.day(2)) not in actions_on(seen).values()


async def test_the_last_of_many_full_days_is_reached(all_day: AllDay) -> None:
    for days in range(2, 12):
        await all_day.take(days)

    reached = OpenTaken(all_day.service, all_day.day(2))
    pages = 1
    while later := [
        each
        for each in actions_on(await all_day.aino.page(reached)).values()
        if isinstance(each, OpenTaken) and each.day > reached.day
    ]:
        reached, pages = max(later, key=lambda each: each.day), pages + 1

    assert (reached.day, pages) == (all_day.day(11), 3)


async def test_where_no_day_is_full_there_is_nothing_to_wait_for(all_day: AllDay) -> None:
    seen = await all_day.aino.page(OpenService(all_day.service))

    assert not any(isinstance(each, OpenTaken) for each in actions_on(seen).values())
