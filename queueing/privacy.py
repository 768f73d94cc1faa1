"""What queues hold of a person."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from people.privacy import Ageing, Fate, Holding
from queueing.models import queue_tickets


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    query = (
        select(queue_tickets.c.id)
        .where(queue_tickets.c.taken_at < moment)
        .order_by(queue_tickets.c.taken_at)
        .limit(limit)
    )
    return connection.execute(query).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    old = (queue_tickets.c.id.in_(ids), queue_tickets.c.taken_at < moment)
    return connection.execute(delete(queue_tickets).where(*old)).rowcount


HOLDINGS = (
    Holding(
        queue_tickets.c.guest_id,
        Fate.ERASED,
        "who waited where is nobody else's business",
        exported=(
            queue_tickets.c.label,
            queue_tickets.c.party,
            queue_tickets.c.state,
            queue_tickets.c.taken_at,
            queue_tickets.c.called_at,
        ),
    ),
)

AGEING = (
    Ageing(
        queue_tickets,
        "keep_queue_days",
        "how long one waits is measured by the last two weeks",
        outdated,
        forget,
    ),
)
