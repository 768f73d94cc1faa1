"""Who hears of a complaint, of what is said to it, and that its time is almost up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from database.outbox import Message, put_all
from orders.complaints.complaint_models import Stand
from orders.complaints.pending import Complaint
from orders.notices import notice, to_operators
from people.queries import staff_of
from people.rights import Right

REMINDED = (timedelta(hours=24), timedelta(hours=3))
"""So long before its time is up the place is reminded."""


def tell_of_complaint(connection: Connection, said: Complaint, now: datetime) -> None:
    """The staff at once, and once more before it is too late."""
    news = list(to_staff(connection, said, Stand.OPEN))
    assert said.due_at is not None
    for before in REMINDED:
        due = said.due_at - before
        news += [
            replace(each, due_at=due)
            for each in to_staff(connection, said, f"due{before // timedelta(hours=1)}")
        ]
    put_all(connection, news, now)


def tell_of_step(
    connection: Connection,
    found: Complaint,
    step: Stand,
    now: datetime,
    *,
    guest: bool = False,
    staff: bool = False,
) -> None:
    """Both sides; whom it is no news for sees it where they were told of the last step."""
    mark = f"{found.id}:{step}"
    told = [
        notice("complaint_step", found.guest_id, mark, quiet=not guest, complaint=found.id),
        *to_staff(connection, found, step, quiet=not staff),
    ]
    put_all(connection, told, now)


def tell_market(connection: Connection, found: Complaint, step: Stand, now: datetime) -> None:
    """Everybody who may decide: that it is on them, or that it is not any more."""
    quiet = step is not Stand.ESCALATED
    mark = f"{found.id}:{step}"
    told = to_operators(connection, "complaint_escalated", mark, quiet=quiet, complaint=found.id)
    put_all(connection, told, now)


def to_staff(
    connection: Connection, found: Complaint, step: str, *, quiet: bool = False
) -> Iterator[Message]:
    mark = f"{found.id}:{step}"
    for person in staff_of(connection, found.merchant_id, Right.REFUND):
        yield notice("complaint", person, mark, quiet=quiet, complaint=found.id, step=step)
