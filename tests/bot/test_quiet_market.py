"""While nothing is due the workers look, however often they are woken, and write nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.app import App
from database import outbox
from database.outbox import Message
from orders.auditing import proving
from orders.booking import placing
from orders.course import suspending
from orders.money import paying
from payments.port import SANDBOX, STARS
from promotions import composing
from tests.bot.conftest import World
from tests.making import Market

LOOKS = 200
"""Each worker looks a few times for each time that all are rung for."""


def build(connection: Connection, now: datetime) -> None:
    """Something of everything that workers care for, none of it due before long."""
    market = Market(connection, now)
    shop = market.merchant()
    table = market.service(shop, price=1500, duration_minutes=None, capacity=4)
    guest = market.guest()
    order = placing.hold(connection, guest, table, None, 1, None, now)
    for provider in (SANDBOX, STARS):  # whose books are read from now on
        paying.request(connection, order, guest, provider, now)
    operator = market.operator()
    suspending.suspend(connection, market.merchant("Shut").merchant, operator, now)
    composing.begin(connection, operator, now)
    later = now + timedelta(hours=1)
    for kind in ("notice", "refund", proving.AUDIT):
        outbox.put(connection, Message(kind, f"{kind}:later", {}, due_at=later), now)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that no wakeup wakes look by themselves all the time."""
    for name in ("bot.wakeups.LATEST", "bot.workers.starting.PACE_IN_SANDBOX"):
        monkeypatch.setattr(name, timedelta(milliseconds=20))


def watch(app: App, monkeypatch: pytest.MonkeyPatch, method: str) -> list[object]:
    """Every unit that is given to this method from now on."""
    whole, units = getattr(type(app.database), method), list[object]()

    async def noting(self: object, work: Callable[..., Any], **more: object) -> object:
        units.append(work)
        return await whole(self, work, **more)

    monkeypatch.setattr(type(app.database), method, noting)
    return units


async def until_all_looked(world: World, app: App, looked: list[object]) -> None:
    looked.clear()
    while len(looked) < LOOKS:
        app.wakeups.wake_all()
        await world.a_moment()


@pytest.mark.usefixtures("often")
async def test_bells_that_ring_for_nothing_make_nobody_write(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.bot() as app:
        await app.database.write(lambda c: build(c, app.clock.now()))
        looked = watch(app, monkeypatch, "read")
        await until_all_looked(world, app, looked)  # each remembers where it read the books to
        written = watch(app, monkeypatch, "write")

        await until_all_looked(world, app, looked)

        assert written == []
