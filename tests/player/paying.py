"""The card of a talk: what a provider does between an invoice and its word that money came."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from chat.screen import Invoice
from database.door import Database
from database.errors import Refusal
from orders.money import paying, recording
from orders.money.paying import CapturedPayment
from orders.money.recording import ProviderEvent
from payments.port import EventKind
from tests.player.driver import NotThere

BANK = {
    "disputes it": EventKind.DISPUTED,
    "takes it back": EventKind.DISPUTE_LOST,
    "leaves it": EventKind.DISPUTE_WON,
}
OUTCOMES = ("paid", "declined", "paid twice", "told twice", "late", "paid for nothing here")


class Till:
    """Pays invoices; each charge has an id of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._charges = 0
        self._taken = 0
        self._under_way: list[tuple[Invoice, int]] = []

    async def pay(self, invoice: Invoice, guest: int, outcome: str, now: datetime) -> None:
        """Late money is under way till later; one charge may be told twice, or be for no order."""
        if outcome not in OUTCOMES:
            raise NotThere(f"no card does {outcome!r}")
        await self._ask(invoice, guest, now)
        if outcome == "paid for nothing here":
            invoice = replace(invoice, payload="nobody's")
        if outcome == "late":
            self._under_way.append((invoice, guest))
        elif outcome != "declined":
            await self._charge(invoice, guest, now, 2 if outcome == "told twice" else 1)
        if outcome == "paid twice":
            await self._charge(invoice, guest, now, 1)

    async def arrive(self, now: datetime) -> None:
        """What was late is there."""
        while self._under_way:
            invoice, guest = self._under_way.pop()
            await self._charge(invoice, guest, now, 1)

    async def bank(self, says: str, now: datetime) -> None:
        """The bank of the last payer: asks for the money back, then takes or leaves it."""
        charge = f"charge-{self._charges}"
        word = ProviderEvent(
            provider="sandbox",
            kind=BANK[says],
            event_key=f"{charge}:{says}",
            charge_ids=(charge,),
            amount=self._taken,
            currency="EUR",
            raw={},
            reference=f"dispute-{self._charges}",
        )
        event = await self._database.write(lambda c: recording.record(c, word, now))
        assert event is not None
        await self._database.write(lambda c: paying.apply(c, event, now))

    async def _charge(self, invoice: Invoice, guest: int, now: datetime, times: int) -> None:
        self._charges += 1
        self._taken = invoice.amount
        for _ in range(times):
            await self._tell(invoice, guest, now)

    async def _ask(self, invoice: Invoice, guest: int, now: datetime) -> None:
        def check(connection: Connection) -> None:
            paying.check(connection, invoice.payload, guest, invoice.amount, invoice.currency, now)

        try:
            await self._database.write(check)
        except Refusal as refusal:
            raise NotThere(f"the program does not want the money: {refusal!r}") from refusal

    async def _tell(self, invoice: Invoice, guest: int, now: datetime) -> None:
        charge = f"charge-{self._charges}"
        captured = CapturedPayment(
            provider="sandbox",
            event_key=charge,
            payload=invoice.payload,
            charge_id=charge,
            provider_charge_id=None,
            amount=invoice.amount,
            currency=invoice.currency,
            guest_id=guest,
            raw={},
        )
        event = await self._database.write(lambda c: paying.capture(c, captured, now))
        await self._database.write(lambda c: paying.apply(c, event, now))
