"""The way from a booking to what its guest complained of."""

from chat.screen import Button, Row
from chat.turn import Turn
from handlers.merchant.authorising import may
from handlers.merchant.complaint_actions import OpenOwnComplaint
from orders import OrderView, complaint_views
from people.rights import Right


def own_complaint_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """For who may answer it."""
    if not may(turn, Right.REFUND, order.merchant_id):
        return ()
    found = complaint_views.latest_of(turn.connection, order.id)
    if found is None:
        return ()
    return ((Button(turn._("⚠️ Complaint"), OpenOwnComplaint(found.id)),),)
