"""Whoever looks at services is noted once a day, and nobody is for looking at anything else."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from bot.viewers import Viewers
from catalog.viewing_models import service_views
from database.door import Database
from handlers.guest.actions import OpenHome, OpenService
from tests.bot.test_statements import Taps
from tests.making import Market


def noted(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(service_views)).scalar_one()


async def test_a_service_that_is_looked_at_is_noted_once(database: Database, now: datetime) -> None:
    def build(connection: Connection) -> tuple[int, int]:
        market = Market(connection, now)
        return market.guest(), market.service(market.merchant())

    guest, service = await database.write(build)
    taps = Taps(database, now)

    await taps.press(guest, OpenHome())
    assert await database.read(noted) == 0
    for seats in (1, 2, 3):
        await taps.press(guest, OpenService(service, seats=seats))
    assert await database.read(noted) == 1


def test_the_next_day_begins_anew(now: datetime) -> None:
    viewers = Viewers()

    first = [viewers.is_first("telegram", user, now) for user in ("1", "1", "2")]
    later = viewers.is_first("telegram", "1", now + timedelta(days=1))

    assert (first, later) == ([True, False, True], True)
