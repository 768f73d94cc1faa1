"""The place answers a complaint once: with words, money, another time, or several of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from orders.complaints.complaint_models import WORDS_LENGTH, Stand
from orders.complaints.pending import SILENCE, Complaint, move, pending_of, taken
from orders.complaints.telling import tell_of_step
from orders.errors import ComplaintMoved
from orders.loading import OrderRow
from orders.money import goodwill
from orders.reviewing.taking import check_length
from people.rights import GRANTS, Right, require, role_at

LONGEST = WORDS_LENGTH


@dataclass(frozen=True, slots=True)
class Gift:
    """So much money goes back, if no more than `before` has gone back by now."""

    amount: int
    before: int


def answer(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    complaint_id: int,
    staff_id: int,
    words: str,
    gift: Gift | None,
    now: datetime,
) -> None:
    """Within its time, by who may give money back; its guest says whether that solves it."""
    found = taken(connection, complaint_id)
    require(connection, staff_id, Right.REFUND, found.merchant_id)
    check_length(found.order_id, words, LONGEST)
    if not found.waits(Stand.OPEN, now):
        raise ComplaintMoved(complaint_id)
    refund = give(connection, found, staff_id, gift, now)
    step(connection, found, staff_id, now, answer=words, answer_refund_id=refund)


def answer_with_time(
    connection: Connection, order: OrderRow, staff_id: int, offered: datetime, now: datetime
) -> None:
    """Another time that the place asks for answers what waits for an answer, by who may give one."""
    found = pending_of(connection, order.id)
    if found is None or not found.waits(Stand.OPEN, now):
        return
    role = role_at(connection, staff_id, order.merchant_id, lock=True)
    if role is not None and Right.REFUND in GRANTS[role]:
        step(connection, found, staff_id, now, answer="", offered=offered)


def step(
    connection: Connection, found: Complaint, staff_id: int, now: datetime, **said: object
) -> None:
    until = now + SILENCE
    by = {"answered_by": staff_id, "answered_at": now}
    move(connection, found, Stand.ANSWERED, due_at=until, **by, **said)
    tell_of_step(connection, found, Stand.ANSWERED, now, guest=True)


def give(
    connection: Connection, found: Complaint, actor_id: int, gift: Gift | None, now: datetime
) -> int | None:
    """The money goes with the words, and no other message tells of it."""
    if gift is None:
        return None
    amounts = (gift.amount, gift.before)
    return goodwill.give_back(connection, found.order_id, actor_id, *amounts, now, told=False)
