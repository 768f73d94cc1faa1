"""Links that open the payment sheet at once: made before their page is shown, one for each invoice."""

import asyncio
from dataclasses import dataclass, field, replace

from bot.errors import ChatClosed, Unanswered
from bot.logs import Log
from bot.scheduler import TooMany
from bot.telegram.calls import invoice_fields
from bot.telegram.refusing import Refused, told
from bot.telegram.setup import UpdatesBot
from chat.screen import AnyButton, Invoice, InvoiceButton, LinkButton, Row, Screen

PATIENCE = 2.0
"""Seconds that a page waits for its link; after that its button asks for the invoice instead."""

KEPT = 1000


@dataclass(frozen=True, slots=True)
class InvoiceLinks:
    """Anybody may open such a link, at any time: what may be paid is said before each payment."""

    bot: UpdatesBot
    provider_token: str
    log: Log
    made: dict[Invoice, str] = field(default_factory=dict)

    async def put_in(self, screen: Screen) -> Screen:
        """The screen with a link on each button that pays, wherever Telegram makes one."""
        if not any(isinstance(each, InvoiceButton) for row in screen.rows for each in row):
            return screen
        return replace(screen, rows=tuple([await self._row(row) for row in screen.rows]))

    async def _row(self, row: Row) -> Row:
        return tuple([await self._button(each) for each in row])

    async def _button(self, button: AnyButton) -> AnyButton:
        if not isinstance(button, InvoiceButton):
            return button
        link = self.made.get(button.invoice) or await self._make(button.invoice)
        return button if link is None else LinkButton(button.label, link, button.style)

    async def _make(self, invoice: Invoice) -> str | None:
        try:
            async with asyncio.timeout(PATIENCE):
                fields = invoice_fields(invoice, self.provider_token)
                link: str = await told(self.bot.call("createInvoiceLink", **fields))
        except (Refused, ChatClosed, Unanswered, TooMany, TimeoutError) as error:
            self.log.warning("an invoice has no link", error=error)
            return None
        self._keep(invoice, link)
        return link

    def _keep(self, invoice: Invoice, link: str) -> None:
        while len(self.made) >= KEPT:
            del self.made[next(iter(self.made))]
        self.made[invoice] = link
