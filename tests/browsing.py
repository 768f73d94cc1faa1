"""A real browser on the sandbox's page: three phones, their buttons and what they show."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    async_playwright,
    expect,
)

PROGRAMS = ("chromium-headless-shell", "chromium")
"""The first draws the same pages with little more than half of the processor time: it shows them to nobody."""

CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), "")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 60_000
NOTHING = "about:blank"


@dataclass(frozen=True)
class Phone:
    """One phone of the page, as a hand and an eye."""

    place: Locator

    def button(self, name: str) -> Locator:
        """The newest button with these words in it."""
        return self.place.get_by_role("button", name=name).last

    def text(self, words: str) -> Locator:
        """The newest bubble with these words."""
        return self.place.get_by_text(words).last

    async def press(self, name: str) -> None:
        await self.button(name).click()

    async def say(self, text: str) -> None:
        box = self.place.get_by_role("textbox", name="Message")
        await box.fill(text)
        await box.press("Enter")

    async def sees(self, words: str) -> None:
        await self.text(words).wait_for(state="visible")


@dataclass(frozen=True)
class Phones:
    """The page with its three phones."""

    page: Page

    def __getattr__(self, name: str) -> Phone:
        return Phone(self.page.locator(f"[data-phone={name}]"))

    async def picture(self, path: Path) -> None:
        await self.page.screenshot(path=str(path))


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Chromium, in which every test opens a window of its own."""
    expect.set_options(timeout=PATIENCE)  # the machine may be busy with other things
    async with async_playwright() as tool:
        browser = await tool.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        await browser.close()


@asynccontextmanager
async def window(browser: Browser, width: int = 1440, height: int = 900) -> AsyncIterator[Page]:
    """A window in which nothing moves by itself: drawing that costs more than the program.

    It is emptied and given to the next test: opening one costs as much as half a dozen pages.
    """
    page = at_rest(browser) or await browser.new_page(reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    await page.set_viewport_size({"width": width, "height": height})
    yield page
    if not page.is_closed():
        await emptied(page)


def at_rest(browser: Browser) -> Page | None:
    """One that nobody looks at any more."""
    pages = (page for context in browser.contexts for page in context.pages)
    return next((page for page in pages if page.url == NOTHING), None)


async def emptied(page: Page) -> None:
    for other in page.context.pages:
        if other is not page:
            await other.close()
    await page.evaluate("localStorage.clear(), sessionStorage.clear()")
    await page.context.clear_cookies()
    await page.emulate_media(color_scheme="light", reduced_motion="reduce")
    await page.goto(NOTHING)


@asynccontextmanager
async def hearing(page: Page, kinds: str = "") -> AsyncIterator[list[str]]:
    """What the page complains of: every line of these kinds, or of any kind."""
    complaints: list[str] = []

    def line(said: ConsoleMessage) -> None:
        if not kinds or said.type in kinds.split():
            complaints.append(said.text)

    def error(thrown: Error) -> None:
        complaints.append(str(thrown))

    page.on("console", line)
    page.on("pageerror", error)
    yield complaints
    page.remove_listener("console", line)
    page.remove_listener("pageerror", error)


@asynccontextmanager
async def browsing(browser: Browser, url: str) -> AsyncIterator[Phones]:
    """The sandbox's page in a window of its own."""
    async with window(browser) as page:
        await page.goto(f"{url}/?theme=light")
        await page.wait_for_selector("html[data-ready]")
        yield Phones(page)
