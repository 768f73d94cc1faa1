"""Pictures that people sent, fetched from Telegram by the name it gave them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.errors import ChatClosed, Unanswered
from bot.logs import Log
from bot.scheduler import TooMany
from bot.telegram import uploads
from bot.telegram.refusing import Refused, told
from bot.telegram.setup import UpdatesBot

PREFIX = "telegram:"


@dataclass(frozen=True, slots=True)
class Downloads:
    """What Telegram has."""

    bot: UpdatesBot
    log: Log

    async def fetch(self, key: str) -> bytes | None:
        """None for what it does not give out, or not now: whoever sent it sends it once more."""
        try:
            file = await told(self.bot.get_file(key.removeprefix(PREFIX)))
            return bytes(await told(file.download_as_bytearray()))
        except (Refused, Unanswered, ChatClosed, TooMany) as error:
            self.log.warning("Telegram does not give out a picture", error=error)
            return None

    @staticmethod
    def remember(connection: Connection, key: str, handle: str) -> None:
        """It need not be uploaded to be shown."""
        uploads.remember(connection, key, handle.removeprefix(PREFIX))
