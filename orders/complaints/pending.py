"""Reads a complaint for whoever brings it further, and keeps others from doing so meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text, update

from database import rows
from orders.complaints.complaint_models import PENDING, Stand, complaints
from orders.errors import ComplaintMoved, ComplaintUnknown
from orders.loading import locked

ANSWER = timedelta(hours=48)
"""The place's time to answer."""

SILENCE = timedelta(days=7)
"""A guest who says nothing to an answer for so long is content with it."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """The columns of `complaints`, see there."""

    id: int
    order_id: int
    merchant_id: int
    guest_id: int
    wrong: str
    words: str
    photo: str | None
    state: str
    said_at: datetime
    due_at: datetime | None
    answer: str | None
    answered_by: int | None
    answered_at: datetime | None
    answer_refund_id: int | None
    offered: datetime | None
    objection: str | None
    escalated_at: datetime | None
    decision: str | None
    decided_by: int | None
    decided_refund_id: int | None
    ended_at: datetime | None

    def waits(self, stand: Stand, now: datetime) -> bool:
        """Whether it stands there, and time has not brought it further, though no worker has yet."""
        return self.state == stand and (self.due_at is None or now < self.due_at)


def taken(connection: Connection, complaint_id: int) -> Complaint:
    """With its order's row taken, so that money and words go together; else ComplaintUnknown."""
    found = complaint(connection, complaint_id)
    locked(connection, found.order_id)
    return complaint(connection, complaint_id)


def taken_by_guest(connection: Connection, complaint_id: int, guest_id: int) -> Complaint:
    """One's own; of others there are none."""
    if complaint(connection, complaint_id).guest_id != guest_id:
        raise ComplaintUnknown(complaint_id)
    return taken(connection, complaint_id)


def complaint(connection: Connection, complaint_id: int) -> Complaint:
    found = rows.one_or_none(Complaint, connection.execute(one(), {"complaint": complaint_id}))
    if found is None:
        raise ComplaintUnknown(complaint_id)
    return found


@cache
def one() -> Select[*tuple[Any, ...]]:
    return select(complaints).where(complaints.c.id == bindparam("complaint"))


def pending_of(connection: Connection, order_id: int) -> Complaint | None:
    """The one of an order that is not over."""
    query = select(complaints).where(complaints.c.order_id == order_id, text(PENDING))
    return rows.one_or_none(Complaint, connection.execute(query))


def move(connection: Connection, found: Complaint, stand: Stand, **values: Any) -> None:
    """From where it was read, and `due_at` is that of its next step."""
    this = (complaints.c.id == found.id, complaints.c.state == found.state)
    moved = connection.execute(
        update(complaints).where(*this).values({"state": stand, "due_at": None} | values)
    )
    if moved.rowcount != 1:
        raise ComplaintMoved(found.id)
