"""What no form of ours would send: every page and move is given it in every field, and none breaks."""

import re
from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path
from urllib.parse import urlencode

import console
from tests.console.conftest import Browser, Cast, House
from tests.console.test_forged import Address, addresses

JUNK = (
    "",
    "0",
    "-1",
    "1",
    "999999999999999",
    "9" * 30,
    "1e9",
    "NaN",
    "inf",
    "٣",
    "１２",
    "²",
    "\x00",
    "a\x00b",
    "\ufffe",
    "\u202e",
    "'\"<>%_\\",
    "../../etc/passwd",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "2999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "25:00",
    "24:00",
    "00:00",
    "é" * 300,
)
NAMED = re.compile(
    r"""(?:\bname=|\.get\(|\.text\(|\.words\(|\.number\(|\.typed\()["']([\w-]+)["']"""
)
MORE = ("before", "page", "behind", "price", "duration", "opens-0-0", "closes-0-0", "was-0", "q")
TRIES = 2
BROKEN = 500


def fields() -> list[str]:
    """Whatever the console calls a field anywhere."""
    found = set(MORE)
    for kind in ("**/*.py", "**/*.html"):
        for each in Path(*console.__path__).glob(kind):
            found |= set(NAMED.findall(each.read_text()))
    return sorted(found - {"csrf", "token", "saved"})


def junk_for(names: list[str], tries: Iterator[int]) -> dict[str, str]:
    """Something else in each field, and something else in it the next time."""
    turn = next(tries)
    every = zip(names, islice(cycle(JUNK), turn * 7 % len(JUNK), None), strict=False)
    return {name: value for nth, (name, value) in enumerate(every) if (nth + turn) % 3 or turn % 2}


async def sent(address: Address, browser: Browser, given: dict[str, str], token: str) -> int:
    if address.move:
        return (await address.sent(browser, {**given, "csrf": token})).status
    short = {name: value[:20] for name, value in given.items()}
    return (await browser.get(f"{address.path}?{urlencode(short)}")).status


async def test_no_junk_breaks_anything(house: House, people: Cast) -> None:
    tries, names = count(), fields()
    owner, operator = [await house.sign_in(each) for each in (people.owner, people.operator)]
    tokens = {each.session: await each.form_token() for each in (owner, operator)}
    for address in addresses(people):
        browser = operator if address.market else owner
        for _ in range(TRIES):
            given = junk_for(names, tries)
            assert await sent(address, browser, given, tokens[browser.session]) < BROKEN, address
