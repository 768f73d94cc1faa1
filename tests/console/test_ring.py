"""The corners of an area, drawn in a real browser: pressed, dragged, moved by the keys, and sent."""

import pytest
from playwright.async_api import Browser, expect

from catalog.visits import serving
from tests.browsing import CHROMIUM
from tests.console.conftest import Cast, House
from tests.console.test_browser import opened

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.parametrize("dialect", ["sqlite"]),
]


async def test_a_ring_is_drawn_and_sent(chromium: Browser, house: House, people: Cast) -> None:
    async with opened(chromium, house, people.owner) as page:
        await page.goto(f"{house.url}/console/m/{people.barber}/visits")
        text = page.locator("textarea[name=ring]")
        corners = page.locator(".ring [data-corner]")
        await page.get_by_role("button", name="Begin with a square").click()
        await expect(corners).to_have_count(4)
        await expect(page.get_by_role("button", name="Begin with a square")).to_be_hidden()
        square = await text.input_value()
        await corners.nth(0).focus()
        await page.keyboard.press("ArrowUp")
        assert await text.input_value() != square
        await expect(page.locator(".ring [role=status]")).to_contain_text("Corner 1 of 4")
        await page.keyboard.press("Enter")
        await expect(corners).to_have_count(5)
        await page.keyboard.press("Delete")
        await expect(corners).to_have_count(4)
        box = await corners.nth(2).bounding_box()
        assert box is not None
        before = await text.input_value()
        await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        await page.mouse.down()
        await page.mouse.move(box["x"] + 30, box["y"] + 30)
        await page.mouse.up()
        assert (await text.input_value()).splitlines()[:2] == before.splitlines()[:2]
        assert await text.input_value() != before
        await page.locator("input[name=radius]").last.fill("3")
        await expect(page.locator(".ring")).to_be_hidden()
        await page.locator("input[name=radius]").last.fill("")
        await page.locator("input[name=name]").fill("Drawn")
        await page.get_by_role("button", name="Add", exact=True).click()
        await expect(page.get_by_text("Drawn").first).to_be_visible()
    areas = await house.database.read(lambda c: serving.areas_of(c, people.place))
    assert len(next(each for each in areas if each.name == "Drawn").ring) == 4
