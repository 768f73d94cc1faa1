"""The desk on a screen that is touched: a booking that a finger rests on is dragged; a second press sends nothing."""

from playwright.async_api import Browser, CDPSession, Page, expect
from sqlalchemy import func, select, update

from catalog import keeping
from catalog.models import services
from catalog.weekly import Span
from catalog.whose import Whose
from orders.models import orders
from people import signing_in
from people.models import people as persons
from tests.browsing import PATIENCE
from tests.console.conftest import Cast, House
from tests.console.test_browser import PHONE, opened, pytestmark
from tests.console.test_calendar import Salon, calendar, middle, salon

__all__ = ["pytestmark", "salon"]
LONG = "Maximilian-Alexander von Hohenstein-Wittelsbacher"


async def finger(tool: CDPSession, kind: str, *at: float) -> None:
    points = [{"x": at[0], "y": at[1]}] if at else []
    await tool.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


async def touched(chromium: Browser, house: House, person: int) -> Page:
    """A tablet in which the person is signed in."""
    token = await house.database.write(lambda c: signing_in.make_link(c, person, house.now))
    screen = await chromium.new_context(
        viewport={"width": 1024, "height": 900}, has_touch=True, reduced_motion="reduce"
    )
    page = await screen.new_page()
    page.set_default_timeout(PATIENCE)
    await page.goto(f"{house.url}/console/in/{token}")
    await page.get_by_role("button").press("Enter")
    await page.wait_for_url("**/console")
    return page


async def test_a_booking_that_a_finger_rests_on_is_dragged(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    page = await touched(chromium, house, people.clerk)
    await calendar(page, house, people, salon)
    block = page.locator("li.block", has_text="Ann")
    x, y = await middle(block)
    to, _ = await middle(page.locator(f"section.column[data-with='{salon.second}']"))
    tool = await page.context.new_cdp_session(page)
    await finger(tool, "touchStart", x, y)
    await expect(page.locator("li.block.dragged")).to_be_visible()
    await finger(tool, "touchMove", x + 20, y + 40)
    await finger(tool, "touchMove", to, y + 4 * 56)
    await finger(tool, "touchEnd")
    await expect(page.get_by_text("We ask the guest")).to_be_visible()
    await expect(page.get_by_text("with Sam")).to_be_visible()
    await page.context.close()


async def test_a_finger_that_moves_scrolls_and_drags_nothing(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    page = await touched(chromium, house, people.clerk)
    await calendar(page, house, people, salon)
    block = page.locator("li.block", has_text="Ann")
    before = await block.get_attribute("style")
    x, y = await middle(block)
    tool = await page.context.new_cdp_session(page)
    await finger(tool, "touchStart", x, y)
    for step in range(1, 6):
        await finger(tool, "touchMove", x, y - 20 * step)
    await finger(tool, "touchEnd")
    assert await block.get_attribute("style") == before
    assert "/calendar" in page.url
    await page.context.close()


async def test_a_second_press_writes_nobody_in_twice(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    async with opened(chromium, house, people.clerk) as page:
        place = f"/m/{people.barber}/calendar/new?day={salon.day}&service={salon.service}"
        await page.goto(f"{house.url}/console{place}")
        await page.locator(".pick input").first.check(force=True)
        await page.get_by_label("Guest's name").fill("Aino")
        await page.evaluate(
            "(() => { const b = [...document.querySelectorAll('form[method=post] button')]"
            ".find(each => each.form.action.endsWith('/write')); b.click(); b.click(); })()"
        )
        await expect(page.get_by_role("heading", name="Beard trim")).to_be_visible()
    named = select(func.count()).where(orders.c.guest_id == persons.c.id, persons.c.name == "Aino")
    assert await house.database.read(lambda c: c.execute(named).scalar_one()) == 1


async def test_a_week_with_a_night_is_seen_whole_and_from_its_morning(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    here = Whose(people.place)
    late = [Span(10 * 60, 25 * 60)]
    await house.database.write(
        lambda c: keeping.set_days(c, here, range(7), late, people.owner, house.now)
    )
    async with opened(chromium, house, people.owner, 1280) as page:
        await calendar(page, house, people, salon, "&view=week")
        sheet = page.locator(".sheet")
        assert await sheet.evaluate("s => s.scrollWidth - s.clientWidth") <= 0
        assert await sheet.evaluate("s => s.scrollTop") > 0
        await page.goto(f"{house.url}/console/m/{people.barber}/calendar")
        await expect(page.locator(".line").first).to_be_visible()


async def test_a_booking_before_the_hours_of_its_day_is_seen_at_once(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    """One that was kept when they changed, or of the night before."""
    here, late = Whose(people.place), [Span(16 * 60, 25 * 60)]
    await house.database.write(
        lambda c: keeping.set_days(c, here, range(7), late, people.owner, house.now)
    )
    async with opened(chromium, house, people.owner, 1280) as page:
        await calendar(page, house, people, salon)
        await expect(page.locator("li.block", has_text="Ann")).to_be_in_viewport()


async def test_tables_of_long_names_fit_a_phone(
    chromium: Browser, house: House, people: Cast, salon: Salon
) -> None:
    await house.database.write(lambda c: c.execute(update(persons).values(name=LONG)))
    await house.database.write(lambda c: c.execute(update(services).values(name=LONG)))
    shop = f"/m/{people.barber}"
    wider = "[...document.querySelectorAll('.scroll')].map(s => s.scrollWidth - s.clientWidth)"
    for locale in ("en", "ru", "ar"):
        await house.database.write(
            lambda c, locale=locale: c.execute(update(persons).values(locale=locale))
        )
        async with opened(chromium, house, people.owner, PHONE) as page:
            for place in ("", "/bookings", "/people", "/guests", "/services", "/statements"):
                await page.goto(f"{house.url}/console{shop}{place}")
                found = await page.evaluate(wider)
                assert max(found, default=0) <= 1, (locale, place)
