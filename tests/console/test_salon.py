"""A salon with four chairs is set up at the desk, in a real browser, and a holiday is closed over bookings."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import Connection

from catalog import equipping
from catalog.service_lists import own_services
from orders import clearing, confirming, placing, queries
from orders.models import OrderState
from tests.browsing import CHROMIUM
from tests.console.conftest import PICTURE, Cast, House
from tests.console.test_browser import opened
from tests.making import Market

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.parametrize("dialect", ["sqlite"]),
]
CHAIRS = ("Window chair", "Second chair", "Third chair", "Back chair")


async def go(page: Page, way: str) -> None:
    await page.get_by_role("navigation", name="Console").get_by_role("link", name=way).click()


async def add_service(page: Page, photo: Path) -> None:
    await go(page, "Services")
    await page.get_by_role("link", name="New service").click()
    await page.get_by_label("Name").fill("Wash and cut")
    await page.get_by_label("Duration").fill("45")
    await page.get_by_label("Price").fill("free of charge")
    await page.get_by_role("button", name="Add").click()
    await expect(page.get_by_text("type only the price")).to_be_visible()
    await expect(page.get_by_label("Name")).to_have_value("Wash and cut")
    await page.get_by_label("Price").fill("0")
    await page.get_by_role("button", name="Add").click()
    await page.get_by_label("Places at a time").fill("1")
    await page.get_by_role("button", name="Save").first.click()
    await expect(page.get_by_text("Saved.")).to_be_visible()
    await page.get_by_label("Choose a photo, or drop it here").set_input_files(photo)
    await page.get_by_role("button", name="Upload").click()
    await expect(page.locator("img.photo")).to_be_visible()
    await page.get_by_role("button", name="Offer it to guests").click()
    await expect(page.get_by_text("On offer")).to_be_visible()


async def add_chairs(page: Page) -> None:
    for name in CHAIRS:
        await go(page, "Chairs, rooms, people")
        await page.get_by_label("Name").fill(name)
        await page.get_by_role("button", name="Add").click()
        await page.get_by_label("Wash and cut").check()
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_text("Saved.")).to_be_visible()


async def set_hours(page: Page) -> None:
    await go(page, "Hours")
    monday = page.get_by_role("group", name="Mon")
    for nth, (opens, closes) in enumerate((("09:00", "13:00"), ("14:00", "19:00"))):
        await monday.get_by_label("From").nth(nth).fill(opens)
        await monday.get_by_label("Until").nth(nth).fill(closes)
    await page.get_by_role("button", name="Save Mon for every day").click()
    await expect(page.get_by_text("Saved.")).to_be_visible()
    saturday = page.get_by_role("group", name="Sat")
    await expect(saturday.get_by_label("Until").nth(1)).to_have_value("19:00")


async def booked(house: House, people: Cast) -> list[int]:
    """Four guests on the holiday at once, a chair each."""

    def book(connection: Connection) -> list[int]:
        market = Market(connection, house.now)
        names = {each.name: each.id for each in own_services(connection, people.barber)}
        made = []
        for name in ("Aino", "Mikko", "Maija", "Elias"):
            guest = market.guest(name)
            start = market.start(3, 9)
            order = placing.hold(
                connection, guest, names["Wash and cut"], start, 1, None, house.now
            )
            placing.place_free(connection, order, guest, house.now)
            confirming.confirm(connection, order, people.owner, house.now)
            made.append(order)
        return made

    return await house.database.write(book)


async def close_holiday(page: Page, house: House) -> None:
    day = (house.now + timedelta(days=3)).date().isoformat()
    await go(page, "Hours")
    await page.get_by_label("First day").fill(day)
    await page.get_by_role("button", name="Look at what is booked").first.click()
    await expect(page.get_by_text("4 bookings are there.")).to_be_visible()
    await expect(page.get_by_role("link", name="Aino")).to_be_visible()
    await page.get_by_role("button", name="Yes, cancel and refund in full").click()
    await expect(page.get_by_text("still being cancelled")).to_be_visible()


async def test_a_salon_is_set_up_and_a_holiday_closed(
    chromium: Browser, house: House, people: Cast, tmp_path: Path
) -> None:
    photo = tmp_path / "cut.png"
    photo.write_bytes(PICTURE)
    async with opened(chromium, house, people.owner, 1440, expected="status of 422") as page:
        await page.get_by_role("link", name="Barber Kuosmanen").click()
        await add_service(page, photo)
        await add_chairs(page)
        await set_hours(page)
        made = await booked(house, people)
        given = await house.database.read(lambda c: [queries.order(c, each) for each in made])
        assert {each.resource for each in given if each} == set(CHAIRS)
        await close_holiday(page, house)
        while await house.database.write(lambda c: clearing.clear(c, house.now, 2)):
            pass
        await page.reload()
        await expect(page.get_by_text("No bookings are there.")).to_be_visible()
        await page.get_by_role("button", name="Open again").click()
        await expect(page.get_by_role("heading", name="Open again")).to_be_visible()
    ended = await house.database.read(lambda c: [queries.order(c, each) for each in made])
    assert {each.state for each in ended if each} == {OrderState.CANCELLED}
    every = await house.database.read(lambda c: equipping.resources_of(c, people.place))
    assert set(CHAIRS) <= {name for _, name, _ in every}
