"""An update that fails again and again while others succeed is given up, so that nobody waits for it.

Where database or disk fail everybody's, nothing is given up, however long it lasts.
"""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.errors import Unavailable
from bot.logs import Log
from bot.payments import Payments
from bot.telegram.incoming import CHANNEL, Incoming, Paid
from bot.wakeups import Wakeups
from chat.event import Event
from database.dead_updates import bury
from database.door import Database
from database.outbox import put_all
from orders.notices import to_operators

LEAST_TRIES = 3
LEAST_SECONDS = 10.0
AGAINST_IT = 2
"""So many tries begin after others have succeeded: one may still have met the end of an outage."""

ALONE_SECONDS = 60.0
"""Where nothing else comes in to compare with, taking note of it shows that the database works."""

FORGOTTEN = 600.0
"""Seconds after which an update that does not come again is no longer counted."""


@dataclass(frozen=True, slots=True)
class Try:
    """When a try began, and how many updates had been handled by then."""

    at: float
    handled: int


@dataclass(slots=True)
class Case:
    """An update that failed, since its first try."""

    first: Try
    last: float
    tries: int = 0
    against: int = 0


@dataclass(slots=True)
class GivingUp:
    """Counts the failures of each update; `failed` says whether it is over with it."""

    database: Database
    payments: Payments
    clock: Clock
    wakeups: Wakeups
    log: Log
    _handled: int = 0
    _cases: dict[int, Case] = field(default_factory=dict)

    def begin(self) -> Try:
        """A try begins."""
        return Try(asyncio.get_running_loop().time(), self._handled)

    def succeeded(self, key: int) -> None:
        """An update was handled, perhaps at last."""
        self._handled += 1
        self._cases.pop(key, None)

    async def failed(self, incoming: Incoming, this: Try, error: Unavailable) -> bool:
        """Whether it is given up and taken note of, and so counts as handled."""
        if not self._hopeless(self._count(incoming.key, this)):
            return False
        well = await self._give_up(incoming, error)
        self._cases.pop(incoming.key, None)  # without even a note taken, it is not the update
        return well

    def _count(self, key: int, this: Try) -> Case:
        now = asyncio.get_running_loop().time()
        self._cases = {k: c for k, c in self._cases.items() if now - c.last < FORGOTTEN}
        case = self._cases.setdefault(key, Case(this, now))
        case.tries += 1
        case.last = now
        case.against += this.handled > case.first.handled
        return case

    def _hopeless(self, case: Case) -> bool:
        seconds = case.last - case.first.at
        if case.tries < LEAST_TRIES or seconds < LEAST_SECONDS:
            return False
        alone = len(self._cases) == 1 and seconds >= ALONE_SECONDS
        return case.against >= AGAINST_IT or alone

    async def _give_up(self, incoming: Incoming, error: Unavailable) -> bool:
        cause = error.__cause__ or error
        if isinstance(incoming, Paid) and await self.payments.keep_for_operators(incoming, cause):
            return True
        try:
            await self.database.write(lambda c: self._bury(c, incoming, cause))
        except Exception as trouble:  # noqa: BLE001 - whatever it is, nothing is given up
            self.log.warning("an update could not be given up", error=trouble)
            return False
        self.log.error("an update is given up", update=incoming.key, kind=kind_of(incoming))
        self.wakeups.wake_all()
        return True

    def _bury(self, connection: Connection, incoming: Incoming, error: BaseException) -> None:
        now = self.clock.now()
        dead = bury(
            connection,
            update_id=incoming.key,
            kind=kind_of(incoming),
            channel=CHANNEL,
            chat=incoming.sender.chat,
            error=named(error),
            at=now,
            payment=money_of(incoming) if isinstance(incoming, Paid) else None,
        )
        put_all(connection, to_operators(connection, "dead_update", dead, dead=dead), now)


def kind_of(incoming: Incoming) -> str:
    """What happened, in one word: `pressed`, `typed`, `paid`."""
    what = incoming.doing if isinstance(incoming, Event) else incoming
    return type(what).__name__.lower()


def money_of(paid: Paid) -> dict[str, object]:
    """All that is needed to find the payment at its provider and to give it back."""
    return {
        "charge": paid.charge,
        "provider_charge": paid.provider_charge,
        "payload": paid.payload,
        "amount": paid.amount,
        "currency": paid.currency,
    }


def named(error: BaseException) -> str:
    """The class of an error and, of a database's, its state; no words of it."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    cause = cause.__cause__ or cause  # the driver's own, where SQLAlchemy put its name over it
    state = getattr(cause, "sqlstate", None) or ""
    return f"{type(cause).__name__} {state}".strip()[:100]
