"""One update that fails whatever is done deafens nobody; an outage of all makes nothing be given up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from bot.app import App
from bot.giving_up import AGAINST_IT, ALONE_SECONDS, LEAST_SECONDS, LEAST_TRIES, Case, Try
from bot.payments import Payments
from bot.telegram.incoming import Paid
from chat.event import Sender
from database.dead_updates import Dead, dead_updates, waiting
from orders.reading import reports
from payments.models import payment_events
from sandbox.settings import PersonSettings
from tests.bot.conftest import PATIENCE, World
from tests.bot.small_dialogue import counted
from tests.bot.test_webhook import pushed_bot
from tests.thoroughness import many

FIRST = 7000


@asynccontextmanager
async def pushed(world: World) -> AsyncIterator[App]:
    async with pushed_bot(world) as (app, _):
        yield app


def at_work(world: World, way: str) -> AbstractAsyncContextManager[App]:
    return world.bot() if way == "polling" else pushed(world)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails and fails is tried again, and given up, sooner than in life."""
    monkeypatch.setattr("bot.giving_up.LEAST_SECONDS", 0.5)
    monkeypatch.setattr("bot.telegram.polling.RETRIED", 0.2)
    monkeypatch.setattr("sandbox.webhooks.LONGEST_PAUSE", 0.1)
    monkeypatch.setattr("bot.telegram.polling.AGAIN", 0.1)
    monkeypatch.setattr("bot.telegram.polling.LEAST", 0.1)


def people(world: World, many: int) -> list[int]:
    users = list(range(FIRST, FIRST + many))
    for user in users:
        world.sandbox.add_person(PersonSettings(user, f"P{user}", language_code="en"))
    return users


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_one_poisoned_update_among_many_is_given_up_and_all_others_are_handled(
    world: World, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than are handed out, or pushed, at a time."""
    at_once = many(40, 100)
    monkeypatch.setattr("bot.telegram.polling.BATCH", at_once)
    users = people(world, at_once + 10)
    poisoned = users[at_once * 3 // 4]
    async with at_work(world, way) as app:
        for user in users:
            await world.client.person(user).say("/stumble" if user == poisoned else "/add")

        await world.client.person(poisoned).wait_for("Something went wrong", timeout=3 * PATIENCE)
        assert await world.client.quiet(timeout=3 * PATIENCE)

        assert await app.database.read(counted) == len(users) - 1
        (dead,) = await app.database.read(waiting)
        assert dead.kind == "commanded"
        assert dead.error in {"OSError", "QueryCanceledError 57014"}
        await world.client.person(poisoned).say("/add")
        await world.client.person(poisoned).wait_for(f"Count: {len(users)}")


@pytest.mark.usefixtures("soon")
@pytest.mark.both_engines
@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_while_the_database_fails_everybody_nothing_is_given_up(
    world: World, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = people(world, 12)
    async with at_work(world, way) as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        whole, broken, tries = type(app.database).write, [True], [0]

        async def write(self: object, *args: object, **more: object) -> object:
            if broken:
                tries[0] += 1
                raise OSError(28, "No space left on device")
            return await whole(self, *args, **more)

        monkeypatch.setattr(type(app.database), "write", write)
        for user in users:
            await world.client.person(user).say("/add")
        async with asyncio.timeout(3 * PATIENCE):
            while tries[0] < 6 * len(users):
                await world.a_moment()
        broken.clear()

        assert await world.client.quiet(timeout=3 * PATIENCE)
        assert await app.database.read(counted) == len(users)
        assert await app.database.read(waiting) == []


def paid(charge: str) -> Paid:
    guest = Sender("telegram", "1001", "1001", "Aino", None, "en")
    return Paid(9, guest, "nothing", charge, f"psp-{charge}", 1250, "EUR", {"total_amount": 1250})


async def give_up(app: App, money: Paid, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until a payment counts as handled, while others succeed."""
    async with asyncio.TaskGroup() as group:
        dispatcher = app.dispatcher(group)
        monkeypatch.setattr("bot.giving_up.LEAST_SECONDS", 0.0)
        while not await dispatcher.take(money):
            # as if another had been handled meanwhile
            dispatcher._giving_up.succeeded(1)


def fail_capturing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_args: object) -> int:
        raise DBAPIError("INSERT", (), OSError("canceled"), connection_invalidated=True)

    monkeypatch.setattr(Payments, "_capture", stumble)


async def test_a_payment_that_cannot_be_recorded_is_set_aside(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.bot() as app:
        fail_capturing(monkeypatch)

        await give_up(app, paid("charge-1"), monkeypatch)

        (parked,) = await app.database.read(reports.parked_events)
        assert parked.charge == "charge-1"
        assert await app.database.read(waiting) == []


@pytest.mark.both_engines
async def test_a_payment_that_cannot_even_be_set_aside_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.bot() as app:
        fail_capturing(monkeypatch)

        def refuse(*_args: object) -> None:
            raise OSError("no")

        monkeypatch.setattr("orders.money.capturing.set_aside", refuse)

        await give_up(app, paid("charge-2"), monkeypatch)

        (dead,) = await app.database.read(waiting)
        assert dead.payment == {
            "charge": "charge-2",
            "provider_charge": "psp-charge-2",
            "payload": "nothing",
            "amount": 1250,
            "currency": "EUR",
        }
        assert await app.database.read(events) == 0


def events(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(payment_events)).scalar_one()


def test_what_is_kept_of_a_dead_update_holds_no_words() -> None:
    kept = {column.name for column in dead_updates.columns}

    assert kept == {
        *("id", "update_id", "kind", "channel", "chat"),
        *("error", "at", "payment", "noted_at"),
    }
    assert set(Dead.__slots__) < kept


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_an_update_that_fails_while_nothing_else_comes_is_given_up_in_the_end(
    world: World, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.giving_up.ALONE_SECONDS", 1.0)
    async with at_work(world, way) as app:
        await world.guest.say("/stumble")

        await world.guest.wait_for("Something went wrong", timeout=3 * PATIENCE)
        assert await world.client.quiet(timeout=3 * PATIENCE)
        assert [dead.kind for dead in await app.database.read(waiting)] == ["commanded"]


@pytest.mark.parametrize(
    ("failing", "seconds", "against", "hopeless"),
    [
        (1, ALONE_SECONDS, 0, True),
        (1, ALONE_SECONDS - 1, 0, False),
        (2, 100 * ALONE_SECONDS, 0, False),
        (2, LEAST_SECONDS, AGAINST_IT, True),
        (2, LEAST_SECONDS, AGAINST_IT - 1, False),
        (2, LEAST_SECONDS - 1, AGAINST_IT, False),
    ],
)
async def test_several_that_fail_while_nothing_succeeds_are_an_outage(
    world: World, failing: int, seconds: float, against: int, hopeless: bool
) -> None:
    async with world.bot() as app, asyncio.TaskGroup() as group:
        counting = app.dispatcher(group)._giving_up
        case = Case(Try(0.0, 0), last=seconds, tries=LEAST_TRIES, against=against)
        counting._cases.update(dict.fromkeys(range(failing), case))
        assert counting._hopeless(case) is hopeless
