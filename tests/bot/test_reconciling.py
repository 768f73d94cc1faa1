"""What a provider knows reaches us, though nobody told us: its books are read to their end."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.books import Books
from bot.telegram.providers import SandboxCards, Stars
from bot.workers.reconciling import Reconciling
from orders.auditing import audit
from payments.models import disputes, payment_events, payments, refunds
from tests.bot.conftest import World
from tests.bot.test_paying import STAFF, book, market, press

__all__ = ["market"]


async def charge(app: App) -> str:
    found = await app.database.read(
        lambda c: c.execute(select(payments.c.charge_id)).scalars().all()
    )
    return str(found[-1])


async def rows(app: App, *columns: Any) -> Sequence[Any]:
    return await app.database.read(lambda c: c.execute(select(*columns)).all())


async def all_holds(app: App) -> bool:
    now = app.clock.now()
    return await app.database.read(lambda c: audit(c, now), snapshot=True) == []


async def test_a_payment_that_nobody_told_of_brings_its_code(market: World) -> None:
    async with market.bot() as app:
        await book(market)
        assert (await market.guest.pay("unheard"))["status"] == "paid"

        await market.client.advance(10)

        await market.guest.wait_for("Your code:")
        await market.client.person(STAFF).wait_for("New booking")
        assert await all_holds(app)


async def test_a_dispute_freezes_the_code_until_the_bank_takes_the_money(market: World) -> None:
    async with market.bot() as app:
        await book(market)
        await market.guest.pay()
        await market.guest.wait_for("Your code:")
        wish = {"charge_id": await charge(app)}
        await market.client.post("/sandbox/disputes", wish)
        await market.client.advance(10)
        await market.guest.wait_for("Your bank is disputing this payment")

        await market.client.post("/sandbox/disputes", {**wish, "outcome": "lost", "fee": 1500})
        await market.client.advance(10)

        await market.guest.wait_for("Your bank reversed the payment")
        assert await rows(app, refunds.c.reason, refunds.c.state) == [("dispute", "done")]
        assert await rows(app, disputes.c.fee, disputes.c.fee_currency) == [(1500, "EUR")]
        assert await all_holds(app)


async def test_a_refund_waits_for_the_bank_and_is_made_when_it_leaves_the_payment(
    market: World,
) -> None:
    async with market.bot() as app:
        await book(market)
        await market.guest.pay()
        await market.guest.wait_for("Your code:")
        wish = {"charge_id": await charge(app)}
        await market.client.post("/sandbox/disputes", wish)
        await market.client.advance(10)
        await market.guest.wait_for("Your bank is disputing this payment")
        await press(market, "View booking")
        await press(market, "Cancel")
        await press(market, "Yes")
        await market.guest.wait_for("requested")
        await market.texts()
        assert await market.called("refund") == 0

        await market.client.post("/sandbox/disputes", {**wish, "outcome": "won"})
        await market.client.advance(10)

        await market.guest.wait_for("refunded; your bank")
        assert await market.called("refund") == 1
        assert await all_holds(app)


async def test_books_that_can_not_be_read_are_read_later_and_nothing_is_taken_twice(
    market: World,
) -> None:
    async with market.bot() as app:
        await book(market)
        await market.guest.pay()
        await market.guest.wait_for("Your code:")
        cards = SandboxCards(market.url, app.http)
        reading = Reconciling(Books(app.database, app.payments, app.clock), cards, app.log)
        await market.client.add_fault("server_error", method="books", count=1)
        await reading.work()
        async with asyncio.TaskGroup() as group:
            for _ in range(3):
                group.create_task(reading.work())

        assert await rows(app, payment_events.c.kind, payment_events.c.state) == [
            ("paid", "applied")
        ]


@pytest.mark.parametrize("back", [False, True])
async def test_stars_are_found_in_telegrams_own_list(market: World, *, back: bool) -> None:
    market.settings = replace(market.settings, currency="XTR")
    async with market.bot() as app:
        await book(market)
        assert (await market.guest.pay("unheard"))["status"] == "paid"
        stars = Stars(app.bot)
        reading = Reconciling(Books(app.database, app.payments, app.clock), stars, app.log)
        await reading.work()
        await market.guest.wait_for("Your code:")
        if back:
            await app.bot.refund_star_payment(market.guest.id, await charge(app))
            await reading.work()
            await market.guest.wait_for("Your payment was returned to you")
        await reading.work()

        kinds = await rows(app, payment_events.c.kind)
        assert [row.kind for row in kinds] == (["paid", "refunded"] if back else ["paid"])
        assert await all_holds(app)
