"""What a newcomer does with `make demo`: book, redeem and send a promotion by clicking, alone and as they are led."""

import asyncio
import os
import re
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browsing import CHROMIUM, Phones, browsing
from tests.journeys.tour import follow_the_lit_keys
from tests.journeys.town import HEREABOUTS

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PLACE = "Partaveitsi & Poika"
PATIENCE = 180
"""Seconds until the town is open: a machine may have much else to do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """The page's address, once the town is open."""
    async with telling_demo(folder) as (url, _said):
        yield url


@asynccontextmanager
async def telling_demo(folder: Path) -> AsyncIterator[tuple[str, Sequence[str]]]:
    """Likewise, with the lines that it printed before."""
    said: list[str] = []
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        HEREABOUTS,
        *("demo", "--port", str(port), "--data", str(folder / "data"), "--no-browser"),
        cwd=folder,
        env={name: value for name, value in os.environ.items() if "HEREABOUTS" not in name},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            while not said or "The town is open" not in said[-1]:
                assert process.returncode is None
                said.append((await process.stdout.readline()).decode().rstrip())
        yield f"http://127.0.0.1:{port}", said
    finally:
        process.terminate()
        await process.communicate()


async def look_around(phones: Phones) -> None:
    guest = phones.guest
    await guest.press("Start")
    await guest.press("Near me")
    await guest.sees("Where should I look?")
    await guest.say("Punavuori")


async def look_around_again(phones: Phones) -> None:
    """Where to look is known by now."""
    await phones.guest.say("/start")
    await phones.guest.press("Near me")


async def buy(phones: Phones) -> None:
    guest = phones.guest
    await guest.press(PLACE)
    await guest.press("Haircut ·")
    await guest.press("Tomorrow")
    await guest.sees("Tomorrow: at what time?")
    await guest.place.get_by_role("button", name=re.compile(r"^\d+:00 ")).last.click()
    await guest.press("Pay €38")
    sheet = guest.place.get_by_role("dialog", name="Checkout")
    await sheet.get_by_role("button", name="Pay €38.00").click()
    await guest.sees("Your code:")


async def serve(phones: Phones) -> None:
    merchant = phones.merchant
    await merchant.sees("New booking")
    await merchant.press("Scan a code")
    await merchant.place.get_by_role("listitem").first.click()
    await merchant.sees("The code is valid")
    await merchant.press("Redeem")
    await merchant.press("Yes")
    await merchant.sees("Redeemed")
    await phones.guest.sees("Your code was used")


async def promote(phones: Phones) -> None:
    guest, operator = phones.guest, phones.operator
    await guest.say("/privacy")
    await guest.press("Offers")
    await guest.press("Yes, send me offers")
    await guest.sees("You get offers")
    await operator.press("Promotions")
    await operator.press("New promotion")
    await operator.sees("What should the promotion say?")
    await operator.say("A beard trim to go with it?")
    await operator.press("Skip")
    await operator.press("A place")
    await operator.press(PLACE)
    await operator.press("The place itself")
    await operator.sees("13 people would get it now")
    await operator.press("Send now")
    await operator.press("Yes")
    await guest.sees("A beard trim to go with it?")


async def have_second_thoughts(phones: Phones) -> None:
    """The bank asks for the money back, everybody hears of it, and in the end it leaves it."""
    sheet = phones.guest.place.get_by_role("dialog", name="Receipt")
    await phones.guest.press("You paid €38.00")
    await sheet.get_by_role("button", name="Ask the bank for it back").click()
    await phones.guest.sees("Your bank is disputing this payment")
    await phones.operator.sees("disputes €38")
    await phones.guest.press("You paid €38.00")
    await sheet.get_by_role("button", name="The bank leaves it").click()
    await phones.guest.sees("Your bank upheld the payment")


async def start_over(phones: Phones) -> None:
    await phones.page.get_by_role("button", name="Start over").click()
    await phones.page.get_by_role("button", name="Forget").click()
    await phones.operator.sees("1,236 listed")


async def find_nothing_booked(phones: Phones) -> None:
    await phones.guest.say("/bookings")
    await phones.guest.sees("Nothing booked right now")


async def cancel(phones: Phones) -> None:
    guest = phones.guest
    await guest.press("Start")
    await guest.say("/bookings")
    await guest.press("Haircut")
    await guest.press("Cancel")
    await guest.press("Yes")
    await guest.sees("€38 refunded")


async def test_a_newcomer_books_is_served_and_promotes_by_clicking_starts_over_and_is_led_through(
    chromium: Browser, tmp_path: Path
) -> None:
    """What was paid before the demo was stopped can still be given back; the strip leads whoever starts over."""
    async with demo(tmp_path) as url, browsing(chromium, url) as phones:
        await look_around(phones)
        await buy(phones)
    async with demo(tmp_path) as url, browsing(chromium, url) as phones:
        await cancel(phones)
        await look_around_again(phones)
        await buy(phones)
        await serve(phones)
        await promote(phones)
        await have_second_thoughts(phones)
        await start_over(phones)
        await follow_the_lit_keys(phones)
        await find_nothing_booked(phones)
