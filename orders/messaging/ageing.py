"""What was written about a booking goes by its age, unless an operator has yet to look at it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, select, tuple_

from orders.messaging.message_models import booking_messages, conversation_reports


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    """Some messages from before a moment."""
    query = select(booking_messages.c.id).where(*_old(moment)).order_by(booking_messages.c.at)
    return connection.execute(query.limit(limit)).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    """Deletes those that nobody reported meanwhile; says how many."""
    these = booking_messages.c.id.in_(ids)
    return connection.execute(delete(booking_messages).where(these, *_old(moment))).rowcount


def reports_outdated(
    connection: Connection, moment: datetime, limit: int
) -> Sequence[tuple[int, str]]:
    """Some reports that were decided before a moment."""
    key = (conversation_reports.c.order_id, conversation_reports.c.side)
    query = select(*key).where(conversation_reports.c.decided_at < moment)
    rows = connection.execute(query.order_by(conversation_reports.c.decided_at).limit(limit))
    return [(order_id, side) for order_id, side in rows]


def forget_reports(
    connection: Connection, keys: Sequence[tuple[int, str]], moment: datetime
) -> int:
    """Deletes those that were not reported anew meanwhile; says how many."""
    key = tuple_(conversation_reports.c.order_id, conversation_reports.c.side)
    still = (key.in_(keys), conversation_reports.c.decided_at < moment)
    return connection.execute(delete(conversation_reports).where(*still)).rowcount


def _old(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    waits = exists().where(
        conversation_reports.c.order_id == booking_messages.c.order_id,
        conversation_reports.c.decided_at.is_(None),
    )
    return booking_messages.c.at < moment, ~waits
