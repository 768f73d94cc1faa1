"""The calendar in a real browser: a booking is dragged, its guest says yes in the chat; who walks in is written in."""

import re
from dataclasses import dataclass
from datetime import datetime

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from sqlalchemy import Connection, update

from chat.turn import Person
from handlers.guest.proposal import AcceptProposal
from handlers.router import make_router
from orders import placing, proposals, queries
from people.models import people as persons
from tests.console.conftest import Cast, House
from tests.console.test_browser import DESK, PHONE, opened, pytestmark
from tests.making import Market, Shop
from tests.structure.turns import Turns

__all__ = ["pytestmark"]


@dataclass(frozen=True)
class Salon:
    """Two chairs at the barber's, and Ann on the first at ten tomorrow."""

    order: int
    first: int
    second: int
    service: int
    start: datetime
    moved: datetime

    @property
    def day(self) -> str:
        return f"{self.start:%Y-%m-%d}"


@pytest.fixture
async def salon(house: House, people: Cast) -> Salon:
    def build(connection: Connection) -> Salon:
        market = Market(connection, house.now)
        view = queries.order(connection, people.order)
        assert view is not None
        shop = Shop(people.barber, view.location_id, people.owner)
        service = market.service(shop, name="Beard trim", price=0, step_minutes=30)
        first, second = (market.resource(shop, service, name=name) for name in ("Kim", "Sam"))
        start = market.start(days=2, hour=10)
        order = placing.hold(connection, people.guest, service, start, 1, None, house.now)
        placing.place_free(connection, order, people.guest, house.now)
        moved = market.start(days=2, hour=14)
        return Salon(order, first, second, service, start, moved)

    return await house.database.write(build)


async def calendar(page: Page, house: House, people: Cast, salon: Salon, more: str = "") -> None:
    await page.goto(f"{house.url}/console/m/{people.barber}/calendar?day={salon.day}{more}")
    await expect(page.locator(".calendar.placed")).to_be_visible()


async def middle(place: Locator) -> tuple[float, float]:
    box = await place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


async def test_a_booking_is_dragged_and_its_guest_says_yes(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    async with opened(chromium, house, people.clerk, 1440) as page:
        await calendar(page, house, people, salon)
        block = page.locator("li.block", has_text="Ann")
        x, y = await middle(block)
        to, _ = await middle(page.locator(f"section.column[data-with='{salon.second}']"))
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x + 20, y + 60, steps=4)
        await page.mouse.move(to, y + 4 * 56, steps=6)  # four hours further down
        await page.mouse.up()
        await expect(page.get_by_text("We ask the guest")).to_be_visible()
        await expect(page.get_by_text("with Sam")).to_be_visible()
        await page.get_by_role("button", name="Yes, ask the guest").click()
        await expect(page.get_by_text("The guest is asked")).to_be_visible()
        await calendar(page, house, people, salon)
        await expect(page.locator("li.proposed")).to_contain_text("Ann")

    def says_yes(connection: Connection) -> None:
        asked = proposals.proposed(connection, salon.order, house.now)
        assert asked is not None
        assert asked.starts_at == salon.moved
        turn = Turns(house.now).of(connection, Person(people.guest, "Ann", "en"))
        make_router().move(turn, AcceptProposal(asked.id))

    await house.database.write(says_yes)
    view = await house.database.read(lambda c: queries.order(c, salon.order))
    assert view is not None
    assert (view.starts_at, view.resource_id) == (salon.moved, salon.second)


async def test_a_drag_that_is_let_go_of_changes_nothing(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    async with opened(chromium, house, people.clerk, 1440) as page:
        await calendar(page, house, people, salon)
        block = page.locator("li.block", has_text="Ann")
        before = await block.bounding_box()
        x, y = await middle(block)
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x, y + 120, steps=5)
        await page.keyboard.press("Escape")
        await page.mouse.up()
        assert await block.bounding_box() == before
        assert "/calendar" in page.url


async def test_without_a_mouse_it_is_opened_and_moved(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    async with opened(chromium, house, people.clerk, PHONE) as page:
        await calendar(page, house, people, salon)
        await page.locator("li.block a").first.press("Enter")
        await page.get_by_role("link", name="Move", exact=True).press("Enter")
        await page.get_by_role("link", name=re.compile("^2:30")).press("Enter")
        await page.get_by_role("button", name="Yes, ask the guest").press("Enter")
        await expect(page.get_by_text("The guest is asked")).to_be_visible()
        await page.get_by_role("button", name="Don't ask any more").press("Enter")
        await expect(page.get_by_text("The guest is asked")).to_have_count(0)


async def test_an_empty_time_is_pressed_and_somebody_written_in(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    async with opened(chromium, house, people.clerk, DESK) as page:
        await calendar(page, house, people, salon)
        column = page.locator(f"section.column[data-with='{salon.second}'] .hours")
        await column.click(position={"x": 40, "y": 56 * 2 + 20})
        await page.get_by_label("Service").select_option(str(salon.service))
        await page.wait_for_url("**service=*")
        await expect(page.get_by_role("combobox", name="With")).to_have_value(str(salon.second))
        await page.get_by_label("Guest's name").fill("Aino")
        await page.get_by_role("button", name="Write in").click()
        await expect(page.get_by_text("Aino").first).to_be_visible()
        await calendar(page, house, people, salon)
        place = page.locator(f"section.column[data-with='{salon.second}']")
        await expect(place.locator("li.block")).to_contain_text("Aino")


async def test_an_owner_blocks_a_time_and_sees_it_closed(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    async with opened(chromium, house, people.owner, DESK) as page:
        new = f"/console/m/{people.barber}/calendar/new?day={salon.day}&with={salon.first}"
        await page.goto(house.url + new)
        await page.get_by_label("From").fill("10:00")
        await page.get_by_label("Until").fill("11:00")
        await page.get_by_role("button", name="Block").click()
        await expect(page.get_by_text("1 booking is there.")).to_be_visible()
        await page.get_by_role("button", name="Yes, take no bookings").click()
        await expect(page.locator(".calendar.placed")).to_be_visible()
        shut = page.locator(f"section.column[data-with='{salon.first}'] .shut[data-at='600']")
        await expect(shut).to_have_attribute("data-for", "60")


async def test_it_lives_and_stays_where_it_is_looked_at(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    async with opened(chromium, house, people.clerk, DESK) as page:
        await calendar(page, house, people, salon)

        def another(connection: Connection) -> None:
            guest = Market(connection, house.now).guest("Bert")
            start = Market(connection, house.now).start(days=2, hour=16)
            order = placing.hold(connection, guest, salon.service, start, 1, None, house.now)
            placing.place_free(connection, order, guest, house.now)

        await house.database.write(another)
        await page.evaluate(
            "htmx.ajax('GET', location.href, {target: '#calendar', select: '#calendar', swap: 'outerHTML'})"
        )
        await expect(page.locator("li.block", has_text="Bert")).to_be_visible()
        await expect(page.locator(".calendar.placed")).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "ar", "zh_Hans"])
async def test_nothing_hangs_out_of_it(
    chromium: Browser, house: House, people: Cast, salon: Salon, locale: str
) -> None:
    await house.database.write(lambda c: c.execute(update(persons).values(locale=locale)))
    shop = f"/m/{people.barber}"
    async with opened(chromium, house, people.owner, PHONE) as page:
        for place in (
            f"{shop}/calendar?day={salon.day}",
            f"{shop}/calendar?day={salon.day}&view=week",
            f"{shop}/calendar/new?day={salon.day}",
            f"{shop}/bookings/{salon.order}/move",
        ):
            await page.goto(f"{house.url}/console{place}")
            for width in (PHONE, 1440):
                await page.set_viewport_size({"width": width, "height": 900})
                wider = "document.documentElement.scrollWidth - window.innerWidth"
                assert await page.evaluate(wider) <= 0, place
