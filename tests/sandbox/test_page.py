"""The page in a real browser, with a toy bot on the other side."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, expect

from sandbox.client import SandboxClient
from sandbox.server import Sandbox, running
from tests.browsing import CHROMIUM, hearing, window
from tests.sandbox.harness import GUEST, MERCHANT, Api
from tests.sandbox.toy_bot import LINK, ToyBot, qr

OPERATOR = 3001


pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass(frozen=True)
class Stage:
    """A running sandbox with a bot in it."""

    world: Sandbox
    url: str
    client: SandboxClient
    api: Api


@dataclass
class Sight:
    """An open page."""

    page: Page

    def phone(self, name: str) -> Locator:
        return self.page.locator(f"[data-phone={name}]")

    def button(self, phone: str, name: str) -> Locator:
        return self.phone(phone).get_by_role("button", name=name)

    async def picture(self, name: str) -> None:
        """Kept for human eyes where SANDBOX_PICTURES names a folder."""
        folder = os.environ.get("SANDBOX_PICTURES")
        if folder:
            await self.page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.fixture(scope="module")
async def stage() -> AsyncIterator[Stage]:
    """One sandbox and one bot for all tests here; each test begins with a reset."""
    world = Sandbox()
    async with (
        running(world) as url,
        aiohttp.ClientSession() as session,
        SandboxClient(url) as client,
    ):
        task = asyncio.get_running_loop().create_task(ToyBot(Api(session, url)).run())
        yield Stage(world, url, client, Api(session, url))
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def sight(stage: Stage, chromium: Browser) -> AsyncIterator[Sight]:
    await stage.client.quiet(timeout=5, still=0.05)  # what the last test left is over
    stage.world.reset()
    async with window(chromium) as page, hearing(page, "error") as complaints:
        await page.goto(f"{stage.url}/?theme=light")
        await page.wait_for_selector("html[data-ready]")
        yield Sight(page)
    assert complaints == []


@pytest.fixture
def client(stage: Stage) -> SandboxClient:
    return stage.client


async def test_a_guest_books_pays_and_a_merchant_scans(sight: Sight) -> None:
    await sight.button("guest", "Start").click()
    await sight.button("guest", "Book a table").click()
    await expect(sight.phone("guest").get_by_role("status")).to_have_text("Held for 15 minutes")
    await sight.button("guest", "Pay €25.00").click()
    sheet = sight.phone("guest").get_by_role("dialog", name="Checkout")
    await sight.picture("checkout")
    await sheet.get_by_role("button", name="Card declined").click()
    await expect(sheet.get_by_role("status")).to_contain_text("declined")
    await sheet.get_by_role("button", name="Pay €25.00").click()

    await expect(sight.phone("guest").get_by_text("You paid €25.00")).to_be_visible()
    await expect(sight.button("guest", "Receipt")).to_be_visible()
    await expect(sight.phone("guest").get_by_text("You are booked.")).to_be_visible()

    await sight.button("merchant", "Scan a code").click()
    code = sight.phone("merchant").get_by_role("listitem", name=f"Scan {LINK}")
    await expect(code).to_be_visible()
    await sight.picture("scan")
    await code.click()
    await expect(sight.phone("merchant").get_by_text("is good")).to_be_visible()


async def test_an_open_scanner_sees_a_code_that_comes_only_now(
    sight: Sight, client: SandboxClient
) -> None:
    await sight.button("merchant", "Start").click()
    await sight.button("merchant", "Scan a code").click()
    scanner = sight.phone("merchant").get_by_role("dialog", name="Scan a code")
    await expect(scanner.get_by_text("No code in sight")).to_be_visible()

    guest = client.person(GUEST)
    await guest.start()
    await guest.wait_for("Good evening")
    await guest.press("Book a table")
    await guest.pay()

    await expect(scanner.get_by_role("listitem", name=f"Scan {LINK}")).to_be_visible()
    await expect(scanner.get_by_text("No code in sight")).to_have_count(0)


async def test_whoever_presses_twice_has_one_scanner_open(sight: Sight) -> None:
    await sight.button("merchant", "Start").click()
    await sight.button("merchant", "Scan a code").dblclick()
    scanner = sight.phone("merchant").get_by_role("dialog", name="Scan a code", include_hidden=True)
    await expect(scanner).to_have_count(1)

    await scanner.get_by_role("button", name="Close").click()

    await expect(scanner).to_have_count(0)


async def test_many_scripts_side_by_side(sight: Sight, client: SandboxClient) -> None:
    await client.person(MERCHANT).speak("zh-hans")
    await sight.phone("operator").get_by_label("Language of the operator phone").select_option("ar")
    for phone, start in (("guest", "Start"), ("merchant", "开始"), ("operator", "ابدأ")):
        await sight.button(phone, start).click()

    await expect(sight.phone("merchant").get_by_text("晚上好")).to_be_visible()
    arabic = sight.phone("operator").locator(".message[data-from=bot]").last
    await expect(arabic.locator(".keys")).to_have_attribute("dir", "rtl")
    await expect(arabic.locator(".words")).to_have_css("direction", "rtl")
    await expect(arabic.locator(".words")).to_have_css("text-align", "right")
    await sight.picture("scripts")


async def test_the_map_sends_where_it_is_clicked(sight: Sight, client: SandboxClient) -> None:
    await sight.button("guest", "Start").click()
    await sight.phone("guest").get_by_label("Message", exact=True).fill("anything")
    await sight.page.keyboard.press("Enter")
    await sight.button("guest", "Share my place").click()
    await sight.phone("guest").get_by_role("img", name="Map of Helsinki").click()
    await sight.picture("map")
    await sight.phone("guest").get_by_role("button", name="Send 60.").click()
    await client.person(GUEST).wait_for("You are near")

    sent = next(
        one.raw for one in (await client.person(GUEST).chat()).messages if "location" in one.raw
    )
    assert 60.12 < sent["location"]["latitude"] < 60.22
    await expect(sight.phone("guest").get_by_role("group", name="Reply keyboard")).to_have_count(0)


async def test_people_change_hands_and_block(sight: Sight, client: SandboxClient) -> None:
    await sight.phone("guest").get_by_role("button", name="switch person").click()
    await sight.page.get_by_label("Name of a new person").fill("Noor Haddad")
    await sight.page.get_by_role("button", name="Add person").click()
    await expect(sight.phone("guest").get_by_role("button", name="held by Noor")).to_be_visible()
    await sight.button("guest", "Start").click()
    await sight.button("guest", "Block the bot").click()
    await sight.button("guest", "Restart").click()

    await expect(sight.phone("guest").get_by_text("Good evening!")).to_have_count(2)


async def test_alerts_copies_and_raw_json(sight: Sight) -> None:
    await sight.button("guest", "Start").click()
    await sight.button("guest", "Copy the code").click()
    await expect(sight.phone("guest").get_by_role("status")).to_have_text("Copied: 7K2M-X94T-QBX")
    message = sight.phone("guest").locator(".message[data-from=bot]").last
    await message.hover()
    await expect(message.get_by_role("button", name="Raw JSON")).to_be_hidden()
    await sight.page.get_by_role("button", name="Developer view").click()
    await message.get_by_role("button", name="Raw JSON").click()
    await expect(message.locator(".json")).to_contain_text('"is_bot": true')
    await sight.button("guest", "Cancel").click()
    await sight.phone("guest").get_by_role("alertdialog").get_by_role("button", name="OK").click()

    await expect(sight.phone("guest").get_by_text("edited")).to_be_visible()


async def test_time_trouble_and_requests(sight: Sight, client: SandboxClient) -> None:
    page = sight.page
    await page.get_by_role("button", name="One hour later").click()
    await page.get_by_role("button", name="Faults").click()
    await page.get_by_role("button", name="429 Too Many Requests, once").click()
    await expect(page.get_by_text("1 waiting to strike")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Requests", exact=True).click()
    await sight.button("guest", "Start").click()
    await expect(page.locator(".request[data-method=sendMessage] .status.bad")).to_have_text("429")
    await sight.picture("requests")

    assert 3600 <= (await client.get("/sandbox/clock"))["offset"] < 3610


async def test_an_open_list_of_faults_hears_of_new_ones(
    sight: Sight, client: SandboxClient
) -> None:
    await sight.page.get_by_role("button", name="Faults").click()
    await client.add_fault("server_error", method="sendVoice", count=1)

    await expect(sight.page.get_by_text("1 waiting to strike")).to_be_visible()


async def test_the_clock_is_set_to_a_date(sight: Sight, client: SandboxClient) -> None:
    page = sight.page
    await page.get_by_role("button", name="Clock", exact=True).click()
    await page.get_by_label("Date and time").fill("2030-07-01T09:30")
    await page.get_by_role("button", name="Set", exact=True).click()
    await expect(page.get_by_role("button", name="Clock", exact=True)).to_contain_text(
        "1 Jul, 09:30"
    )

    assert (await client.get("/sandbox/clock"))["now"].startswith("2030-07-01T06:30")


async def test_words_are_edited_after_the_fact(sight: Sight, client: SandboxClient) -> None:
    await sight.button("guest", "Start").click()
    box = sight.phone("guest").get_by_label("Message", exact=True)
    await box.fill("tabel")
    await box.press("Enter")
    mine = sight.phone("guest").locator(".message[data-from=person]").last
    await expect(mine).to_contain_text("tabel")
    await sight.page.get_by_role("button", name="Developer view").click()
    await mine.hover()
    await mine.get_by_role("button", name="Edit message").click()
    await box.fill("table")
    await box.press("Enter")

    await expect(mine).to_contain_text("table")
    await expect(mine).to_contain_text("edited")


async def test_inline_mode(sight: Sight) -> None:
    await sight.button("guest", "Start").click()
    await sight.phone("guest").get_by_label("Message", exact=True).fill("@hereabouts_bot coffee")
    await sight.phone("guest").get_by_role("button", name="Kahvila Aurora Coffee").click()

    await expect(sight.phone("guest").get_by_text("via @hereabouts_bot")).to_be_visible()


async def test_on_a_small_screen_one_phone_at_a_time(sight: Sight) -> None:
    await sight.page.set_viewport_size({"width": 390, "height": 844})
    await expect(sight.phone("merchant")).to_be_hidden()
    await sight.page.get_by_role("tab", name="Merchant").click()
    await expect(sight.phone("merchant")).to_be_visible()
    await sight.button("merchant", "Start").click()
    await expect(sight.phone("merchant").get_by_text("Good evening!")).to_be_visible()
    await sight.picture("small")


async def test_the_page_reads_codes_of_every_common_size(sight: Sight) -> None:
    script = """async ([bytes]) => {
        const { readQr } = await import(new URL('page/js/qr.js', location.href));
        const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: 'image/png'}));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const pen = canvas.getContext('2d');
        pen.drawImage(image, 0, 0);
        return readQr(pen.getImageData(0, 0, image.width, image.height).data, image.width, image.height);
    }"""
    for length in (5, 20, 40, 64, 100, 150):
        text = f"https://t.me/b?start={'aZ09_-' * 30}"[: 21 + length]
        assert await sight.page.evaluate(script, [list(qr(text))]) == text


async def test_the_page_carries_no_other_hosts(sight: Sight) -> None:
    names = await sight.page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name)"
    )

    assert all(name.startswith("http://127.0.0.1") for name in names)


async def test_files_outside_the_page_are_not_served(stage: Stage) -> None:
    for path in ("/page/../settings.py", "/page/%2e%2e/settings.py", "/page/nothing.js"):
        async with stage.api.session.get(stage.url + path) as response:
            assert response.status == 404
