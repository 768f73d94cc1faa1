"""A well-known bot library takes the sandbox for Telegram: its objects parse, its errors map."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, LabeledPrice
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter
from telegram.ext import ExtBot

from sandbox.client import PersonClient, SandboxClient
from tests.sandbox.harness import GUEST, PROVIDER, TOKEN, png


@pytest.fixture
async def bot(url: str) -> AsyncIterator[Bot]:
    async with ExtBot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as opened:
        yield opened


async def test_it_sends_edits_and_reads(client: SandboxClient, bot: Bot) -> None:
    guest = client.person(GUEST)
    await guest.start("hello")
    update = (await bot.get_updates(timeout=5))[0]
    assert update.message is not None
    assert update.message.text == "/start hello"
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    sent = await bot.send_message(GUEST, "<b>Hi</b>", parse_mode="HTML", reply_markup=markup)
    assert sent.text_html == "<b>Hi</b>"
    await guest.press("Go", wait=0)
    query = (await bot.get_updates(offset=update.update_id + 1, timeout=5))[0].callback_query
    assert query is not None
    await query.answer("Done", show_alert=True)
    await query.edit_message_text("Bye")

    assert (await guest.chat()).last.text == "Bye"


async def test_it_sends_pictures_and_fetches_them(client: SandboxClient, bot: Bot) -> None:
    await client.person(GUEST).start()
    sent = await bot.send_photo(GUEST, png(), caption="QR")
    fetched = await (await sent.photo[-1].get_file()).download_as_bytearray()
    changed = await bot.edit_message_media(
        InputMediaPhoto(png(shade=10), caption="new"), chat_id=GUEST, message_id=sent.message_id
    )

    assert bytes(fetched) == png()
    assert not isinstance(changed, bool)
    assert changed.caption == "new"


async def test_it_invoices(client: SandboxClient, bot: Bot) -> None:
    await client.person(GUEST).start()
    sent = await bot.send_invoice(
        GUEST,
        title="Table",
        description="For two",
        payload="order-1",
        provider_token=PROVIDER,
        currency="EUR",
        prices=[LabeledPrice("Deposit", 1500)],
        start_parameter="x",
    )

    assert sent.invoice is not None
    assert sent.invoice.total_amount == 1500


async def test_its_errors_are_telegrams(
    client: SandboxClient, bot: Bot, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    guest = client.person(GUEST)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(GUEST, "x")
    await guest.start()
    await client.add_fault("too_many_requests", count=1, retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(GUEST, "x")
    await guest.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(GUEST, "x")
    stranger = Bot("1:wrong", base_url=f"{url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.get_me()
    for transport in stranger._request:
        await transport.shutdown()


async def test_every_person_acts_as_a_library_expects(client: SandboxClient, bot: Bot) -> None:
    guest: PersonClient = client.person(GUEST)
    await guest.share_location(60.17, 24.94)
    for act in ("sticker", "voice", "contact", "photo", "block", "unblock"):
        await guest.act(act)
    await guest.act("venue", latitude=60.1, longitude=24.9, title="Quay", address="1")
    updates = await bot.get_updates(timeout=5)

    assert len(updates) == 8
    assert all(not update.api_kwargs for update in updates)
    assert all(not (update.message and update.message.api_kwargs) for update in updates)
