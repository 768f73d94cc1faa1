"""Axe also looks at pages that only an order in some state has: a courier's week, money back by line, what nobody paid."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page
from sqlalchemy import Connection, update

from orders import queries, redeeming
from orders.models import orders
from people.models import people as persons
from tests.browsing import CHROMIUM
from tests.console.conftest import Cast, House
from tests.console.test_axe import ALL, complaints, complaints_in_the_dark
from tests.console.test_browser import PHONE, opened
from tests.console.test_counter import with_deposit
from tests.console.test_couriers import earned
from tests.console.test_lines import menu_order
from tests.console.test_written_in_visits import cleaning

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.parametrize("dialect", ["sqlite"]),
    pytest.mark.timeout(300),
]


def never_paid(connection: Connection, house: House, people: Cast) -> int:
    """Somebody came yesterday, and has not paid the rest."""
    order = with_deposit(connection, house, people)
    found = queries.order(connection, order)
    assert found is not None
    assert found.code is not None
    redeeming.redeem(connection, found.code, people.owner, "came", house.now)
    yesterday = {"starts_at": house.now - timedelta(days=1)}
    connection.execute(update(orders).where(orders.c.id == order).values(yesterday))
    return order


async def against(page: Page, house: House, addresses: dict[str, str]) -> list[str]:
    """What axe has against these; each shows the words that make it the page that is meant."""
    found: list[str] = []
    for address, words in addresses.items():
        await page.goto(f"{house.url}/console{address}")
        assert await page.get_by_text(words).count(), (address, words)
        found += await complaints(page, ALL)
        found += await complaints_in_the_dark(page)
    return found


async def test_whoever_keeps_a_place_reaches_all_of_it(
    chromium: Browser, house: House, people: Cast
) -> None:
    await house.database.write(lambda c: earned(c, house, people))
    ordered = await house.database.write(lambda c: menu_order(c, house, people))
    unpaid = await house.database.write(lambda c: never_paid(c, house, people))
    visit = await cleaning(house, people)
    shop = f"/m/{people.barber}"
    async with opened(chromium, house, people.owner, PHONE) as page:
        found = await against(
            page,
            house,
            {
                f"{shop}/couriers": "€4.10",
                f"{shop}/bookings/{ordered}/refund": "Something is not available",
                f"{shop}/bookings/{ordered}/refund?line=2&many=1": "1 × Cinnamon bun",
                f"{shop}/bookings/{unpaid}?ask=unpaid": "Write off €25?",
                f"{shop}/calendar/new?service={visit}&day=2026-03-05": "Where shall you come to?",
            },
        )
    assert found == []


async def test_whoever_runs_the_market_does(chromium: Browser, house: House, people: Cast) -> None:
    ordered = await house.database.write(lambda c: menu_order(c, house, people))
    await house.database.write(lambda c: c.execute(update(persons).values(locale="ar")))
    refund = f"/market/orders/{ordered}/refund"
    async with opened(chromium, house, people.operator, PHONE) as page:
        found = await against(
            page, house, {refund: "Cinnamon bun", f"{refund}?line=2&many=1": "Cinnamon bun"}
        )
    assert found == []
