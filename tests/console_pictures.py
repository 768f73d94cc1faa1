"""The console's part of the README's pictures: its pages on a desk and on a phone, in the real demo."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.browsing import CHROMIUM, FLAGS, PATIENCE

LINK = re.compile(r"^(\w+)'s console, .*: (http\S+)$")
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
MERCHANT = "Kim"
FOUND = 200


@dataclass(frozen=True)
class Shot:
    """A page of somebody's console on a screen of some size."""

    whose: str
    name: str
    place: str
    size: str


SHOTS = {
    "en": (
        Shot(MERCHANT, "calendar", "/m/{shop}/calendar", "desk"),
        Shot("Olga", "overview", "/market", "desk"),
    ),
    "zh": (Shot(MERCHANT, "today", "/m/{shop}", "phone"),),
    "ar": (Shot(MERCHANT, "services", "/m/{shop}/services", "phone"),),
}
"""By language, as the README has them."""


def links(said: Sequence[str]) -> dict[str, str]:
    """Whose console, and the link that opens it once."""
    found = (LINK.match(line) for line in said)
    return {each[1]: each[2] for each in found if each is not None}


async def take_console(said: Sequence[str], folder: Path, language: str, shop: int) -> None:
    """`console-calendar-desk-en.png` and so on, of this shop."""
    for whose, link in links(said).items():
        async with signed_in(link) as page:
            for shot in SHOTS[language]:
                if shot.whose == whose:
                    await take(page, shot, folder, language, shop)


async def take(page: Page, shot: Shot, folder: Path, language: str, shop: int) -> None:
    console = page.url[: page.url.index("/console") + len("/console")]
    answer = await page.goto(console + shot.place.format(shop=shop))
    assert answer is not None
    assert answer.status == FOUND, shot
    width, height = SIZES[shot.size]
    await page.set_viewport_size({"width": width, "height": height})
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=str(folder / f"console-{shot.name}-{shot.size}-{language}.png"))


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
