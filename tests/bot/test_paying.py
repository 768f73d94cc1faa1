"""Paying through the channel, with the whole product: asked in time, recorded first, told at once."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Connection, select

from bot.commands.inviting import link
from bot.dialogue import whole_dialogue
from bot.reading_settings import Secret
from bot.telegram.incoming import Checkout
from catalog import seeding
from catalog.lists import merchants_for_operator
from chat.event import Sender
from database.door import open_database
from orders.money import applying, capturing, paying
from payments.models import payment_events
from people import inviting
from people.joining import Membership
from people.rights import Role
from sandbox import invoices
from sandbox.client import Shown
from sandbox.currencies import Currency
from tests.bot.conftest import World
from tests.making import Market

STAFF = 2001


@pytest.fixture
def market(world: World) -> World:
    world.dialogue = whole_dialogue()
    return world


async def book(world: World) -> Shown:
    """The guest stands before an invoice, and one of the staff has a phone in hand."""
    await stand_before_paying(world)
    return await world.guest.wait_for(lambda shown: shown.invoice_link is not None)


async def ask_for_the_invoice(world: World) -> Shown:
    """Where Telegram makes no link, the invoice comes as a message."""
    await no_links(world)
    await stand_before_paying(world)
    await press(world, "Pay")
    return await world.guest.wait_for(lambda shown: shown.invoice is not None)


async def no_links(world: World) -> None:
    await world.client.add_fault("server_error", method="createInvoiceLink")


async def stand_before_paying(world: World) -> None:
    sign = "€" if world.settings.currency == "EUR" else "⭐"
    async with open_database(world.settings.database_url) as database:
        merchant, token = await database.write(lambda connection: open_town(connection, world))
    clerk = world.client.person(STAFF)
    await clerk.open(link("hereabouts_bot", token))
    await clerk.wait_for("Join the staff of")
    await clerk.press("✅ Accept")
    guest = world.guest
    await guest.start()
    await guest.wait_for("Find a place")
    await guest.say(merchant)
    await press(world, merchant)
    await press(world, sign)
    await press(world, "Tomorrow")
    await press(world, ":")


def open_town(connection: Connection, world: World) -> tuple[str, str]:
    now = world.sandbox.clock.now()
    seeding.seed(connection, now, world.settings.currency, most=1)
    merchant = merchants_for_operator(connection, limit=1)[0]
    return merchant.name, inviting.invite_from_outside(
        connection, Membership(Role.OWNER, merchant.id), now
    )


async def press(world: World, part: str) -> None:
    """The first button with these words on the guest's last page, once the turn before is over."""
    await world.turns_over()
    page = await world.guest.wait_for(lambda shown: any(part in each for each in shown.labels))
    label = next(each for each in page.labels if part in each)
    assert (await world.guest.press(label, message=page.id))["answered"]


async def test_an_amount_that_is_refused_after_all_is_said_in_words(
    market: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram's limits follow the rates of the day, ours do not."""
    today = Currency("EUR", 2, 100_000, 1_000_000)
    async with market.bot():
        await no_links(market)
        await stand_before_paying(market)
        monkeypatch.setattr(invoices, "find_currency", lambda _code: today)
        await press(market, "Pay")

        told = await market.guest.wait_for("can't be paid at once")

        assert "went wrong" not in told.text


async def test_a_payment_brings_the_code_and_tells_the_staff_at_once(
    market: World, only_bells_wake: None
) -> None:
    async with market.bot():
        await book(market)

        assert (await market.guest.pay())["status"] == "paid"

        voucher = await market.guest.wait_for("Your code:")
        await market.client.person(STAFF).wait_for("New booking")
        assert voucher.raw["photo"]
        assert voucher.buttons[0]["copy_text"]["text"] in voucher.text


@pytest.mark.parametrize("trouble", ["server_error", "lost_request", "lost_answer"])
async def test_a_yes_that_does_not_get_through_is_said_again(market: World, trouble: str) -> None:
    async with market.bot():
        await book(market)
        await market.client.add_fault(trouble, method="answerPreCheckoutQuery", count=1)

        assert (await market.guest.pay())["status"] == "paid"


async def test_a_wrong_provider_token_is_named_in_the_log_and_the_guest_is_told(
    world: World,
) -> None:
    world.dialogue = whole_dialogue()
    world.settings = replace(
        world.settings, telegram_provider_token=Secret("1:LIVE:of-another-bot")
    )
    async with world.bot():
        await stand_before_paying(world)
        await press(world, "Pay")
        told = await world.guest.wait_for("Something went wrong")

    assert told.labels == ["🏠 Home"]
    (logged,) = [each for each in world.lines.events() if "why" in each]
    assert "HEREABOUTS_TELEGRAM_PROVIDER_TOKEN" in str(logged["event"])
    assert "payment_provider_invalid" in str(logged["why"])


@pytest.mark.both_engines
async def test_a_payment_told_of_twice_brings_one_code(market: World) -> None:
    async with market.bot():
        await book(market)
        await market.client.add_fault("duplicate_update", method="message", count=1)

        await market.guest.pay()
        await market.guest.wait_for("Your code:")

        assert sum("Your code:" in text for text in await market.texts()) == 1


async def test_an_invoice_whose_hold_lapsed_goes_away(market: World) -> None:
    async with market.bot():
        invoice = await ask_for_the_invoice(market)
        await market.client.advance(3 * 3600)

        async with asyncio.timeout(10):
            chat = await market.guest.chat()
            while invoice.id in [each.id for each in chat.messages]:
                await market.guest.chat(chat.seq, timeout=10)
                chat = await market.guest.chat()


def checkout(payload: str) -> Checkout:
    guest = Sender("telegram", "1001", "1001", "Aino", None, "en")
    return Checkout(1, guest, "4711", payload, 3800, "EUR")


async def test_a_checkout_that_nobody_asked_for_is_refused_with_a_sentence(market: World) -> None:
    async with market.bot() as app:
        await market.guest.start()
        await market.guest.wait_for("Find a place")

        await app.payments.check(checkout("forged"))

        (answer,) = await market.client.requests(method="answerPreCheckoutQuery")
        assert answer["parameters"]["ok"] is False
        assert answer["parameters"]["error_message"]


async def test_a_checkout_in_doubt_is_refused_in_time(
    market: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stuck(*_args: object, **_more: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.payments.PATIENCE", 0.05)
    async with market.bot() as app:
        with monkeypatch.context() as trouble:
            trouble.setattr(type(app.database), "write", stuck)
            await app.payments.check(checkout("whatever"))

        (answer,) = await market.client.requests(method="answerPreCheckoutQuery")
        assert answer["parameters"]["ok"] is False
        assert "try again" in answer["parameters"]["error_message"]


@pytest.mark.parametrize("also", [False, True])
async def test_a_bug_in_recording_leaves_telegrams_word_with_the_operators(
    market: World, monkeypatch: pytest.MonkeyPatch, *, also: bool
) -> None:
    """Or with Telegram, where even that fails: then it says so again."""

    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    async with market.bot() as app:
        await book(market)
        with monkeypatch.context() as bug:
            bug.setattr(capturing, "capture", broken)
            if also:
                bug.setattr(capturing, "set_aside", broken)
            await market.guest.pay()
            await wait_for_log(market, "set aside" if also else "could not be recorded")
        if also:
            await market.guest.wait_for("Your code:")
        else:
            await market.texts()

        events = await app.database.read(
            lambda connection: connection.execute(
                select(payment_events.c.state, payment_events.c.payment_id.is_(None))
            ).all()
        )
        assert [tuple(each) for each in events] == [
            ("applied", False) if also else ("parked", True)
        ]
        if not also:
            now = app.clock.now()
            await app.database.write(lambda connection: again(connection, now))
            await app.payments.apply(1)
            await market.guest.wait_for("Your code:")


def again(connection: Connection, now: datetime) -> bool:
    operator = Market(connection, now).operator()
    return paying.try_again(connection, 1, operator, now)


async def wait_for_log(world: World, words: str) -> None:
    async with asyncio.timeout(10):
        while not any(words in str(each["event"]) for each in world.lines.events()):
            await world.client.quiet(timeout=0.2)


async def test_a_bug_in_applying_parks_the_payment_and_loses_nothing(
    market: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise ZeroDivisionError

    async with market.bot() as app:
        await book(market)
        monkeypatch.setattr(applying, "apply", broken)
        await market.guest.pay()
        await market.texts()

        states = await app.database.read(
            lambda connection: connection.execute(select(payment_events.c.state)).scalars().all()
        )
        assert states == ["parked"]
        assert any(each["event"] == "a payment is parked" for each in market.lines.events())
