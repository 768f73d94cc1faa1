"""The console's part of the README's pictures: its pages on a desk and on a phone, in the real demo."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.browsing import CHROMIUM, FLAGS, PATIENCE

LINK = re.compile(r"^(\w+)'s console, .*: (http\S+)$")
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
MERCHANT = "Kim"
OWN = {"today": "", "calendar": "/calendar", "services": "/services"}
MARKET = {"overview": "/console/market"}
FOUND = 200


@dataclass(frozen=True)
class Shot:
    """A page of the console, and what its picture is called."""

    name: str
    address: str


def links(said: Sequence[str]) -> dict[str, str]:
    """Whose console, and the link that opens it once."""
    found = (LINK.match(line) for line in said)
    return {each[1]: each[2] for each in found if each is not None}


def shots(origin: str, shop: str | None) -> Iterator[Shot]:
    """Of a merchant's console, or without a shop of the market's."""
    if shop is None:
        yield from (Shot(name, f"{origin}{place}") for name, place in MARKET.items())
    else:
        yield from (Shot(name, f"{origin}{shop}{place}") for name, place in OWN.items())


async def take_console(said: Sequence[str], folder: Path, language: str) -> None:
    """`console-today-desk-en.png` and so on; a page that is not there is left out."""
    for whose, link in links(said).items():
        async with signed_in(link) as page:
            shop = page.locator("a[href^='/console/m/']").first
            own = await shop.get_attribute("href") if whose == MERCHANT else None
            origin = page.url.removesuffix("/console")
            for shot in shots(origin, own):
                await take(page, shot, folder, language)


async def take(page: Page, shot: Shot, folder: Path, language: str) -> None:
    answer = await page.goto(shot.address)
    if answer is None or answer.status != FOUND:
        return
    for size, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        await page.wait_for_load_state("networkidle")
        await page.screenshot(path=str(folder / f"console-{shot.name}-{size}-{language}.png"))


@asynccontextmanager
async def signed_in(link: str) -> AsyncIterator[Page]:
    """A browser of its own: one person's cookie is not the other's."""
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = await browser.new_page(color_scheme="light")
        page.set_default_timeout(PATIENCE)
        await page.goto(link)
        await page.get_by_role("button").press("Enter")
        await page.wait_for_url("**/console")
        yield page
        await browser.close()
