"""Somebody telephones for a visit, at the desk: where they live, by hand and on the map, and times that can be reached."""

from typing import Any

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import expect
from sqlalchemy import Connection, select

from catalog.learning import learn
from catalog.places import Named, PlaceKind
from database.point import Point
from orders import address_for
from orders.address_models import order_addresses
from people.address_models import addresses
from tests.browsing import CHROMIUM
from tests.console.conftest import Cast, House
from tests.console.test_browser import opened
from tests.making import Market, Shop

NEAR = "60.17, 24.94"


async def cleaning(house: House, people: Cast) -> int:
    """The barber also comes to homes, up to five kilometres."""

    def build(connection: Connection) -> int:
        market = Market(connection, house.now)
        shop = Shop(people.barber, people.place, people.owner)
        service = market.service(shop, name="Home haircut", price=3000, at_home=True)
        market.resource(shop, service, name="Sini")
        return service

    return await house.database.write(build)


def form(service: int, **more: str) -> dict[str, str]:
    given = {"service": str(service), "text": "Kylätie 12", "note": "", "point": "", "seats": "1"}
    return given | {"day": "2026-03-05", "time": "", "with": ""} | more


async def test_a_visit_is_written_in_at_the_desk(house: House, people: Cast) -> None:
    service = await cleaning(house, people)
    browser = await house.sign_in(people.clerk)
    base = f"/m/{people.barber}/calendar"
    page = f"{base}/new?service={service}&day=2026-03-05"
    shown = (await browser.get(page)).text
    assert "Where shall you come to?" in shown
    assert 'name="start"' not in shown
    given = form(service, note="Bell: <Aino>", point=NEAR)
    answer = await browser.press(page, f"{base}/address", **given)
    assert answer.status == 303
    times = (answer.headers["Location"]).removeprefix("/console")
    shown = (await browser.get(times)).text
    assert "🏠 Kylätie 12" in shown
    assert "Bell: &lt;Aino&gt;" in shown
    assert "They pay you there: €35, €5 of it for the way." in shown
    past = times.replace("day=2026-03-05", "day=2026-03-01")
    assert "day=2026-03-04" in (await browser.get(past)).text
    start = shown.split('name="start" value="')[1].split('"')[0]
    address = shown.split('name="address" value="')[1].split('"')[0]
    write = {"service": str(service), "with": "", "seats": "1", "start": start, "name": "Aino"}
    answer = await browser.press(times, f"{base}/write", address=address, **write)
    assert answer.status == 303
    shown = (await browser.get(answer.headers["Location"].removeprefix("/console"))).text
    assert "Kylätie 12" in shown
    assert "They pay you there: €35, €5 of it for the way." in shown, "whoever comes reads it, too"
    order = await house.database.read(
        lambda c: c.execute(select(order_addresses.c.order_id)).scalar_one()
    )
    agreed = await house.database.read(lambda c: address_for(c, people.clerk, order))
    assert agreed is not None
    assert (agreed.point, agreed.note) == (Point(60.17, 24.94), "Bell: <Aino>")
    again = await browser.press(times, f"{base}/write", address=address, **write)
    assert again.status == 409


async def test_what_is_outside_or_not_found_is_said_with_what_to_do(
    house: House, people: Cast
) -> None:
    service = await cleaning(house, people)
    browser = await house.sign_in(people.owner)
    base = f"/m/{people.barber}/calendar"
    page = f"{base}/new?service={service}"
    for given, words in (
        ({"text": " "}, "Type the street and number."),
        ({}, "find that street. Press where it is on the map"),
        ({"point": "here"}, "read that as a point"),
    ):
        answer = await browser.press(page, f"{base}/address", **form(service, **given))
        assert (answer.status, words in answer.text) == (422, True), (given, answer.text)
    answer = await browser.press(page, f"{base}/address", **form(service, point="61.49, 23.76"))
    shown = (await browser.get(answer.headers["Location"].removeprefix("/console"))).text
    assert "outside the areas where you go to guests" in shown
    assert f"/m/{people.barber}/visits" in shown
    assert 'name="start"' not in shown


async def test_of_streets_of_one_name_one_is_chosen(house: House, people: Cast) -> None:
    service = await cleaning(house, people)
    await house.database.write(two_streets)
    browser = await house.sign_in(people.clerk)
    base = f"/m/{people.barber}/calendar"
    page = f"{base}/new?service={service}"
    answer = await browser.press(page, f"{base}/address", **form(service))
    assert answer.status == 422
    assert "Which one do you mean?" in answer.text
    which = answer.text.split('name="which" value="')[1].split('"')[0]
    answer = await browser.press(page, f"{base}/address", which=which, **form(service))
    assert answer.status == 303


def two_streets(connection: Connection) -> None:
    learn(
        connection,
        [
            (Named(PlaceKind.STREET, "Kylätie", town), Point(latitude, 24.94), 3)
            for town, latitude in (("Helsinki", 60.18), ("Espoo", 60.30))
        ],
    )


async def test_nobody_else_reads_what_was_taken_down(house: House, people: Cast) -> None:
    """A colleague is asked for the address anew; who does not look after bookings is not let in."""
    service = await cleaning(house, people)
    browser = await house.sign_in(people.clerk)
    base = f"/m/{people.barber}/calendar"
    page = f"{base}/new?service={service}"
    answer = await browser.press(page, f"{base}/address", **form(service, point=NEAR))
    times = answer.headers["Location"].removeprefix("/console")
    colleague = await house.sign_in(people.owner)
    shown = (await colleague.get(times)).text
    assert "Kylätie" not in shown
    assert "Where shall you come to?" in shown
    stranger = await house.sign_in(people.other)
    assert (await stranger.get(times)).status == 404
    kept = select(addresses.c.person_id).where(addresses.c.for_guest)
    whose = await house.database.read(lambda c: c.execute(kept).scalars().all())
    assert whose == [people.clerk]


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_point_is_pressed_and_moved_by_the_keys(
    chromium: Chromium, house: House, people: Cast
) -> None:
    service = await cleaning(house, people)
    async with opened(chromium, house, people.clerk) as page:
        await page.goto(f"{house.url}/console/m/{people.barber}/calendar/new?service={service}")
        field, drawing = page.locator("input[name=point]"), page.locator("[data-point] svg")
        await expect(drawing).to_be_visible()
        await drawing.scroll_into_view_if_needed()
        box: Any = await drawing.bounding_box()
        await page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4)
        pressed = await field.input_value()
        latitude, longitude = (float(each) for each in pressed.split(","))
        assert 60.1625 < latitude < 60.20
        assert 24.94 < longitude < 25.0
        await page.keyboard.press("Shift+ArrowDown")
        assert float((await field.input_value()).split(",")[0]) < latitude
        await expect(page.locator("[data-point] [role=status]")).to_contain_text("north")
        await page.locator("input[name=text]").fill("Kylätie 12")
        await page.get_by_role("button", name="Show the times").click()
        await expect(page.get_by_text("🏠 Kylätie 12")).to_be_visible()
