"""A commit wakes the workers whom it concerns, and nobody else."""

from asyncio import Event
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from bot.wakeups import LATEST, Wakeups
from bot.workers.watching import Watching
from database import outbox
from database.door import Database
from database.outbox import Message
from database.outbox_statements import is_claimable, is_due
from orders import clearing, suspending
from orders.course.suspending import suspend
from promotions import delivering
from tests.making import Market
from tests.player.talking import TurnableClock


class Workers:
    """Who would be woken."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.wakeups = Wakeups()
        concerns = {
            "news": is_due(("notice", "retract")),
            "refunds": is_due(("refund",)),
            "calling off": suspending.being_called_off().exists(),
            "clearing": clearing.being_cleared().exists(),
            "campaigns": delivering.working().exists(),
        }
        self.wakeup: dict[str, Event] = {
            name: self.wakeups.subscribe(concern) for name, concern in concerns.items()
        }
        self.watching = Watching(database, TurnableClock(now), self.wakeups)

    async def woken(self) -> list[str]:
        await self.watching.look()
        return [name for name, wakeup in self.wakeup.items() if wakeup.is_set()]


async def test_nobody_is_woken_for_nothing(database: Database, now: datetime) -> None:
    def build(connection: Connection) -> None:
        Market(connection, now).merchant()
        later = now + LATEST + timedelta(seconds=1)
        outbox.put(connection, Message("notice", "later", {}, due_at=later), now)

    await database.write(build)

    assert await Workers(database, now).woken() == []


@pytest.mark.parametrize("ahead", [timedelta(), LATEST])
async def test_what_is_due_or_soon_will_be_wakes_its_worker(
    database: Database, now: datetime, ahead: timedelta
) -> None:
    message = Message("refund", "one", {}, due_at=now + ahead)
    await database.write(lambda c: outbox.put(c, message, now))

    assert await Workers(database, now).woken() == ["refunds"]


async def test_only_what_nobody_has_claimed_yet_and_is_due_can_be_claimed(
    database: Database, now: datetime
) -> None:
    wakeups = Wakeups()
    claimable = wakeups.subscribe(is_claimable(("refund",)))
    watching = Watching(database, TurnableClock(now), wakeups)

    async def is_seen() -> bool:
        claimable.clear()
        await watching.look()
        return claimable.is_set()

    soon = Message("refund", "soon", {}, due_at=now + LATEST)
    await database.write(lambda c: outbox.put(c, soon, now))
    assert not await is_seen()
    await database.write(lambda c: outbox.put(c, Message("refund", "now", {}), now))
    assert await is_seen()
    await database.write(lambda c: outbox.claim(c, ["refund"], "A", now, 1))
    assert not await is_seen()


async def test_a_suspended_merchant_wakes_who_calls_its_orders_off(
    database: Database, now: datetime
) -> None:
    def build(connection: Connection) -> None:
        market = Market(connection, now)
        suspend(connection, market.merchant().merchant, market.operator(), now)

    await database.write(build)

    assert "calling off" in await Workers(database, now).woken()


async def test_a_bell_without_a_concern_wakes_at_once() -> None:
    wakeups = Wakeups()
    wakeup = wakeups.subscribe()

    wakeups.wake_all()

    assert wakeup.is_set()
    assert wakeups.bell.is_set()
