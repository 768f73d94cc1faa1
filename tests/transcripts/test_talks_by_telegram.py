"""The same talks once more through the real Telegram adapter, against the sandbox, over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection, func, select

from bot.app import App, open_app
from bot.dialogue import whole_dialogue
from bot.logs import make_log
from bot.reading_settings import Secret
from bot.running import run
from bot.settings import load_settings
from catalog.models import merchants
from database.door import Work
from database.outbox_table import outbox
from orders import overdue
from orders.course import expiring
from orders.money import paying
from sandbox.client import SandboxClient
from sandbox.server import Sandbox, running
from sandbox.settings import Settings
from tests import coffee
from tests.languages import spoken
from tests.player import talk
from tests.player.comparing import each_by_itself
from tests.player.links import Links
from tests.player.stage import Stage
from tests.player.telegram_driver import TelegramDriver
from tests.player.under_way import UnderWay
from tests.starting import plainly

T = TypeVar("T")

ALONE = {
    "any_input",  # a phone edits only what it has sent before
    "a_coffee",  # the kitchen's next ten minutes are other ones a second later
    "a_coffee_bars_pizza_in_halves",
    "a_coffee_in_chinese",
    "a_coffee_in_seven_presses",
    "a_coffee_without_a_bun",
    "a_coffee_without_oat_milk",
    "a_coffee_with_other_milk",
    "a_coffee_is_brought",
    "laundry_is_collected",
    "laundry_at_a_time",
    "laundry_for_two",
    "a_coffee_brought_by_another",
    "a_coffee_brought_for_the_market",
    "a_coffee_brought_by_nobody",
    "a_coffee_brought_to_nobody",
    "a_coffee_courier_who_left_brought_nothing",
    "coffee_at_a_table",
    "a_coffee_table_in_arabic",
    "somebody_far_from_the_coffee_table",
    "one_pays_for_coffee",
    "receipts_of_a_coffee",
    "a_coffee_something_instead",
    "a_coffee_paid_at_the_counter",
    "a_coffee_with_a_deposit",
    "after_the_meal_at_a_coffee_table",
    "the_same_coffee_beside_another",
    "the_last_coffee_bun",
    "sold_out",  # what frees up is held some seconds later
    "sold_out_and_not_wanted",
    "a_cleaners_full_day",
    "disputed",  # a bank takes its time; its words have tests of their own
    "money_for_nothing",  # nor does Telegram bring money that a bot has not asked for
    "late_but_free",  # the money of a late card waits in the talk itself
    "too_late_to_pay",
    "told_twice",  # what a channel repeats, its adapter's own tests repeat
    "closed_on_monday",  # says how many bookings its worker has yet to cancel
    "operator_desk",  # says the second at which it looked
    "operator_progress",  # a campaign goes out as fast as the channel lets it
    "operator_promotion",
}
TALKS = [path for path in sorted(Path(__file__).parent.glob("*.talk")) if path.stem not in ALONE]


@pytest.fixture
def world() -> Sandbox:
    return Sandbox(Settings())


@pytest.fixture
async def url(world: Sandbox) -> AsyncIterator[str]:
    async with running(world) as address:
        yield address


@pytest.fixture
async def client(url: str) -> AsyncIterator[SandboxClient]:
    async with SandboxClient(url) as opened:
        yield opened


@pytest.fixture
def under_way(monkeypatch: pytest.MonkeyPatch) -> UnderWay:
    return UnderWay.watched(monkeypatch)


@pytest.fixture
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses that spare real people and a real Telegram; the scheduler's tests are about them."""
    monkeypatch.setattr("bot.lanes.PER_CHAT", 0.0)
    monkeypatch.setattr("bot.workers.worker_loop.BREATH", timedelta(milliseconds=10))


@pytest.fixture
async def app(
    _without_pauses: None,
    url: str,
    client: SandboxClient,
    database_url: str,
    now: datetime,
    under_way: UnderWay,
) -> AsyncIterator[App]:
    """The whole bot at work; the sandbox's clock stands at `now` before it looks at it."""
    await client.post("/sandbox/clock", {"set": now.isoformat()})
    settings = load_settings(
        file=None,
        telegram_token=Secret(Settings().token),
        telegram_api_url=url,
        sandbox_url=url,
        database_url=database_url,
        time_zone="Europe/Helsinki",
        port=0,
    )
    stop, ready = asyncio.Event(), asyncio.Event()
    async with (
        open_app(settings, make_log("json"), whole_dialogue(), spoken()) as opened,
        asyncio.TaskGroup() as group,
    ):
        with plainly():
            group.create_task(run(opened, stop, ready))
            await ready.wait()
        yield opened
        stop.set()


def is_idle(clock: Callable[[], datetime], connection: Connection) -> bool:
    """Whether nothing is due, or under way, that a worker would do.

    The clock is asked last: what was put just before is due by then.
    """
    unfinished = select(func.min(outbox.c.due_at)).where(outbox.c.finished_at.is_(None))
    moments = connection.execute(unfinished).scalar_one(), expiring.next_due(connection)
    marked = select(merchants.c.id).where(merchants.c.cancelling_since.is_not(None))
    cancels = connection.execute(marked).first() is not None
    now = clock()
    falls_due = any(moment is not None and moment <= now for moment in moments)
    waits = cancels or paying.waiting_events(connection) or overdue.is_due(connection, now)
    return not falls_due and not waits


@pytest.fixture
def driver(
    client: SandboxClient, world: Sandbox, app: App, now: datetime, under_way: UnderWay
) -> TelegramDriver:
    async def is_at_rest(moment: datetime) -> bool:
        await under_way.done()
        looks = partial(is_idle, lambda: max(moment, app.clock.now()))
        is_left = not await app.database.read(looks, snapshot=True)
        return not is_left and not under_way.any(app.wakeups)

    return TelegramDriver(client, world, now, is_at_rest)


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.stem)
async def test_talk_by_telegram(
    path: Path, driver: TelegramDriver, app: App, now: datetime
) -> None:
    town = await app.database.write(lambda connection: coffee.town_of(path.stem, connection, now))

    async def write(work: Work[T]) -> T:
        done = await app.database.write(work)
        app.wakeups.wake_all()  # the command line is another program, for which it looks in time
        return done

    links = Links(write, app.dialogue.router.codec.pack, town, now)
    stage = Stage(driver, links.named, each_by_itself)

    await stage.play(talk.read(path))
