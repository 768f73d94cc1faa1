"""Deep links: any page can be opened from a QR code, a shared message or a campaign."""

from collections.abc import Callable
from dataclasses import dataclass

from chat.action import Page


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses of pages: `https://t.me/BOT?start=PACKED` on Telegram."""

    pack: Callable[[Page, str | None], str]
    prefix: str

    def to(self, page: Page, source: str | None = None) -> str:
        """The address that opens the page, with the source that it is tracked by."""
        return f"{self.prefix}{self.pack(page, source)}"
