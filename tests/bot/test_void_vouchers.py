"""A code that is void is gone from the message that showed it: as text, to copy and as a picture."""

import pytest
from sqlalchemy import Connection, select

from bot.dialogue import whole_dialogue
from bot.telegram import uploads
from handlers.crossed_out import crossed_out
from orders.course import cancelling
from orders.models import orders
from people.models import staff
from sandbox.client import Shown
from tests.bot.conftest import World
from tests.bot.test_paying import book, press


@pytest.fixture
def market(world: World) -> World:
    world.dialogue = whole_dialogue()
    return world


async def test_a_cancelled_voucher_keeps_neither_its_code_nor_its_picture(market: World) -> None:
    async with market.bot():
        voucher, void = await cancelled(market)

        assert voucher.buttons[0]["copy_text"]["text"] not in void.text
        assert not [each for each in void.buttons if "copy_text" in each]
        assert file_of(market, void) == crossed_out().content
        assert file_of(market, voucher) != crossed_out().content
        assert await market.called("editMessageMedia") == 1
        assert await market.refused() == []


async def test_whoever_calls_it_off_the_picture_is_crossed_out(market: World) -> None:
    async with market.bot() as app:
        await book(market)
        await market.guest.pay()
        voucher = await market.guest.wait_for("Your code:")

        def call_off(connection: Connection) -> None:
            order = connection.execute(select(orders.c.id)).scalar_one()
            clerk = connection.execute(select(staff.c.person_id)).scalar_one()
            cancelling.cancel_by_merchant(connection, order, clerk, app.clock.now())

        await app.database.write(call_off)
        app.wakeups.wake_all()
        void = await market.guest.wait_for(
            lambda shown: shown.id == voucher.id and "Cancelled by the place" in shown.text
        )
        assert file_of(market, void) == crossed_out().content


async def test_the_cross_is_uploaded_again_where_telegram_forgot_it(market: World) -> None:
    async with market.bot() as app:
        await app.database.write(lambda c: uploads.remember(c, crossed_out().key, "of another bot"))

        _, void = await cancelled(market)

        assert file_of(market, void) == crossed_out().content


async def cancelled(market: World) -> tuple[Shown, Shown]:
    """The message of a voucher before and after."""
    await book(market)
    await market.guest.pay()
    voucher = await market.guest.wait_for("Your code:")
    for label in ("View booking", "Cancel", "Yes, cancel"):
        await press(market, label)
    void = await market.guest.wait_for(
        lambda shown: shown.id == voucher.id and "Your code:" not in shown.text
    )
    return voucher, void


def file_of(market: World, message: Shown) -> bytes:
    photo = message.raw["photo"]
    assert isinstance(photo, list)
    found = market.sandbox.files.find(photo[-1]["file_id"])
    assert found is not None
    return found.data
