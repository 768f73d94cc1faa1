"""What time decides about complaints: silence of the place is the market's, of the guest ends it."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, func, select

from orders.complaints.complaint_models import Stand, complaints
from orders.complaints.pending import Complaint, move, taken
from orders.complaints.telling import tell_market, tell_of_step


def go_on(connection: Connection, now: datetime, limit: int = 50) -> int:
    """Brings those further whose time is up; how many. Call again while it is the limit."""
    due = (
        select(complaints.c.id)
        .where(complaints.c.due_at <= now)
        .order_by(complaints.c.due_at, complaints.c.id)
        .limit(limit)
    )
    found = connection.execute(due).scalars().all()
    for complaint_id in found:
        _go_on(connection, taken(connection, complaint_id), now)
    return len(found)


def _go_on(connection: Connection, found: Complaint, now: datetime) -> None:
    """Unless somebody was faster."""
    if found.due_at is None or now < found.due_at:
        return
    if found.state == Stand.OPEN:
        escalate(connection, found, now, told=True)
    else:
        move(connection, found, Stand.SOLVED, ended_at=now)
        tell_of_step(connection, found, Stand.SOLVED, now)


def escalate(
    connection: Connection,
    found: Complaint,
    now: datetime,
    *,
    objection: str | None = None,
    told: bool = False,
) -> None:
    """Onto the market's desk; its guest is `told` unless it was they who asked for it."""
    move(connection, found, Stand.ESCALATED, escalated_at=now, objection=objection)
    tell_of_step(connection, found, Stand.ESCALATED, now, guest=told, staff=True)
    tell_market(connection, found, Stand.ESCALATED, now)


def next_due(connection: Connection) -> datetime | None:
    """When the next one goes on by itself."""
    return connection.execute(soonest()).scalar_one()


@cache
def soonest() -> Select[datetime | None]:
    return select(func.min(complaints.c.due_at)).where(complaints.c.due_at.is_not(None))
