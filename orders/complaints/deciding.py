"""The market's last word on a complaint: all or a part goes back, or nothing, with the reason."""

from datetime import datetime

from sqlalchemy import Connection

from orders.complaints.answering import Gift, give
from orders.complaints.complaint_models import WORDS_LENGTH, Stand
from orders.complaints.pending import move, taken
from orders.complaints.telling import tell_market, tell_of_step
from orders.errors import ComplaintMoved, PartOfComplaint
from orders.reviewing.taking import check_length
from people.rights import Right, require, works_for

LONGEST = WORDS_LENGTH


def decide(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    complaint_id: int,
    operator_id: int,
    reason: str,
    gift: Gift | None,
    now: datetime,
) -> None:
    """By who is neither its guest nor works at its place; both sides are told."""
    require(connection, operator_id, Right.REFUND)
    found = taken(connection, complaint_id)
    check_length(found.order_id, reason, LONGEST)
    if found.guest_id == operator_id or works_for(connection, operator_id, found.merchant_id):
        raise PartOfComplaint(complaint_id)
    if found.state != Stand.ESCALATED:
        raise ComplaintMoved(complaint_id)
    refund = give(connection, found, operator_id, gift, now)
    by = {"decided_by": operator_id, "decided_refund_id": refund, "ended_at": now}
    move(connection, found, Stand.DECIDED, decision=reason, **by)
    tell_of_step(connection, found, Stand.DECIDED, now, guest=True, staff=True)
    tell_market(connection, found, Stand.DECIDED, now)
