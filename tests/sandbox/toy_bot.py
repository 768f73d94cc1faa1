"""A tiny bot over plain HTTP that shows every kind of message, for the tests of the page."""

import io
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import segno

from tests.sandbox.harness import PROVIDER, Api

Json = dict[str, Any]
WORDS = {
    "en": (
        "<b>Good evening!</b>\nTwo places near you are open now.\n\n☕️ <b>Kahvila Aurora</b> · 240 m\n✂️ <b>Studio Lumi</b> · 410 m",
        ["Book a table · 25.00 €", "Show on the map", "Copy the code", "Cancel"],
    ),
    "zh": (
        "<b>晚上好！</b>\n您附近有两家店铺正在营业。\n\n☕️ <b>极光咖啡馆</b> · 240 米\n✂️ <b>露米美发</b> · 410 米",
        ["预订座位 · 25.00 €", "在地图上显示", "复制兑换码", "取消"],
    ),
    "ar": (
        "<b>مساء الخير!</b>\nمكانان قريبان منك مفتوحان الآن.\n\n☕️ <b>مقهى أورورا</b> · ٢٤٠ م\n✂️ <b>صالون لومي</b> · ٤١٠ م",
        ["احجز طاولة · 25.00 €", "أظهر على الخريطة", "انسخ الرمز", "إلغاء"],
    ),
}
LINK = "https://t.me/hereabouts_bot?start=r-7K2MX94TQBX"


def qr(text: str) -> bytes:
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="png", scale=8, border=3)
    return picture.getvalue()


INVOICE = {
    "title": "Table for two",
    "description": "Kahvila Aurora, Friday 19:00. Refunded if you do not come.",
    "payload": "order-7",
    "provider_token": PROVIDER,
    "currency": "EUR",
    "prices": [{"label": "Deposit", "amount": 2500}],
}


@dataclass
class ToyBot:
    """Answers whatever comes, one update after another."""

    api: Api

    async def run(self) -> None:
        await self._introduce()
        offset = 0
        while True:
            try:
                updates = await self.api.updates(offset, timeout=30)
            except aiohttp.ClientError:
                return
            for update in updates:
                offset = update["update_id"] + 1
                await self._take(update)

    async def _introduce(self) -> None:
        commands = [
            {"command": "start", "description": "Places near me"},
            {"command": "help", "description": "What can I do here?"},
        ]
        await self.api.call("setMyCommands", commands=commands)
        words = "Find a place nearby, book it, pay and show the code at the counter."
        await self.api.call("setMyDescription", description=words)

    async def _take(self, update: Json) -> None:
        if "message" in update:
            await self._answer(update["message"])
        elif "callback_query" in update:
            await self._pressed(update["callback_query"])
        elif "inline_query" in update:
            await self._offer(update["inline_query"])
        elif "pre_checkout_query" in update:
            query = update["pre_checkout_query"]["id"]
            await self.api.raw("answerPreCheckoutQuery", pre_checkout_query_id=query, ok=True)

    async def _answer(self, message: Json) -> None:
        chat = message["chat"]["id"]
        if "successful_payment" in message:
            await self._voucher(chat)
        elif "location" in message:
            await self._say(
                chat, "You are near <b>Kamppi</b>.", reply_markup={"remove_keyboard": True}
            )
        elif message.get("text", "").startswith("/start r-"):
            await self._say(
                chat, "Code <code>7K2M-X94T-QBX</code> is good: <b>table for two, 19:00</b>."
            )
        elif message.get("text", "").startswith("/start"):
            await self._menu(chat, message["from"].get("language_code", "en")[:2])
        elif message.get("text") == "link":
            await self._linked_invoice(chat)
        elif message.get("text") == "share":
            url = f"https://t.me/share/url?url={quote(LINK, safe='')}&text=Look"
            keyboard = {"inline_keyboard": [[{"text": "Send it on", "url": url}]]}
            await self._say(chat, "To whom?", reply_markup=keyboard)
        else:
            buttons = [[{"text": "Share my place", "request_location": True}], ["Menu"]]
            keyboard = {"keyboard": buttons, "resize_keyboard": True}
            await self._say(chat, "Where are you?", reply_markup=keyboard)

    async def _say(self, chat: int, text: str, **more: Any) -> None:
        await self.api.raw("sendMessage", chat_id=chat, text=text, parse_mode="HTML", **more)

    async def _menu(self, chat: int, language: str) -> None:
        text, labels = WORDS.get(language, WORDS["en"])
        book, show, copy, cancel = labels
        rows = [
            [{"text": book, "callback_data": "book", "style": "primary"}],
            [
                {"text": show, "callback_data": "map"},
                {"text": copy, "copy_text": {"text": "7K2M-X94T-QBX"}},
            ],
            [{"text": cancel, "callback_data": "cancel", "style": "danger"}],
        ]
        await self._say(chat, text, reply_markup={"inline_keyboard": rows})

    async def _pressed(self, query: Json) -> None:
        chat = query["from"]["id"]
        place = {"chat_id": chat, "message_id": query["message"]["message_id"]}
        toast = {"book": "Held for 15 minutes", "cancel": "Nothing was booked"}
        await self.api.raw(
            "answerCallbackQuery",
            callback_query_id=query["id"],
            text=toast.get(query["data"], ""),
            show_alert=query["data"] == "cancel",
        )
        if query["data"] == "book":
            await self._invoice(chat)
        elif query["data"] == "map":
            where = {"latitude": 60.1688, "longitude": 24.9316}
            names = {"title": "Kahvila Aurora", "address": "Fredrikinkatu 42"}
            await self.api.raw("sendVenue", chat_id=chat, **where, **names)
        else:
            await self.api.raw("editMessageText", text="Come back soon.", **place)

    async def _invoice(self, chat: int) -> None:
        await self.api.raw("sendInvoice", chat_id=chat, start_parameter="order-7", **INVOICE)

    async def _linked_invoice(self, chat: int) -> None:
        link = await self.api.call("createInvoiceLink", **INVOICE)
        keyboard = {"inline_keyboard": [[{"text": "Pay €25", "url": link}]]}
        await self._say(chat, "A table for two is held.", reply_markup=keyboard)

    async def _voucher(self, chat: int) -> None:
        caption = "<b>You are booked.</b> Show this at the counter.\n<code>7K2M-X94T-QBX</code>"
        await self.api.upload(
            "sendPhoto", "photo", qr(LINK), chat_id=chat, caption=caption, parse_mode="HTML"
        )

    async def _offer(self, query: Json) -> None:
        result = {
            "type": "article",
            "id": "1",
            "title": "Kahvila Aurora",
            "description": "Coffee · 240 m",
            "input_message_content": {"message_text": "Kahvila Aurora"},
        }
        await self.api.raw(
            "answerInlineQuery", inline_query_id=query["id"], results=json.dumps([result])
        )
