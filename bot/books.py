"""Lines of a provider's own books, recorded as if the provider had told us, and applied at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.clock import Clock
from bot.payments import Payments
from bot.telegram.incoming import CHANNEL
from chat.event import Sender
from database.door import Database
from orders import CapturedPayment, ProviderEvent, paying, reconciling, recording
from payments.port import Entry, EventKind
from people import arriving


@dataclass(frozen=True, slots=True)
class Books:
    """What was heard before has no effect; what is not ours is passed over."""

    database: Database
    payments: Payments
    clock: Clock

    async def take_up(self, provider: str, entries: Iterable[Entry]) -> int:
        """Record and apply what is new, in its order; how much of it was ours."""
        entries = tuple(entries)
        keys = [entry.key for entry in entries]
        new = await self.database.read(lambda c: reconciling.unheard(c, provider, keys))
        taken = [await self._take(provider, entry) for entry in entries if entry.key in new]
        return sum(taken)

    async def _take(self, provider: str, entry: Entry) -> bool:
        record = self._captured if entry.kind is EventKind.PAID else self._heard
        event = await self.database.write(lambda connection: record(connection, provider, entry))
        if event is not None:
            await self.payments.apply(event)
        return event is not None

    def _captured(self, connection: Connection, provider: str, entry: Entry) -> int | None:
        if not reconciling.is_requested(connection, entry.payload):
            return None
        return paying.capture(
            connection,
            CapturedPayment(
                provider=provider,
                event_key=entry.key,
                payload=entry.payload,
                charge_id=entry.charge_ids[0],
                provider_charge_id=next(iter(entry.charge_ids[1:]), None),
                amount=entry.amount,
                currency=entry.currency,
                guest_id=self._payer(connection, entry.channel_user),
                raw=entry.raw,
            ),
            self.clock.now(),
        )

    def _payer(self, connection: Connection, user: str) -> int:
        """Whoever paid; a forwarded invoice may have been the first that they saw of us."""
        sender = Sender(CHANNEL, user=user, chat=user, name="", username=None, language=None)
        known = arriving.still_here(connection, CHANNEL, user) or arriving.welcome(
            connection, self.payments.turn_factory.newcomer(sender), self.clock.now()
        )
        return known.id

    def _heard(self, connection: Connection, provider: str, entry: Entry) -> int | None:
        word = ProviderEvent(
            provider=provider,
            kind=entry.kind,
            event_key=entry.key,
            charge_ids=entry.charge_ids,
            amount=entry.amount,
            currency=entry.currency,
            raw=entry.raw,
            reference=entry.reference or None,
            fee=entry.fee,
            fee_currency=entry.fee_currency or None,
        )
        return recording.record(connection, word, self.clock.now())
