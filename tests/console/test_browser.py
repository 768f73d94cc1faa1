"""The console in a real browser: signed in by a press, a booking answered, right to left, on a phone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import update

from catalog.models import merchants
from console.tokens import COOKIE
from people import signing_in
from people.models import people as persons
from tests.browsing import CHROMIUM, hearing, window
from tests.console.conftest import BOT, Cast, House
from tests.console.mini_app import init_data
from tests.console.test_couriers import earned, of_the_market

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.parametrize("dialect", ["sqlite"]),
]
PHONE, DESK, WIDE = 390, 1024, 1600
WIDTHS = (PHONE, DESK, WIDE)


@asynccontextmanager
async def opened(
    chromium: Browser,
    house: House,
    person: int,
    width: int = DESK,
    expected: str | None = None,
) -> AsyncIterator[Page]:
    """The browser, signed in; nothing else may be complained of."""
    signed_in = await house.sign_in(person)
    async with window(chromium, width) as page, hearing(page) as complaints:
        whole_host = house.url.replace("http", "https")  # which the cookie's name asks for
        await page.context.add_cookies(
            [{"name": COOKIE, "value": signed_in.session, "url": whole_host}]
        )
        await page.goto(f"{house.url}/console")
        yield page
    assert [each for each in complaints if expected is None or expected not in each] == []


async def test_a_clerk_answers_a_booking(chromium: Browser, house: House, people: Cast) -> None:
    """Signed in by the link's button."""
    token = await house.database.write(lambda c: signing_in.make_link(c, people.clerk, house.now))
    async with window(chromium, DESK) as page, hearing(page) as complaints:
        await page.goto(f"{house.url}/console/in/{token}")
        button = page.get_by_role("button")
        await expect(button).to_be_focused()
        await button.press("Enter")
        await page.wait_for_url("**/console")
        await page.get_by_role("link", name="Barber Kuosmanen").click()
        await page.get_by_role("link", name="Answer").click()
        await page.get_by_role("button", name="Confirm").click()
        await expect(page.get_by_text("confirmed").first).to_be_visible()
        await page.get_by_role("link", name="Cancel the booking").click()
        await page.get_by_role("button", name="Yes, cancel it").click()
        await expect(page.get_by_text("cancelled").first).to_be_visible()
    assert complaints == []


async def test_bookings_are_found_while_one_types(
    chromium: Browser, house: House, people: Cast
) -> None:
    async with opened(chromium, house, people.clerk) as page:
        await page.goto(f"{house.url}/console/m/{people.barber}/bookings")
        await expect(page.get_by_role("cell", name="Ann")).to_be_visible()
        await page.get_by_role("searchbox").press_sequentially("nobody")
        await expect(page.get_by_text("No bookings here.")).to_be_visible()


async def test_an_owner_gives_a_role(chromium: Browser, house: House, people: Cast) -> None:
    async with opened(chromium, house, people.owner) as page:
        await page.goto(f"{house.url}/console/m/{people.barber}/people")
        role = page.locator("select[name=role]")
        await role.select_option("manager")
        await page.wait_for_load_state()
        await expect(page.locator("select[name=role]")).to_have_value("manager")


async def test_an_operator_runs_the_market(chromium: Browser, house: House, people: Cast) -> None:
    async with opened(chromium, house, people.operator) as page:
        await page.get_by_role("link", name="The market").click()
        await page.get_by_role("link", name="To approve").click()
        await page.get_by_role("link", name="Kiosk").click()
        await page.get_by_role("link", name="Approve", exact=True).click()
        await page.get_by_role("button", name="Yes, approve it").click()
        await expect(page.get_by_text("approved").first).to_be_visible()
        await page.get_by_role("link", name="See the merchant").click()
        await page.get_by_label("New commission in percent").fill("7.5")
        await page.get_by_role("button", name="Change", exact=True).click()
        await page.get_by_role("button", name="Yes, change it").click()
        await expect(page.get_by_text("7.5%").first).to_be_visible()
        await page.get_by_role("link", name="Orders", exact=True).click()
        await expect(page.get_by_role("searchbox")).to_be_focused()
        await page.get_by_role("searchbox").fill(f"#{people.order}")
        await page.get_by_role("button", name="Find").click()
        await page.get_by_role("link", name=f"Order {people.order}").click()
        await expect(page.get_by_text("Ann").first).to_be_visible()
        await page.get_by_role("link", name="Barber Kuosmanen").click()
        await page.get_by_role("link", name="Suspend", exact=True).click()
        await page.get_by_role("button", name="Yes, suspend it").click()
        await expect(page.get_by_text("Suspended").first).to_be_visible()
        await page.get_by_role("link", name="Who looked at whom").click()
        await expect(page.get_by_role("cell", name=f"order {people.order}")).to_be_visible()


async def test_a_file_of_merchants_is_sent(chromium: Browser, house: House, people: Cast) -> None:
    async with opened(chromium, house, people.operator) as page:
        await page.goto(f"{house.url}/console/market/imports")
        file = {"name": "new.csv", "mimeType": "text/csv", "buffer": b"name\nKiosk\n"}
        await page.get_by_label("File with merchants").set_input_files(file)
        await page.get_by_role("button", name="Import").click()
        await expect(page.get_by_text("It is being read.")).to_be_visible()


@pytest.mark.parametrize("locale", ["en", "ar"])
async def test_nothing_hangs_out_of_the_page(
    chromium: Browser, house: House, people: Cast, locale: str
) -> None:
    await house.database.write(lambda c: c.execute(update(persons).values(locale=locale)))
    shop, market = f"/m/{people.barber}", "/market"
    for person, places in (
        (people.owner, ("", shop, f"{shop}/bookings", f"{shop}/people", f"{shop}/history")),
        (
            people.operator,
            (
                market,
                *(f"{market}/merchants", f"{market}/merchants/{people.barber}"),
                *(f"{market}/claims/{people.claim}", f"{market}/imports", f"{market}/looks"),
                *(f"{market}/orders/{people.order}", f"{market}/people/{people.guest}"),
            ),
        ),
    ):
        async with opened(chromium, house, person) as page:
            for place in places:
                await page.goto(f"{house.url}/console{place}")
                for width in WIDTHS:
                    await page.set_viewport_size({"width": width, "height": 900})
                    wider = "document.documentElement.scrollWidth - window.innerWidth"
                    assert await page.evaluate(wider) <= 0, (place, width)
                direction = await page.evaluate("document.documentElement.dir")
                assert direction == ("rtl" if locale == "ar" else "ltr")


async def test_a_page_in_telegram_signs_in_by_itself(
    chromium: Browser, house: House, people: Cast
) -> None:
    data = quote(init_data(BOT, people.owner + 1000, house.now))
    async with window(chromium) as page:
        await page.goto(f"{house.url}/console/telegram#tgWebAppData={data}")
        await page.wait_for_url("**/console")
        await expect(page.get_by_role("link", name="Barber Kuosmanen")).to_be_visible()


async def test_a_courier_of_the_market_is_paid_on_a_phone(
    chromium: Browser, house: House, people: Cast
) -> None:
    """The button is in sight, beside names that are long in any language."""
    await house.database.write(lambda c: earned(c, house, people))
    await house.database.write(lambda c: of_the_market(c, people))
    change = update(merchants).values(name="Kahvila ja konditoria Ursula Eteläsatama")
    await house.database.write(lambda c: c.execute(change))
    async with opened(chromium, house, people.operator) as page:
        await page.set_viewport_size({"width": PHONE, "height": 844})
        await page.goto(f"{house.url}/console/market/couriers")
        pays = page.get_by_role("button", name="I paid")
        box = await pays.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1280, 720)])
async def test_the_wall_has_room_for_turns_and_the_code(
    chromium: Browser, house: House, people: Cast, size: tuple[int, int]
) -> None:
    """Nobody scrolls what hangs on a wall."""
    async with opened(chromium, house, people.clerk) as page:
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        queue = f"{house.url}/console/m/{people.barber}/queue"
        await page.goto(queue)
        await page.get_by_role("button", name="Call").first.click()
        await page.wait_for_load_state("networkidle")
        await page.goto(f"{queue}/{people.place}/wall")
        for shown in (page.get_by_role("img", name="QR code"), page.get_by_text("your turn")):
            await expect(shown).to_be_in_viewport(ratio=1)


async def test_who_signs_in_finds_the_button_in_the_middle(
    chromium: Browser, house: House, people: Cast
) -> None:
    token = await house.database.write(lambda c: signing_in.make_link(c, people.clerk, house.now))
    async with window(chromium, DESK) as page:
        await page.goto(f"{house.url}/console/in/{token}")
        box = await page.locator(".card").bounding_box()
        assert box is not None
        assert abs(box["x"] + box["width"] / 2 - DESK / 2) < 2
        picture = await page.locator(".card img").bounding_box()
        assert picture is not None
        assert picture["height"] == 44
