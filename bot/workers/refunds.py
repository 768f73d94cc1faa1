"""Refunds from the outbox: the provider is asked with a stable key until it has said how it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.errors import Unanswered
from bot.wakeups import Wakeups
from bot.workers.postponing import Postponed
from database import outbox
from database.door import Database
from database.outbox import Claimed
from orders import RefundTask, refund_tasks, refunding
from payments.port import Outcome, Provider, RefundOrder, RefundOutcome

KINDS = ("refund",)

UNTIL_DECIDED = timedelta(minutes=10)
"""How often a refund looks whether the dispute over its money is over."""


@dataclass(frozen=True, slots=True)
class Refunds:
    """Gives money back through the provider that took it."""

    database: Database
    clock: Clock
    providers: Mapping[str, Provider]
    wakeups: Wakeups

    async def give_back(self, message: Claimed) -> None:
        """Asks once; `Unanswered` when it has to be asked again, `Postponed` while a bank decides."""
        refund = int(message.payload["refund"])
        task = await self.database.read(lambda connection: refund_tasks.task(connection, refund))
        if task.state != refunding.DUE:  # the provider has spoken of it meanwhile
            await self.database.write(
                lambda connection: outbox.finish(connection, message, self.clock.now())
            )
            return
        if task.disputed:
            raise Postponed(UNTIL_DECIDED)
        outcome = await self._ask(task)
        if outcome.outcome is Outcome.UNKNOWN:
            raise Unanswered
        await self.database.write(lambda connection: self._settle(connection, message, outcome))
        self.wakeups.wake_all()

    async def _ask(self, task: RefundTask) -> RefundOutcome:
        provider = self.providers.get(task.provider)
        if provider is None or not provider.refunds:
            return RefundOutcome(Outcome.BY_HAND)
        return await provider.refund(
            RefundOrder(
                refund_id=task.refund_id,
                key=task.key,
                charge_id=task.charge_id,
                provider_charge_id=task.provider_charge_id,
                amount=task.amount,
                currency=task.currency,
                channel_user=task.channel_user,
                charged=task.charged,
            )
        )

    def _settle(self, connection: Connection, message: Claimed, outcome: RefundOutcome) -> None:
        refund, now = int(message.payload["refund"]), self.clock.now()
        if outcome.outcome is Outcome.DONE:
            refunding.provider_refunded(connection, refund, now)
        else:
            refunding.mark_by_hand(connection, refund, now, outcome.error)
        outbox.finish(connection, message, now)
