"""Whoever presses nothing but what is lit gets through the demo's three steps."""

from contextlib import suppress

from playwright.async_api import Error, Page

from tests.browsing import Phones

MOST = 60
"""Presses for the whole chain, with much room."""

SOON = 10_000

LIT = """() => [...document.querySelectorAll(".lit, .sheet")]
    .map((node) => node.textContent || node.ariaLabel || node.placeholder).join()
    + document.querySelector(".tour")?.textContent"""


async def follow(page: Page) -> None:
    """One press on what is lit, or on what the sheet above it asks for; a sheet may close by itself."""
    before = await page.evaluate(LIT)
    sheet = page.locator(".sheet button.solid:enabled, .sheet [role=listitem]")
    lit = page.locator(".lit:visible").first
    with suppress(Error):
        if await sheet.count():
            await sheet.first.click(timeout=SOON)
        elif await lit.evaluate("node => node.tagName", timeout=SOON) == "TEXTAREA":
            await lit.fill("Two for one this week!")
            await lit.press("Enter")
        else:
            await lit.click(timeout=SOON)
        await page.wait_for_function(f"before => ({LIT})() !== before", arg=before, timeout=SOON)


async def follow_the_lit_keys(phones: Phones) -> None:
    """Through the whole chain, as the page leads."""
    over = phones.page.locator(".tour [role=status]")
    for _ in range(MOST):
        if await over.count():
            break
        await follow(phones.page)

    await over.wait_for()
    await phones.operator.sees("The promotion has been sent")
