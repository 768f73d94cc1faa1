"""Nothing in the console is seriously or critically out of reach: axe looks at every page there is a way to."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page
from sqlalchemy import Connection, update

from catalog.models import services
from orders import message_reports, messages
from people.models import people as persons
from tests.browsing import CHROMIUM
from tests.console.conftest import AXE, Cast, House
from tests.console.test_browser import PHONE, opened
from tests.thoroughness import THOROUGH

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.parametrize("dialect", ["sqlite"]),
]
BAD = {"serious", "critical"}
COLOURS = "color-contrast"
ALL = {"resultTypes": ["violations"]}
BUT_COLOURS = ALL | {"rules": {COLOURS: {"enabled": False}}}
DARK = ALL | {"runOnly": [COLOURS]}
LOOK = """([options, bad]) => {
    for (const rule of axe._audit.rules) rule.enabled &&= bad.includes(rule.impact);
    return axe.run(options).then(found => found.violations.map(
        ({id, impact, nodes}) => ({id, impact, nodes: nodes.slice(0, 4).map(node => node.html.slice(0, 160))})
    ));
}"""
"""A rule gives all that it finds its own impact: those whose finds nobody reads are not asked."""
LINKS = "[...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)"
NUMBER = re.compile(r"\d+")
CHOICES = {"q", "kind", "state", "show", "days", "decided", "after", "before", "page", "saved"}
"""Which rows of a page, and that something was saved: behind an address, they make no other page of it."""

ENOUGH = {
    "owner": {
        "/bookings/#/messages",
        "/services/#",
        "/menu/#",
        "/menu/sections/#",
        "/places/#/hours",
        "/resources/#",
        "/guests/#",
        "/complaints/#",
        "/counter",
        "/counter/#",
        "/bookings/#/refund",
        "/receipts",
        "/sales",
    },
    "operator": {
        "/market/conversations/#",
        "/market",
        "/market/orders",
        "/market/receipts",
        "/market/merchants/#",
        "/complaints/#",
    },
}
"""Some of the pages that the walk comes to, each of another build: it does not end at its first step."""


def kind(address: str) -> str:
    """Pages that differ by their numbers only are looked at once; in `make torture`, also by what is chosen."""
    parts = urlsplit(address)
    names = sorted(each.partition("=")[0] for each in parts.query.split("&"))
    if not THOROUGH:
        names = [each for each in names if each not in CHOICES]
    return NUMBER.sub("#", parts.path) + "?".join(("", *names)).rstrip("?")


def inside(found: list[str], house: House) -> Iterator[str]:
    for each in found:
        address = each.partition("#")[0]
        if address.startswith(f"{house.url}/console") and "/in/" not in address:
            yield address


async def walk(page: Page, house: House, enough: set[str]) -> tuple[set[str], list[str]]:
    """The kinds of pages, and what axe has against them; at their colours it looks where they are `enough`.

    One stylesheet gives all pages theirs. In the dark nothing but the colours differs.
    """
    seen, against = {kind(page.url)}, list[str]()
    waiting = [page.url]
    while waiting:
        await page.goto(waiting.pop())
        if THOROUGH or kind(page.url).endswith(tuple(enough)):
            against.extend(await complaints(page, ALL))
            against.extend(await complaints_in_the_dark(page))
        else:
            against.extend(await complaints(page, BUT_COLOURS))
        for address in inside(await page.evaluate(LINKS), house):
            if kind(address) not in seen:
                seen.add(kind(address))
                waiting.append(address)
    return seen, against


async def complaints(page: Page, options: Mapping[str, object]) -> list[str]:
    """The script comes from the console's own host: by hand it costs three times as much on each page."""
    await page.add_script_tag(url=AXE)
    return await look(page, options)


async def look(page: Page, options: Mapping[str, object]) -> list[str]:
    return said(page, await page.evaluate(LOOK, [options, sorted(BAD)]))


async def complaints_in_the_dark(page: Page) -> list[str]:
    await page.emulate_media(color_scheme="dark")
    found = await look(page, DARK)
    await page.emulate_media(color_scheme="light")
    return found


def said(page: Page, violations: list[dict[str, Any]]) -> list[str]:
    place = urlsplit(page.url).path
    return [
        f"{place}: {each['id']} ({each['impact']}): {'; '.join(each['nodes'])}"
        for each in violations
        if each["impact"] in BAD
    ]


def written(connection: Connection, people: Cast, now: datetime) -> None:
    """A guest and a place wrote to each other, and one of them reported it."""
    messages.write_to_merchant(connection, people.order, people.guest, "Is there a lift?", now)
    messages.write_to_guest(connection, people.order, people.owner, "Yes", now)
    message_reports.report_by_guest(connection, people.order, people.guest, "Rude", now)


WALKS = [
    ("owner", "ar"),
    ("operator", "en"),
    pytest.param("owner", "en", marks=pytest.mark.skipif(not THOROUGH, reason="make torture")),
]
"""From right to left on a phone, from left to right on a desk."""


@pytest.mark.parametrize(("who", "locale"), WALKS)
async def test_every_page_is_in_reach(
    chromium: Browser, house: House, people: Cast, who: str, locale: str
) -> None:
    await house.database.write(lambda c: c.execute(update(persons).values(locale=locale)))
    await house.database.write(lambda c: c.execute(update(services).values(was_price=10)))
    await house.database.write(lambda c: written(c, people, house.now))
    width = PHONE if locale == "ar" else 1440
    async with opened(chromium, house, getattr(people, who), width) as page:
        seen, against = await walk(page, house, ENOUGH[who])
    assert against == []
    assert not [each for each in ENOUGH[who] if not any(one.endswith(each) for one in seen)], seen
