"""Telegram's question before each payment: may this be paid?"""

import asyncio
from dataclasses import dataclass

from markupsafe import Markup
from telegram import Bot

from bot.errors import Unanswered
from bot.logs import Log
from bot.telegram.delivering import RETRIES
from bot.telegram.refusing import told
from bot.telegram.wording import spoken


@dataclass(frozen=True, slots=True)
class Checkouts:
    """Answers checkouts; the yes or no passes no queue."""

    bot: Bot
    log: Log

    async def answer(self, query: str, objection: Markup | None) -> None:
        """Yes, or no with a sentence that the buyer reads. An answer that gets lost is a no."""
        words = None if objection is None else spoken(objection.striptags())
        try:
            await self._insist(query, words)
        except Exception as error:  # noqa: BLE001 - without an answer nothing is paid
            self.log.warning("a checkout was not answered", error=error)

    async def _insist(self, query: str, words: str | None) -> None:
        for delay in RETRIES:
            try:
                return await self._say(query, words)
            except Unanswered as error:
                self.log.info("no answer from Telegram, trying again", error=error)
                await asyncio.sleep(delay)
        return await self._say(query, words)

    async def _say(self, query: str, words: str | None) -> None:
        await told(self.bot.answer_pre_checkout_query(query, ok=words is None, error_message=words))
