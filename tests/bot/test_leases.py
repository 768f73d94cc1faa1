"""A message that takes longer than its lease stays with the process that sends it."""

from bot.app import App
from database.outbox import LEASE
from sandbox.client import PersonClient
from tests.bot.conftest import World
from tests.bot.test_faults import person_id, send_news

PAST_LEASE = LEASE.total_seconds() + 1


async def under_way(world: World) -> None:
    """Until the sandbox holds a request of the bot's."""
    activity = world.sandbox.activity
    while not world.sandbox.busy:
        await activity.passed(activity.revision, 0.05)


async def settle(world: World, app: App) -> None:
    app.bells.ring()
    assert await world.client.quiet(still=0.5)


async def test_news_are_not_sent_again_because_sending_takes_long(world: World) -> None:
    async with world.bot() as app:
        guest: PersonClient = world.guest
        await guest.start()
        await guest.wait_for("Home")
        await world.client.quiet()
        sent = await world.called("sendMessage")
        await world.client.add_fault("delay", method="sendMessage", seconds=2, count=1)

        await send_news(app, await person_id(app, guest.id), "hello:1")
        await under_way(world)
        await world.client.advance(PAST_LEASE)
        await settle(world, app)
        await world.client.advance(PAST_LEASE)
        await settle(world, app)

        assert await world.called("sendMessage") == sent + 1
