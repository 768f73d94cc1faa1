"""Lists of places as Telegram takes them for an inline query."""

import json
from dataclasses import dataclass
from typing import Any

from telegram.constants import ParseMode

from bot.errors import ChatClosed, Unanswered
from bot.logs import Log
from bot.scheduler import TooMany
from bot.telegram.keyboards import Keyboards
from bot.telegram.refusing import Refused, told
from bot.telegram.setup import UpdatesBot
from bot.telegram.wording import TEXT_LENGTH, cut, spoken
from chat.cards import Card, Cards

CACHED = 10
"""Seconds: what is free changes; and each list is for whoever asked, in their language."""


@dataclass(frozen=True, slots=True)
class InlineAnswers:
    """`pack` makes the word behind the button above a list."""

    bot: UpdatesBot
    keyboards: Keyboards
    log: Log

    async def answer(self, query: str, found: Cards) -> None:
        """Whoever typed on meanwhile has no use for it, and Telegram says so."""
        button = {
            "text": spoken(found.words),
            "start_parameter": self.keyboards.pack(found.opens, None),
        }
        try:
            await told(
                self.bot.call(
                    "answerInlineQuery",
                    inline_query_id=query,
                    results=json.dumps([self._result(each) for each in found.cards]),
                    cache_time=CACHED,
                    is_personal=True,
                    next_offset=found.more,
                    button=json.dumps(button),
                )
            )
        except Refused as error:
            if not error.too_late:
                self.log.warning("a list for another chat was refused", why=error.words)
        except (TooMany, ChatClosed, Unanswered) as error:
            self.log.warning("a list for another chat got lost", error=error)

    def _result(self, card: Card) -> dict[str, Any]:
        return {
            "type": "article",
            "id": card.key,
            "title": spoken(card.title),
            "description": spoken(card.description),
            "input_message_content": {
                "message_text": cut(card.text, TEXT_LENGTH),
                "parse_mode": ParseMode.HTML,
                "link_preview_options": {"is_disabled": True},
            },
            "reply_markup": self.keyboards.inline(card.rows, None),
        }
