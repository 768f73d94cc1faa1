"""Telegram's refusals, sorted by what there is to do about them."""

import re
from collections.abc import Awaitable
from datetime import timedelta
from typing import TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.errors import ChatClosed, NotReached, Unanswered
from bot.scheduler import TooMany
from bot.telegram.transport import NotSent

T = TypeVar("T")


class Refused(Exception):
    """Telegram says no; `words` are its reason in lower case, without what it quotes."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words

    @property
    def unchanged(self) -> bool:
        """The message shows this already."""
        return "message is not modified" in self.words

    @property
    def unparsable(self) -> bool:
        """The markup is not what Telegram takes for markup."""
        return "can't parse entities" in self.words

    @property
    def file_unknown(self) -> bool:
        """The file's name is of another bot, or of none."""
        return "file identifier" in self.words or "file_id" in self.words

    @property
    def amount_refused(self) -> bool:
        """An invoice over so little or so much is not taken today: rates have moved."""
        return "currency_total_amount_invalid" in self.words

    @property
    def too_late(self) -> bool:
        """Nobody waits for this answer any more."""
        return "query is too old" in self.words


async def told(call: Awaitable[T]) -> T:
    """The call's answer, its errors sorted into `Refused`, those of `bot.errors` and `TooMany`."""
    try:
        return await call
    except RetryAfter as error:
        raise TooMany(_seconds(error.retry_after)) from error
    except (Forbidden, ChatMigrated) as error:
        raise ChatClosed from error
    except BadRequest as error:
        if "chat not found" in str(error).lower():
            raise ChatClosed from error
        raise Refused(_words(error)) from error
    except NotSent as error:
        raise NotReached from error
    except NetworkError as error:
        raise Unanswered from error


def _seconds(told_to_wait: int | timedelta) -> float:
    if isinstance(told_to_wait, timedelta):
        return told_to_wait.total_seconds()
    return float(told_to_wait)


def _words(error: TelegramError) -> str:
    return re.sub(r"\"[^\"]*\"|'[^' ]{3,}'|https?://\S+", "…", str(error).lower())
