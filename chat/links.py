"""Deep links: any page can be opened from a QR code, a shared message or a campaign."""

import re
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

    def typed_in(self, text: str, *, alone: bool) -> str | None:
        """What the one link of ours in a text packs; `alone` finds none with words around it."""
        found = self._pattern.findall(text)
        whole = self._pattern.fullmatch(text.strip())
        if len(set(found)) != 1 or (alone and whole is None):
            return None
        return str(found[0])

    @property
    def _pattern(self) -> re.Pattern[str]:
        """With or without the scheme, as people copy it."""
        scheme, mark, address = self.prefix.partition("://")
        optional = f"(?:(?:{re.escape(scheme)}|http){mark})?" if mark else re.escape(scheme)
        return re.compile(
            rf"(?<![\w./-]){optional}{re.escape(address)}([A-Za-z0-9_-]+)", re.IGNORECASE
        )
