"""Who asked to be forgotten is in no table any more: not by name, not by username, not by number."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from bot.app import App
from bot.books import Books
from bot.dialogue import whole_dialogue
from bot.privacy import forget_strangers
from bot.telegram.providers import SandboxCards, Stars
from bot.workers.reconciling import Reconciling
from database.dead_updates import bury
from database.metadata import metadata
from handlers.guest.actions import LookFor
from handlers.guest.privacy import ForgetMe
from handlers.privacy_register import register
from orders.course import cancelling
from orders.models import orders
from payments.models import payment_events, refunds
from people import forgetting
from people.models import identities
from sandbox.settings import PersonSettings
from tests.bot.conftest import World
from tests.bot.test_paying import book

ZEB = 987654321
NAMES = ("Zebulon", "Quuxford", "zeb_quux", str(ZEB))


@pytest.fixture(params=["EUR", "XTR"])
def market(world: World, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> World:
    """Its guest has a name that nothing else in the database looks like."""
    world.dialogue = whole_dialogue()
    world.settings = replace(world.settings, currency=request.param)
    world.sandbox.add_person(PersonSettings(ZEB, "Zebulon", "Quuxford", "zeb_quux"))
    monkeypatch.setattr("tests.bot.conftest.GUEST", ZEB)
    return world


def mentions(connection: Connection) -> dict[str, str]:
    """Every column of the whole database in which a part of the name stands, and where."""
    found = {}
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table)).mappings():
            for column, value in row.items():
                if any(name.lower() in str(value).lower() for name in NAMES):
                    found[f"{table.name}.{column}"] = str(value)
    return found


async def buy_and_cancel(market: World, app: App) -> int:
    """Paid, seen in the provider's own books, cancelled and given back; the person's id."""
    await book(market)
    await market.guest.pay()
    await market.guest.wait_for("Your code:")
    await market.guest.say("Where can Zebulon Quuxford have a sauna?")
    person, order = await app.database.read(
        lambda c: c.execute(select(orders.c.guest_id, orders.c.id)).one()
    )
    now = app.clock.now()
    await app.database.write(lambda c: cancelling.cancel_by_guest(c, order, person, now))
    app.wakeups.wake_all()
    await until_refunded(market, app)
    stars = market.settings.currency == "XTR"
    provider = Stars(app.bot) if stars else SandboxCards(market.url, app.http)
    await Reconciling(Books(app.database, app.payments, app.clock), provider, app.log).work()
    return int(person)


async def until_refunded(market: World, app: App) -> None:
    while "done" not in await app.database.read(
        lambda c: c.execute(select(refunds.c.state)).scalars().all()
    ):
        await market.client.advance(5)
        await market.client.quiet()


async def test_no_column_of_the_database_knows_who_was_forgotten(market: World) -> None:
    async with market.bot() as app:
        person = await buy_and_cancel(market, app)
        now = app.clock.now()
        known = await app.database.read(mentions)
        kept = await app.database.read(
            lambda c: c.execute(select(payment_events.c.raw)).scalars().all()
        )
        await app.database.write(lambda c: forgetting.forget(c, person, register(), now))
        await app.database.write(lambda c: forget_strangers(c, now))
        left = await app.database.read(mentions)

    assert {"people.name", "identities.username", "chats.chat"} <= set(known)
    assert identities.c.channel_user.name in {each.split(".")[1] for each in known}
    assert len(kept) > 1
    assert left == {}


def buried(connection: Connection, app: App) -> None:
    """Something that they sent was given up, and they were asked something."""
    known = {"channel": "telegram", "chat": str(ZEB), "error": "OSError", "at": app.clock.now()}
    bury(connection, update_id=1, kind="typed", payment=None, **known)


@pytest.mark.parametrize("market", ["EUR"], indirect=True)
async def test_nothing_is_left_once_they_read_that_they_are_forgotten(market: World) -> None:
    pack = whole_dialogue().router.codec.pack
    async with market.bot() as app:
        await buy_and_cancel(market, app)
        await market.client.quiet()
        await market.guest.start(pack(LookFor()))
        asked = await market.guest.wait_for("Just type")
        await app.database.write(lambda c: buried(c, app))

        await market.guest.forge(pack(ForgetMe()), asked.id)
        await market.guest.wait_for("Your data has been deleted")
        await market.client.quiet()

        assert await app.database.read(mentions) == {}
