"""Money on its way in: a yes or no within seconds, and what was paid recorded before it is used."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup
from sqlalchemy import Connection

from bot.clock import Clock
from bot.dialogue import Dialogue
from bot.errors import Unavailable
from bot.logs import Log
from bot.rendering import EXPLAINED
from bot.telegram.checkouts import Checkouts
from bot.telegram.incoming import CHANNEL, Checkout, Paid, Reached
from bot.transient import is_transient
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from database.door import Database
from orders import CapturedPayment, capturing, paying
from payments.port import TELEGRAM, provider_of
from people import arriving, reaching
from people.arriving import Newcomer

PATIENCE = 6.0
"""Seconds after which a checkout is refused: Telegram gives up after ten."""


@dataclass(frozen=True, slots=True)
class Payments:
    """Checkouts and payments; they wait for nobody's turn."""

    database: Database
    dialogue: Dialogue
    turn_factory: TurnFactory
    clock: Clock
    checkouts: Checkouts
    wakeups: Wakeups
    cards: str | None
    log: Log

    async def check(self, checkout: Checkout) -> None:
        """Answers whether this may be paid; on any doubt it may not."""
        no: Markup | None
        try:
            async with asyncio.timeout(PATIENCE):
                no = await self._objection(checkout)
        except Exception:
            self.log.exception("a checkout could not be checked")
            texts = self.turn_factory.texts_for(checkout.sender)
            no = texts.say("We can't take your payment right now. Please try again in a minute.")
        await self.checkouts.answer(checkout.query, no)

    async def _objection(self, checkout: Checkout) -> Markup | None:
        deadline = self.clock.now() + timedelta(seconds=PATIENCE)
        try:
            await self.database.write(
                lambda connection: self._check(connection, checkout),
                urgent=True,
                deadline=deadline,
            )
        except EXPLAINED as refusal:
            error = refusal
            return await self.database.read(
                lambda connection: self._explained(connection, checkout, error)
            )
        return None

    def _check(self, connection: Connection, checkout: Checkout) -> None:
        guest = arriving.recognise(connection, CHANNEL, checkout.sender.user)
        paying.check(
            connection,
            checkout.payload,
            0 if guest is None else guest.id,
            checkout.amount,
            checkout.currency,
            self.clock.now(),
        )

    def _explained(self, connection: Connection, checkout: Checkout, error: Exception) -> Markup:
        known = arriving.recognise(connection, CHANNEL, checkout.sender.user)
        if known is None:
            return self.turn_factory.texts_for(checkout.sender).say("This invoice is not yours.")
        turn = self.turn_factory.turn(connection, known, self.clock.now())
        return self.dialogue.explain(turn, error).words

    async def take(self, paid: Paid) -> None:
        """Records the payment, then applies it. `Unavailable` when it could not be recorded.

        A bug of ours in recording it leaves Telegram's word with the operators.
        """
        try:
            event = await self.database.write(lambda connection: self._capture(connection, paid))
        except Exception as error:
            self.log.exception(
                "a payment could not be recorded",
                charge=paid.charge,
                amount=paid.amount,
                currency=paid.currency,
            )
            if is_transient(error):
                raise Unavailable from error
            await self._set_aside(paid, error)
            return
        await self.apply(event)

    async def _set_aside(self, paid: Paid, error: BaseException) -> None:
        words = f"{type(error).__name__} {secrets.token_hex(4)}"
        try:
            await self.database.write(lambda connection: self._put_aside(connection, paid, words))
        except Exception as trouble:
            self.log.exception("a payment could not even be set aside", charge=paid.charge)
            raise Unavailable from trouble
        self.wakeups.wake_all()

    def _put_aside(self, connection: Connection, paid: Paid, words: str) -> None:
        """Whoever is new is taken in without a word of theirs: one of them may be the trouble."""
        now = self.clock.now()
        sender = paid.sender
        nobody = Newcomer(CHANNEL, sender.user, sender.chat, "", None, "en")
        guest = arriving.still_here(connection, CHANNEL, sender.user) or arriving.welcome(
            connection, nobody, now
        )
        capturing.set_aside(connection, self._captured(paid, guest.id), words, now)

    async def keep_for_operators(self, paid: Paid, error: BaseException) -> bool:
        """Whether Telegram's word could be left with the operators, when recording it fails on."""
        try:
            await self._set_aside(paid, error)
        except Unavailable:
            return False
        return True

    def _provider(self, currency: str) -> str:
        return provider_of(currency, self.cards) or TELEGRAM

    async def apply(self, event: int) -> None:
        """Has a recorded payment its effect. A bug parks it for the operator; trouble waits."""
        try:
            await self.database.write(
                lambda connection: paying.apply(connection, event, self.clock.now())
            )
        except Exception as error:  # noqa: BLE001 - the money is safe: park, or leave to a worker
            if is_transient(error):
                self.log.warning("a payment waits for the database", error=error)
                return
            await self._park(event, error)
        self.wakeups.wake_all()

    async def _park(self, event: int, error: Exception) -> None:
        number = secrets.token_hex(4)
        self.log.error("a payment is parked", id=number, error=error)
        words = f"{type(error).__name__} {number}"
        await self.database.write(
            lambda connection: paying.park(connection, event, words, self.clock.now())
        )

    async def reached(self, event: Reached) -> None:
        """Somebody blocked us, or takes our messages again."""
        mark = reaching.mark_reachable if event.reachable else reaching.mark_unreachable
        now = self.clock.now()
        try:
            await self.database.write(
                lambda connection: mark(connection, CHANNEL, event.sender.chat, now)
            )
        except Exception as error:
            if is_transient(error):
                raise Unavailable from error
            raise

    def _capture(self, connection: Connection, paid: Paid) -> int:
        guest = arriving.still_here(connection, CHANNEL, paid.sender.user) or arriving.welcome(
            connection, self.turn_factory.newcomer(paid.sender), self.clock.now()
        )
        return paying.capture(connection, self._captured(paid, guest.id), self.clock.now())

    def _captured(self, paid: Paid, guest_id: int) -> CapturedPayment:
        return CapturedPayment(
            provider=self._provider(paid.currency),
            event_key=paid.charge,
            payload=paid.payload,
            charge_id=paid.charge,
            provider_charge_id=paid.provider_charge,
            amount=paid.amount,
            currency=paid.currency,
            guest_id=guest_id,
            raw=paid.raw,
        )
