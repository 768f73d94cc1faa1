"""What goes wrong with the real Telegram goes wrong here: nothing is lost, nothing done twice."""

import asyncio

import pytest
from sqlalchemy import Connection, func, select

from bot.app import App
from bot.wakeups import LATEST
from database.outbox import Message, put
from database.outbox_table import outbox as outbox_table
from people.arriving import recognise
from sandbox.client import PersonClient
from tests.bot.conftest import PATIENCE, World
from tests.bot.small_dialogue import counted


async def person_id(app: App, user: int) -> int:
    guest = await app.database.read(lambda c: recognise(c, "telegram", str(user)))
    assert guest is not None
    return guest.id


async def send_news(app: App, person: int, key: str, **more: object) -> None:
    payload = {"about": "hello", "person": person, "quiet": False, **more}
    message = Message("notice", key, payload)

    def write(connection: Connection) -> None:
        put(connection, message, app.clock.now())

    await app.database.write(write)
    app.wakeups.wake_all()


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("server_error", "sendMessage"),
        ("lost_request", "sendMessage"),
        ("too_many_requests", "sendMessage"),
        ("server_error", "getUpdates"),
        ("lost_answer", "getUpdates"),
    ],
)
async def test_a_page_arrives_in_spite_of(world: World, kind: str, method: str) -> None:
    async with world.bot():
        await world.client.add_fault(kind, method=method, count=1, retry_after=1)

        await world.guest.start()

        await world.guest.wait_for("Home")


async def test_an_edit_whose_answer_got_lost_is_repeated_without_harm(
    world: World, guest: PersonClient
) -> None:
    await guest.start()
    await guest.wait_for("Home")
    await world.client.add_fault("lost_answer", method="editMessageText", count=1)

    await guest.press("Add")

    await guest.wait_for("Count: 1")
    assert await world.texts() == ["Count: 1"]


async def test_news_whose_sending_failed_is_sent_again(world: World) -> None:
    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        await world.client.add_fault("server_error", method="sendMessage", count=1)

        await send_news(app, await person_id(app, 1001), "hello:1")
        async with asyncio.timeout(PATIENCE):
            while not await app.database.read(put_off):
                await world.a_moment()
        await world.client.advance(10)

        await world.guest.wait_for("News: hello")


def put_off(connection: Connection) -> bool:
    """Whether something waits for another attempt."""
    later = select(outbox_table.c.id).where(outbox_table.c.due_at > outbox_table.c.created_at)
    return connection.execute(later).first() is not None


@pytest.mark.both_engines
async def test_news_that_a_killed_process_had_claimed_is_sent_after_its_restart(
    world: World,
) -> None:
    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        person = await person_id(app, 1001)
    await claim_and_die(world, person)

    async with world.bot():
        await world.client.advance(31)
        await world.guest.wait_for("News: hello")


async def claim_and_die(world: World, person: int) -> None:
    from database import outbox
    from database.door import open_database

    async with open_database(world.settings.database_url) as database:
        now = world.sandbox.clock.now()
        message = Message("notice", "hello:9", {"about": "hello", "person": person})
        await database.write(lambda c: put(c, message, now))
        claimed = await database.write(lambda c: outbox.claim(c, ["notice"], "dead", now, 5))
        assert len(claimed) == 1


async def test_quiet_news_changes_the_message_on_its_subject_and_sends_nothing(
    world: World,
) -> None:
    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        person = await person_id(app, 1001)
        await send_news(app, person, "1", subject="booking-7", news="new")
        first = await world.guest.wait_for("News: new")

        await send_news(app, person, "2", subject="booking-7", news="confirmed", quiet=True)
        await send_news(app, person, "3", subject="booking-8", news="unheard", quiet=True)

        changed = await world.guest.wait_for("News: confirmed")
        assert changed.id == first.id
        assert "News: unheard" not in await world.texts()


async def test_quiet_news_of_what_stands_nowhere_is_soon_over_however_much_of_it_there_is(
    world: World,
) -> None:
    """Nobody is passed over for good because too much was for them, though nothing else happens."""

    def unfinished(connection: Connection) -> int:
        still_open = select(func.count()).where(outbox_table.c.finished_at.is_(None))
        return connection.execute(still_open).scalar_one()

    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        person = await person_id(app, 1001)

        for number in range(9):
            key = f"booking:{number}"
            await send_news(app, person, key, subject="booking-8", news="unheard", quiet=True)

        async with asyncio.timeout(LATEST.total_seconds()):
            while await app.database.read(unfinished):
                await world.a_moment()
        assert await world.texts() == ["Home"]


async def test_later_news_on_a_subject_takes_the_place_of_earlier(world: World) -> None:
    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        person = await person_id(app, 1001)
        await send_news(app, person, "1", subject="booking-7", news="new")
        await world.guest.wait_for("News: new")

        await send_news(app, person, "2", subject="booking-7", news="cancelled")
        await world.guest.wait_for("News: cancelled")

        await world.gone("News: new")
        assert await world.texts() == ["Home", "News: cancelled"]


async def test_a_dead_invoice_is_taken_away(world: World) -> None:
    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        person = await person_id(app, 1001)
        await send_news(app, person, "1", subject="invoice-3", news="pay")
        await world.guest.wait_for("News: pay")

        retract = Message("retract", "retract:3", {"person": person, "subject": "invoice-3"})
        await app.database.write(lambda c: put(c, retract, app.clock.now()))
        app.wakeups.wake_all()

        await world.gone("News: pay")
        assert await world.texts() == ["Home"]


async def test_one_persons_flood_keeps_nobody_waiting(world: World) -> None:
    async with world.bot() as app:
        calm = await world.client.add_person("Calm")
        await world.guest.start()
        await world.guest.wait_for("Home")
        for _ in range(150):
            await world.guest.say("/add")
        await calm.start()

        await calm.wait_for("Home", timeout=5)

        assert await app.database.read(counted) <= 150


@pytest.mark.both_engines
async def test_a_database_in_trouble_leaves_the_update_for_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.bot() as app:
        await world.guest.start()
        await world.guest.wait_for("Home")
        whole, broken, struck = type(app.database).write, [True], asyncio.Event()

        async def write(self: object, *args: object, **more: object) -> object:
            if broken:
                struck.set()
                raise OSError(28, "No space left on device")
            return await whole(self, *args, **more)

        monkeypatch.setattr(type(app.database), "write", write)
        await world.guest.say("/add")
        await struck.wait()
        broken.clear()

        await world.guest.wait_for("Count: 1")
        assert await app.database.read(counted) == 1
