"""How fast promotions leave at 30 a second, what a message costs, and whom they keep waiting."""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import quantiles

import telegram
from markupsafe import Markup

from benchmarks.campaign import TAPPER, Town, most_in_a_second, program, town
from benchmarks.measuring import Contest, Peer
from benchmarks.report import Section
from benchmarks.sizes import seconds, size
from bot.lanes import Lane
from bot.logs import make_log
from bot.pacing import Pacer
from bot.scheduler import Scheduler
from bot.telegram.calls import Calls
from bot.telegram.composing import Composer
from bot.telegram.delivering import Delivery
from bot.telegram.keyboards import Keyboards
from bot.telegram.setup import make_bot
from chat.links import Links
from chat.screen import Button, Screen
from database import migrating
from handlers.guest.actions import OpenBookings, OpenCategories, OpenHome
from handlers.router import make_router
from sandbox.client import SandboxClient
from sandbox.settings import Settings

MESSAGES = size(3_000, 45, "MESSAGES")
TAPS = size(300, 4, "TAPS")
ROUNDS = size(5, 1)
FASTER = 1_000
BUTTONS = 6
Row = tuple[str, ...]
STALLED = ", the loop standing still for 20 ms again and again"


async def section() -> Section:
    rows = [*await paced("bot run", "", taps=True), *await paced("benchmarks.stalled", STALLED)]
    rows += await costs()
    intro = (
        f"A promotion to {MESSAGES:,} people against the sandbox, which counts as strictly as "
        "Telegram; moments are those at which a message came in. Meanwhile, and before, somebody "
        "taps on one page after the other."
    )
    return Section("Sending", intro, ("", "found", "aim"), rows)


async def paced(module: str, how: str, *, taps: bool = False) -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await migrating.upgrade(f"sqlite:///{folder / 'market.db'}")
        async with town(folder, MESSAGES) as here, program(here, folder, module):
            alone = await tapped(here) if taps else []
            coming = asyncio.ensure_future(here.arrivals.come(MESSAGES))
            await here.launch()
            moments = await coming
            rows = came(moments, here.arrivals.refused, how)
            if taps:
                coming = asyncio.ensure_future(here.arrivals.come(min(MESSAGES, 3 * TAPS)))
                await here.launch()
                await here.arrivals.changed.wait()
                rows += waited(alone, await tapped(here))
                await coming
    return rows


def came(moments: list[float], refused: int, how: str) -> list[Row]:
    rate = (len(moments) - 1) / (moments[-1] - moments[0])
    return [
        (f"messages a second{how}", f"{rate:.2f}", "29.9"),
        (f"the most in any second{how}", f"{most_in_a_second(moments)}", "30"),
        (f"refused by the sandbox as too many{how}", f"{refused}", "0"),
    ]


async def tapped(here: Town) -> list[float]:
    """Milliseconds from each tap until the page is there."""
    codec, person, took = make_router().codec, here.client.person(TAPPER), []
    await person.start(codec.pack(OpenBookings()))
    shown = await person.wait_for("My bookings")
    for number in range(TAPS):
        seq = (await person.chat()).seq
        page = OpenBookings() if number % 2 else OpenCategories()
        began = time.perf_counter()
        await person.forge(codec.pack(page, None), shown.id)
        await person.wait_for(lambda one: one.id == shown.id, after=seq)
        took.append((time.perf_counter() - began) * 1000)
    return took


def waited(alone: list[float], beside: list[float]) -> list[Row]:
    before, during = (quantiles(each, n=100) for each in (alone, beside))
    return [
        ("a tap while nothing is sent, p50 and p99", f"{before[49]:.0f}, {before[98]:.0f} ms", ""),
        ("a tap during a promotion, p50 and p99", f"{during[49]:.0f}, {during[98]:.0f} ms", ""),
        ("p99 beside p99", f"{during[98] / before[98]:.2f}", "1.5"),
    ]


async def costs() -> list[Row]:
    """CPU of a message with buttons, ours beside what the library does by itself."""
    async with sandbox() as (url, token):
        ours, theirs = make_bot(token, url), telegram.Bot(token, base_url=f"{url}/bot")
        async with ours, theirs, asyncio.TaskGroup() as group:
            scheduler = Scheduler(Pacer(FASTER))
            letting_go = group.create_task(scheduler.run())
            lines = await contest(ours, theirs, scheduler).run(ROUNDS, seconds(1.0))
            letting_go.cancel()
    default, mine = (line.cost for line in lines)
    return [
        ("CPU a message, python-telegram-bot's default transport", f"{default:,.0f} µs", ""),
        ("CPU a message, through the gate", f"{mine:,.0f} µs", ""),
        ("ratio", f"{mine / default:.2f}", ""),
    ]


def contest(ours: telegram.Bot, theirs: telegram.Bot, scheduler: Scheduler) -> Contest:
    pack, log = make_router().codec.pack, make_log("text")
    composer = Composer(Keyboards(pack, Links(pack, "https://t.me/x?start=")))
    gate = Delivery(Calls(ours, "", "", log), scheduler, log)
    rows = tuple((Button(f"Button {each}", OpenHome()),) for each in range(BUTTONS))
    screen = Screen(Markup("Two for one, all day"), rows)

    async def by_gate(_number: int) -> object:
        return await gate.send(Lane.REPLY, str(TAPPER), composer.compose(screen), None)

    async def by_library(_number: int) -> object:
        keyboard = telegram.InlineKeyboardMarkup(
            [
                [telegram.InlineKeyboardButton(f"Button {each}", callback_data=pack(OpenHome()))]
                for each in range(BUTTONS)
            ]
        )
        return await theirs.send_message(TAPPER, "Two for one, all day", reply_markup=keyboard)

    return Contest("a message", [Peer("default", by_library), Peer("ours", by_gate)])


@asynccontextmanager
async def sandbox() -> AsyncIterator[tuple[str, str]]:
    """In a process of its own, whose CPU is not ours."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", "0"), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        url = (await process.stdout.readline()).decode().split()[1].rstrip("/")
        async with SandboxClient(url) as client:
            await client.person(TAPPER).start()
        yield url, Settings().token
    finally:
        process.terminate()
        await process.wait()
