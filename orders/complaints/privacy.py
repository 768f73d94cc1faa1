"""What complaints hold of a person: of the guest, and of whoever answered or decided."""

from orders.complaints.complaint_models import complaints
from people.privacy import Fate, Holding

HOLDINGS = (
    Holding(
        complaints.c.guest_id,
        Fate.BLANKED,
        "that something went wrong, and the money given for it, stays on the books, without the words",
        exported=(
            complaints.c.order_id,
            complaints.c.wrong,
            complaints.c.words,
            complaints.c.photo,
            complaints.c.state,
            complaints.c.said_at,
            complaints.c.answer,
            complaints.c.answered_at,
            complaints.c.offered,
            complaints.c.objection,
            complaints.c.escalated_at,
            complaints.c.decision,
            complaints.c.ended_at,
        ),
        blanks={"words": "", "answer": "", "objection": "", "decision": ""},
    ),
    Holding(
        complaints.c.answered_by,
        Fate.KEPT,
        "a place's answer is the place's; it does not name who wrote it any more",
        exported=(complaints.c.order_id, complaints.c.answer, complaints.c.answered_at),
    ),
    Holding(
        complaints.c.decided_by,
        Fate.KEPT,
        "that an operator decided stays on record; it names nobody any more",
        exported=(complaints.c.order_id, complaints.c.decision, complaints.c.ended_at),
    ),
)
