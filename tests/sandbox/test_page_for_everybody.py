"""The page on any width, in the holder's own language, and for somebody who was told nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, expect

from sandbox.client import SandboxClient
from sandbox.control import watching
from sandbox.server import Sandbox, Settings, running
from sandbox.settings import TourStep
from tests.browsing import CHROMIUM, window
from tests.sandbox.harness import GUEST, MERCHANT, Api
from tests.sandbox.toy_bot import ToyBot

TOUR = (
    TourStep("guest", "Book a table", "Start, then pay.", lights=("book", "pays")),
    TourStep("merchant", "Say good day", "Start it.", until="cancel"),
)
WIDTHS = (360, 390, 820, 1024, 1280, 1600)
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
CUT = """() => [...document.querySelectorAll("button, select")].filter((node) => {
    if (!node.offsetParent) return false;
    const { left, right } = node.getBoundingClientRect();
    const room = (node.closest(".station") || document.documentElement).getBoundingClientRect();
    return left < room.left - 1 || right > room.right + 1;
}).map((node) => node.getAttribute("aria-label") || node.textContent)"""

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@dataclass(frozen=True)
class Visit:
    """The page, and the sandbox behind it."""

    page: Page
    world: Sandbox
    client: SandboxClient

    def phone(self, name: str) -> Locator:
        return self.page.locator(f"[data-phone={name}]")

    def button(self, phone: str, name: str) -> Locator:
        return self.phone(phone).get_by_role("button", name=name)


@pytest.fixture(scope="module")
async def stage() -> AsyncIterator[tuple[Sandbox, str, SandboxClient]]:
    world = Sandbox(Settings(tour=TOUR))
    async with (
        running(world) as url,
        aiohttp.ClientSession() as session,
        SandboxClient(url) as client,
    ):
        bot = asyncio.get_running_loop().create_task(ToyBot(Api(session, url)).run())
        yield world, url, client
        bot.cancel()
        with suppress(asyncio.CancelledError):
            await bot


@pytest.fixture
async def visit(
    stage: tuple[Sandbox, str, SandboxClient], chromium: Browser
) -> AsyncIterator[Visit]:
    world, url, client = stage
    await client.quiet(timeout=5, still=0.05)
    world.reset()
    async with window(chromium) as page:
        await page.goto(f"{url}/?theme=light")
        await page.wait_for_selector("html[data-ready]")
        yield Visit(page, world, client)


async def test_nothing_is_cut_at_any_width(visit: Visit) -> None:
    for width in WIDTHS:
        await visit.page.set_viewport_size({"width": width, "height": 844})
        await visit.page.evaluate(DRAWN)

        assert await visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert await visit.page.evaluate(CUT) == [], width


async def test_what_hangs_from_the_bar_is_within_reach_on_a_phone(visit: Visit) -> None:
    await visit.page.set_viewport_size({"width": 390, "height": 700})
    for name in ("Faults", "Start over", "Clock"):
        await visit.page.get_by_role("button", name=name, exact=True).click()
        box = await visit.page.get_by_role("dialog").bounding_box()

        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] + box["height"] <= 700
        await visit.page.keyboard.press("Escape")


async def test_every_tab_of_a_small_screen_has_its_phone(visit: Visit) -> None:
    """Also where a wide one shows fewer: the number of phones is chosen there only."""
    await visit.page.get_by_role("button", name="1 phone", exact=True).click()
    await expect(visit.phone("operator")).to_be_hidden()

    await visit.page.set_viewport_size({"width": 390, "height": 844})
    await visit.page.get_by_role("tab", name="Operator").click()

    await expect(visit.phone("operator")).to_be_visible()


async def test_escape_is_heard_after_the_pressed_key_was_disabled(visit: Visit) -> None:
    await visit.button("guest", "Start").click()
    await visit.button("guest", "Book a table").click()
    await visit.button("guest", "Pay €25.00").click()
    sheet = visit.phone("guest").get_by_role("dialog", name="Checkout")
    await sheet.get_by_role("button", name="Paid an hour late").click()
    await expect(sheet.get_by_role("status")).to_contain_text("on its way")
    await visit.page.keyboard.press("Escape")

    await expect(sheet).to_have_count(0)


async def test_the_phone_speaks_as_its_holder(visit: Visit) -> None:
    await visit.phone("guest").get_by_label("Language of the guest phone").select_option("zh-hans")
    await visit.button("guest", "开始").click()
    await visit.phone("merchant").get_by_label("Language of the merchant phone").select_option("ar")
    await visit.button("merchant", "ابدأ").click()

    await expect(visit.phone("guest").get_by_text("今天")).to_be_visible()
    await expect(visit.phone("guest").get_by_role("textbox", name="消息")).to_be_visible()
    await expect(visit.phone("merchant").get_by_text("اليوم")).to_be_visible()
    await visit.button("merchant", "إرفاق").click()
    attached = visit.phone("merchant").get_by_role("dialog")
    await expect(attached).to_have_css("direction", "rtl")


async def test_a_greeting_is_drawn_anew_in_another_language(visit: Visit) -> None:
    visit.world.profile.descriptions.update({"": "Book here.", "zh": "在这里预订。"})
    await visit.page.reload()
    await visit.page.wait_for_selector("html[data-ready]")
    await expect(visit.phone("guest").get_by_text("Book here.")).to_be_visible()
    await visit.client.person(GUEST).speak("zh-hans")

    await expect(visit.phone("guest").get_by_text("在这里预订。")).to_be_visible()


async def test_who_types_goes_on_typing_when_the_phone_is_drawn_anew(visit: Visit) -> None:
    await visit.button("guest", "Start").click()
    await visit.phone("guest").get_by_role("textbox", name="Message").fill("Tea")
    await visit.client.person(GUEST).speak("zh-hans")

    drawn = visit.phone("guest").get_by_role("textbox", name="消息")
    await expect(drawn).to_be_focused()
    await visit.page.keyboard.type(" for two")
    await expect(drawn).to_have_value("Tea for two")


async def test_languages_that_the_bot_does_not_speak_are_marked(visit: Visit) -> None:
    visit.world.profile.descriptions.update({"": "Book here.", "zh": "在这里预订。"})
    await visit.page.reload()
    await visit.page.wait_for_selector("html[data-ready]")
    groups = visit.phone("guest").locator("select optgroup")

    await expect(groups.first.locator("option")).to_have_text(["English", "简体中文", "繁體中文"])
    assert await groups.last.get_attribute("label") == "The bot answers in English"


async def test_the_strip_leads_from_phone_to_phone(visit: Visit) -> None:
    steps = visit.page.get_by_role("region", name="What to try").get_by_role("listitem")
    await expect(steps.nth(0)).to_have_attribute("aria-current", "step")
    await expect(visit.button("guest", "Start")).to_have_class("wide-action lit")
    await visit.button("guest", "Start").click()
    await expect(visit.button("guest", "Book a table")).to_have_class("key primary lit")
    await visit.button("guest", "Book a table").click()
    await visit.button("guest", "Pay €25.00").click()
    sheet = visit.phone("guest").get_by_role("dialog", name="Checkout")
    await sheet.get_by_role("button", name="Pay €25.00").click()

    await expect(steps.nth(1)).to_have_attribute("aria-current", "step")
    await visit.button("merchant", "Start").click()
    await visit.button("merchant", "Cancel").click()
    await expect(visit.page.get_by_text("That was the whole chain.")).to_be_visible()
    await visit.page.get_by_role("button", name="Hide this strip").click()
    await expect(steps).to_have_count(0)


async def test_a_key_with_an_invoices_link_opens_the_sheet(visit: Visit) -> None:
    """Its payment ends the step as any other."""
    steps = visit.page.get_by_role("region", name="What to try").get_by_role("listitem")
    await visit.button("guest", "Start").click()
    await visit.phone("guest").get_by_role("textbox", name="Message").fill("link")
    await visit.page.keyboard.press("Enter")
    await expect(visit.button("guest", "Pay €25")).to_have_class("key lit")
    await visit.button("guest", "Pay €25").click()
    sheet = visit.phone("guest").get_by_role("dialog", name="Checkout")
    await expect(sheet).to_contain_text("Kahvila Aurora")
    await sheet.get_by_role("button", name="Pay €25.00").click()

    await expect(visit.phone("guest").get_by_text("You are booked.")).to_be_visible()
    await expect(visit.phone("guest").get_by_text("late payment")).to_have_count(0)
    await expect(steps.nth(1)).to_have_attribute("aria-current", "step")
    await visit.button("guest", "You paid €25.00").click()
    receipt = visit.phone("guest").get_by_role("dialog", name="Receipt")
    await expect(receipt.get_by_role("button", name="Ask the bank for it back")).to_be_visible()


async def test_starting_over_brings_the_strip_back(visit: Visit) -> None:
    await visit.page.get_by_role("button", name="Hide this strip").click()
    await visit.page.get_by_role("button", name="Start over").click()
    await visit.page.get_by_role("button", name="Forget").click()

    await expect(visit.page.get_by_role("region", name="What to try")).to_be_visible()
    assert not visit.world.chats[MERCHANT].started


async def test_what_is_shared_opens_on_the_phone_of_whom_it_is_sent_to(visit: Visit) -> None:
    await visit.button("guest", "Start").click()
    await visit.phone("guest").get_by_role("textbox", name="Message").fill("share")
    await visit.page.keyboard.press("Enter")
    await visit.button("guest", "Send it on").click()
    await visit.phone("guest").get_by_role("dialog").get_by_role("button", name="Kim").click()

    await expect(visit.phone("merchant").get_by_text("is good")).to_be_visible()


@pytest.fixture
def quick_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a beat tells that a page is closed; the next is due by what holds when it opens."""
    monkeypatch.setattr(watching, "HEARTBEAT", 0.01)


async def test_a_page_that_is_closed_is_no_error(
    quick_heartbeat: None, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    address = visit.page.url.partition("?")[0]
    await visit.page.close()
    async with aiohttp.ClientSession() as session:
        answer = await session.get(f"{address}sandbox/events")
        await answer.content.readline()
        answer.close()
    async with asyncio.timeout(20):
        while visit.world.hub.watched:  # noqa: ASYNC110 - nobody is told when the last one leaves
            await asyncio.sleep(0.01)

    assert [each for each in caplog.records if each.levelname == "ERROR"] == []


async def test_the_phone_that_is_due_goes_to_whoever_hears_of_a_payment(visit: Visit) -> None:
    """Such as the keeper of another shop than the one whose phone lies there."""
    await visit.client.post(
        "/sandbox/people", {"id": 2002, "first_name": "Saaga", "language_code": "en"}
    )
    await visit.client.person(2002).start()
    await visit.button("guest", "Start").click()
    await visit.button("guest", "Book a table").click()
    await visit.client.person(GUEST).wait_for(lambda shown: shown.invoice is not None)
    await visit.client.person(GUEST).pay("pays")
    await expect(visit.page.locator(".tour .done")).to_have_count(1)

    await visit.client.person(2002).say("what is new?")

    await expect(visit.phone("merchant")).to_have_attribute("data-person", "2002")


async def test_the_box_for_words_shines_once_the_bot_has_answered(chromium: Browser) -> None:
    """Words that come before it would be heard as something else."""
    step = TourStep("guest", "Say something", "Write a line.", lights=("words",), until="sent")
    async with (
        running(Sandbox(Settings(tour=(step,)))) as url,
        aiohttp.ClientSession() as session,
        window(chromium) as page,
    ):
        await page.goto(f"{url}/?theme=light")
        guest = page.locator("[data-phone=guest]")
        box, lit = guest.get_by_role("textbox", name="Message"), guest.locator(".lit")
        await guest.get_by_role("button", name="Start").click()
        await expect(guest.locator(".message")).to_have_count(1)
        await expect(lit).to_have_count(0)

        await Api(session, url).call("sendMessage", chat_id=GUEST, text="What shall it say?")
        await expect(box).to_have_class("lit")
        await box.fill("Two for one")
        await box.press("Enter")
        await expect(guest.locator(".message")).to_have_count(3)
        await expect(lit).to_have_count(0)


async def test_the_sheet_of_an_invoice_that_is_taken_back_closes(visit: Visit) -> None:
    await visit.button("guest", "Start").click()
    await visit.button("guest", "Book a table").click()
    await visit.button("guest", "Pay €25.00").click()
    sheet = visit.phone("guest").get_by_role("dialog", name="Checkout")
    await expect(sheet).to_be_visible()
    shown = visit.client.person(GUEST)
    invoice = await shown.wait_for(lambda message: message.invoice is not None)

    async with aiohttp.ClientSession() as session:
        api = Api(session, str(visit.page.url).partition("/?")[0])
        await api.call("deleteMessage", chat_id=GUEST, message_id=invoice.id)

    await expect(sheet).to_have_count(0)
