"""A link to an invoice may be opened by anybody at any time: what is stale or strange pays nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.app import App
from bot.dialogue import whole_dialogue
from catalog.models import merchants
from orders import auditing
from orders.course import cancelling
from orders.models import orders
from payments.models import payments, refunds
from sandbox.client import Shown
from tests.bot.conftest import World
from tests.bot.test_paying import book, press, stand_before_paying

STRANGER = 3001


@pytest.fixture
def market(world: World) -> World:
    world.dialogue = whole_dialogue()
    return world


def link_on(page: Shown) -> str:
    assert page.invoice_link is not None
    return page.invoice_link


async def counted(app: App) -> tuple[int, int, int]:
    """(charges, refunds, breaches of the audit)."""
    now = app.clock.now()

    def read(connection: Connection) -> tuple[int, int, int]:
        charged = select(func.count()).where(payments.c.captured > 0)
        returned = select(func.count()).select_from(refunds)
        return (
            connection.execute(charged).scalar_one(),
            connection.execute(returned).scalar_one(),
            len(auditing.audit(connection, now)),
        )

    return await app.database.read(read)


async def test_one_press_opens_the_sheet(market: World) -> None:
    """The press tells the bot nothing: the money is asked for already."""
    async with market.bot() as app:
        page = await book(market)

        sheet = await market.guest.press("Pay", message=page.id)

        assert sheet["link"] == link_on(page)
        assert sheet["invoice"]["currency"] == "EUR"
        assert (await market.guest.pay(link=link_on(page)))["status"] == "paid"
        await market.guest.wait_for("Your code:")
        assert await market.called("sendInvoice") == 0
        assert await counted(app) == (1, 0, 0)


async def test_the_page_that_pays_goes_when_it_is_paid(market: World) -> None:
    async with market.bot():
        page = await book(market)
        await market.guest.pay(link=link_on(page))
        await market.guest.wait_for("Your code:")

        await market.gone("Held for you until")


async def test_a_page_that_is_shown_again_has_the_same_link(market: World) -> None:
    async with market.bot():
        page = await book(market)
        await market.guest.say("by the window, please")
        await market.guest.wait_for("Is that a note")
        await market.guest.press("📝 It's a note")

        again = await market.guest.wait_for("by the window, please")

        assert again.invoice_link == page.invoice_link
        assert await market.called("createInvoiceLink") == 1


@pytest.mark.parametrize("trouble", ["server_error", "lost_request", "too_many_requests"])
async def test_where_no_link_is_made_the_invoice_comes_as_a_message(
    market: World, trouble: str
) -> None:
    async with market.bot() as app:
        await market.client.add_fault(trouble, method="createInvoiceLink", retry_after=3)
        await stand_before_paying(market)
        await press(market, "Pay")
        invoice = await market.guest.wait_for(lambda shown: shown.invoice is not None)

        assert (await market.guest.pay(message_id=invoice.id))["status"] == "paid"

        await market.guest.wait_for("Your code:")
        assert await counted(app) == (1, 0, 0)


async def test_a_link_that_takes_too_long_holds_up_no_page(
    market: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.invoice_links.PATIENCE", 0.05)
    async with market.bot():
        await market.client.add_fault("delay", method="createInvoiceLink", seconds=5)
        await stand_before_paying(market)

        page = await market.guest.wait_for("Held for you until")

        assert page.invoice_link is None
        assert any(label.startswith("Pay ") for label in page.labels)


async def lapses(market: World, _app: App) -> None:
    await market.client.advance(timedelta(minutes=11).total_seconds())


async def gives_up(market: World, _app: App) -> None:
    await press(market, "Never mind")
    assert await market.client.quiet()


async def costs_more(_market: World, app: App) -> None:
    """As when the same time is asked for again for two."""

    def change(connection: Connection) -> None:
        order = connection.execute(select(orders)).one()
        connection.execute(orders.update().values(seats=order.seats * 2, total=order.total * 2))

    await app.database.write(change)


async def closes(_market: World, app: App) -> None:
    await app.database.write(lambda c: c.execute(merchants.update().values(state="suspended")))


async def is_paid(market: World, _app: App) -> None:
    assert (await market.guest.pay())["status"] == "paid"
    await market.guest.wait_for("Your code:")


async def is_cancelled(market: World, app: App) -> None:
    await is_paid(market, app)
    now = app.clock.now()

    def cancel(connection: Connection) -> None:
        order = connection.execute(select(orders)).one()
        cancelling.cancel_by_guest(connection, order.id, order.guest_id, now)

    await app.database.write(cancel)


@pytest.mark.parametrize(
    ("happens", "why", "charges"),
    [
        (lapses, "Your time to pay is up", 0),
        (gives_up, "Your time to pay is up", 0),
        (costs_more, "This invoice is outdated", 0),
        (closes, "", 0),
        (is_paid, "already booked", 1),
        (is_cancelled, "already booked", 1),
    ],
)
async def test_a_stale_link_pays_nothing(
    market: World,
    happens: Callable[[World, App], Awaitable[None]],
    why: str,
    charges: int,
) -> None:
    async with market.bot() as app:
        page = await book(market)
        await happens(market, app)

        told = await market.guest.pay(link=link_on(page))

        assert told["status"] == "refused"
        assert why in told["reason"]
        assert (await counted(app))[0] == charges


@pytest.mark.parametrize("known", [True, False])
async def test_nobody_else_pays_by_the_link(market: World, *, known: bool) -> None:
    async with market.bot() as app:
        page = await book(market)
        other = market.client.person(STRANGER)
        if known:
            await other.start()
            await other.wait_for("Find a place")

        told = await other.pay(link=link_on(page))

        assert (told["status"], told["reason"]) == ("refused", "This invoice is not yours.")
        assert await counted(app) == (0, 0, 0)
        assert (await market.guest.pay(link=link_on(page)))["status"] == "paid"


@pytest.mark.both_engines
async def test_what_is_paid_twice_at_once_books_once_and_goes_back_once(market: World) -> None:
    """Two devices, one link: both were told that they may."""
    async with market.bot() as app:
        page = await book(market)

        told = await market.guest.pay("pays_twice", link=link_on(page))

        await market.guest.wait_for("You paid twice")
        assert await market.client.quiet()
        paid = sum(each["status"] == "paid" for each in told["payments"])
        assert await counted(app) == (paid, paid - 1, 0)


async def test_money_that_comes_by_the_link_when_the_time_is_gone_goes_back(market: World) -> None:
    async with market.bot() as app:
        page = await book(market)
        await market.guest.pay("late", link=link_on(page), after=3 * 24 * 3600)

        await market.client.advance(3 * 24 * 3600 + 1)

        await market.guest.wait_for("arrived after your time was released")
        assert await market.client.quiet()
        assert await counted(app) == (1, 1, 0)


@pytest.mark.both_engines
async def test_what_only_the_provider_knows_is_found_in_its_books(market: World) -> None:
    async with market.bot() as app:
        page = await book(market)
        await market.guest.pay("unheard", link=link_on(page))
        await market.client.advance(timedelta(minutes=9).total_seconds())

        await market.guest.wait_for("Your code:")
        assert await counted(app) == (1, 0, 0)
