"""Messages that have long reached whom they were for: their rows are needed by nobody any more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, exists, literal_column, select

from database.outbox_table import State, outbox
from orders.living import is_live
from orders.models import orders
from orders.notices import REFUND

FINISHED = outbox.c.state == literal_column(f"'{State.DONE}'")
"""Written out: neither engine fits its small index to a bound value."""


def finished(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some that were done before a moment.

    News of what is still booked stays, by which the audit sees that a code was told of; and so
    does what asked a provider for money, by which it is asked again.
    """
    booked = exists().where(orders.c.id == outbox.c.payload["order"].as_integer(), is_live())
    query = (
        select(outbox.c.id)
        .where(FINISHED, outbox.c.finished_at < moment, outbox.c.kind != REFUND, ~booked)
        .order_by(outbox.c.finished_at)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    """Deletes those that nobody took up again meanwhile; says how many."""
    still = (outbox.c.id.in_(ids), FINISHED, outbox.c.finished_at < moment)
    return connection.execute(delete(outbox).where(*still)).rowcount
