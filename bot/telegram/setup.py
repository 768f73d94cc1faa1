"""Introduces the bot to Telegram: its commands and its description, in every language."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any, cast

from telegram import Bot, BotCommand, InputFile, MenuButtonCommands
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.logs import Log
from bot.telegram.reading import WANTED
from bot.telegram.transport import AiohttpRequest, prepared
from chat.texts import Texts

JSONDict = dict[str, Any]
DESCRIPTION_LENGTH = 256
SLOWEST = 30.0


class UpdatesBot(Bot):
    """The library's bot, which also hands out updates as they came, and takes calls as they go.

    An update that cannot be read must not keep us from the others.
    """

    async def fetch_updates(self, offset: int | None, held: int, limit: int) -> list[JSONDict]:
        """Updates from the offset on; holds the line for so many seconds when there are none."""
        wish = {"timeout": held, "limit": limit, "allowed_updates": list(WANTED)}
        if offset is not None:
            wish["offset"] = offset
        found = await self._request[0].post(
            f"{self.base_url}/getUpdates", prepared(wish), read_timeout=held + 10
        )
        return cast("list[JSONDict]", found)

    async def call(self, method: str, **given: Any) -> Any:
        """A method by its own name and with its own parameters, what is None left out; its result.

        Beside a message's few fields nothing of an answer is read, nor of a button ever.
        """
        told = {name: value for name, value in given.items() if value is not None}
        if any(isinstance(value, InputFile) for value in told.values()):
            return await self._post(method, told)
        return await self.request.post(f"{self.base_url}/{method}", prepared(told))


def make_bot(token: str, api_url: str) -> UpdatesBot:
    """A bot on our transport; `connect` it before use."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns of every pause it is told
    return UpdatesBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(pool=2),
    )


async def introduce(
    bot: Bot,
    languages: tuple[Texts, ...],
    menu: Callable[[Texts], tuple[tuple[str, str], ...]],
    log: Log,
) -> None:
    """The first language is also for everybody whose own we do not speak."""
    try:
        for position, texts in enumerate(languages):
            await _introduce(
                bot, texts, menu(texts), None if position == 0 else _two_letters(texts)
            )
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    except TelegramError as error:
        log.warning("Telegram did not take our introduction; the bot works without", error=error)


async def _introduce(
    bot: Bot, texts: Texts, menu: tuple[tuple[str, str], ...], language: str | None
) -> None:
    commands = [BotCommand(name, words[:DESCRIPTION_LENGTH]) for name, words in menu]
    await bot.set_my_commands(commands, language_code=language)
    about = texts.say(
        "Find a place nearby, book and pay in this chat, and show your code when you get there."
    )
    await bot.set_my_description(about.unescape(), language_code=language)
    await bot.set_my_short_description(about.unescape()[:120], language_code=language)


def _two_letters(texts: Texts) -> str:
    return texts.code.partition("_")[0]


async def connect(bot: Bot, log: Log) -> None:
    """Learns who the bot is, for as long as it takes Telegram to answer; `InvalidToken` ends it."""
    await insisting(bot.initialize, log)


async def insisting(call: Callable[[], Awaitable[Any]], log: Log) -> None:
    """Calls until Telegram answers, ever more slowly; a plain no, such as `InvalidToken`, ends it."""
    delay = 0.5
    while True:
        try:
            await call()
        except (InvalidToken, BadRequest):
            raise
        except TelegramError as error:
            log.warning("Telegram does not answer yet", error=error, again_in=delay)
            await asyncio.sleep(delay)
            delay = min(SLOWEST, delay * 2)
        else:
            return
