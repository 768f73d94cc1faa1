"""The whole chain on the real program, played by people who press what they see."""

import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from random import Random

import pytest

from sandbox.client import Shown
from tests.journeys.strangers import Stranger, pressable
from tests.journeys.town import GUEST, OPERATOR, STAFF, Town, opened, running_bot
from tests.thoroughness import many

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{11}\Z")
KALLIO = (60.184, 24.950)
ALLOWED = "message is not modified"
STARTING = 120
"""Seconds that the program may need to start on a busy machine."""


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """A seeded town with its bot running, on each engine."""
    async with opened(tmp_path, database_url) as market, running_bot(market):
        yield market


def stranger(town: Town, person: int, seed: int = 1) -> Stranger:
    settled = partial(town.client.quiet, still=0.3)  # longer than the bot ever thinks
    return Stranger(town.client.person(person), Random(seed), settled)


def is_invoice(shown: Shown) -> bool:
    return shown.invoice_link is not None or (shown.invoice is not None and not shown.paid)


def has_code(shown: Shown) -> bool:
    return bool(codes(shown))


def codes(shown: Shown) -> list[str]:
    copied = [button["copy_text"]["text"] for button in shown.buttons if "copy_text" in button]
    return [text for text in copied if CODE.match(text.replace("-", ""))]


async def bookable(town: Town) -> tuple[str, str]:
    """Id and name of the first bookable merchant, as the command line lists it."""
    number, name, state = (await town.called("merchants")).splitlines()[0].split("\t")
    assert state == "active"
    return number, name


async def hired(town: Town, merchant: str) -> Stranger:
    """Somebody who opened the one-time link and joined the staff."""
    link = (await town.called("invite", "merchant", merchant)).splitlines()[-1]
    kim = stranger(town, STAFF)
    await kim.person.open(link)
    await kim.person.wait_for("Join the staff of", timeout=STARTING)
    await kim.person.press("✅ Accept")
    await kim.person.wait_for(
        lambda shown: "Join the staff of" not in shown.text and bool(shown.buttons)
    )
    return kim


async def refused(town: Town) -> list[str]:
    asked = await town.client.requests(limit=10_000)
    wrong = [
        (one["method"], one["response"].get("description")) for one in asked if one["status"] >= 400
    ]
    return [f"{method}: {said}" for method, said in wrong if ALLOWED not in str(said)]


async def assert_well(town: Town) -> None:
    """Nothing refused, nothing logged as an error, and every invariant holds."""
    assert await town.client.quiet()
    assert await refused(town) == []
    assert town.trouble() == []
    await town.command("audit")


async def paid_code(town: Town, guest: Stranger, name: str) -> str:
    """The code of something paid at a merchant that the guest found by typing its name."""
    await guest.person.start()
    await guest.person.say(name)
    results = await guest.person.wait_for(
        lambda shown: any(name in label for label in shown.labels)
    )
    found = next(button for button in pressable(results) if name in button["text"])
    await guest.press((results, found))
    invoice = await guest.seek(is_invoice, presses=8)
    assert invoice is not None, guest.pressed
    paid = await guest.person.pay("pays")
    assert paid["status"] == "paid", paid
    voucher = await guest.person.wait_for(has_code)
    return codes(voucher)[0]


async def buys_and_is_served_once(town: Town, name: str, kim: Stranger) -> None:
    code = await paid_code(town, stranger(town, GUEST), name)
    await kim.person.wait_for("Aino")
    await kim.say(code)
    served = await kim.seek(lambda shown: "Redeemed" in shown.text, presses=3)

    assert served is not None, kim.pressed
    await kim.say(code)
    again = await kim.latest()
    assert "already" in again.text.lower(), again.text


async def press_anything(town: Town, kim: Stranger) -> None:
    for curious in (stranger(town, GUEST, 1), stranger(town, OPERATOR, 2), kim):
        await curious.person.start()
        await curious.person.wait_for(lambda shown: bool(shown.buttons))
        await curious.person.share_location(*KALLIO)
        await town.client.quiet()
        await curious.wander(many(9, 15))


async def test_strangers_are_served_once_and_break_nothing_whatever_they_press(town: Town) -> None:
    merchant, name = await bookable(town)
    kim = await hired(town, merchant)

    await buys_and_is_served_once(town, name, kim)
    await press_anything(town, kim)

    await assert_well(town)
