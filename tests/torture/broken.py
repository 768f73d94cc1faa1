"""What may be taken out of the real program, to see that the judges notice."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.telegram.receiving import Receiving
from bot.workers.reconciling import Reconciling
from orders.money import refund_tasks
from orders.money.refund_tasks import RefundTask
from promotions import delivering
from promotions.states import RecipientState


def confirm_before_commit() -> None:
    """Updates count as handled as soon as they are read, not once they are on disk."""
    honest = Receiving.take

    async def hasty(self: Receiving, raw: dict[str, Any]) -> bool:
        asyncio.ensure_future(honest(self, raw))  # noqa: RUF006 - carelessness is the point
        return True

    Receiving.take = hasty  # type: ignore[method-assign]
    read_no_books()


def promote_again() -> None:
    """A promotion whose sending got no answer is sent once more."""
    honest = delivering.record

    def insisting(connection: Connection, delivery: Any, outcome: RecipientState, now: Any) -> bool:
        again = outcome is RecipientState.UNKNOWN
        return honest(connection, delivery, RecipientState.WAITING if again else outcome, now)

    delivering.record = insisting


def refund_with_new_keys() -> None:
    """Asking again for a refund looks to the provider like another refund."""
    honest = refund_tasks.task

    def forgetful(connection: Connection, refund_id: int) -> RefundTask:
        return replace(honest(connection, refund_id), key=secrets.token_hex(8))

    refund_tasks.task = forgetful
    read_no_books()


def read_no_books() -> None:
    """Else the provider's own books would mend what is broken here."""

    async def nothing(_self: Reconciling) -> None:
        return None

    Reconciling.work = nothing  # type: ignore[method-assign]


GUARDS: dict[str, Callable[[], None]] = {
    "confirm-before-commit": confirm_before_commit,
    "promote-again": promote_again,
    "refund-with-new-keys": refund_with_new_keys,
}
