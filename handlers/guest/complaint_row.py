"""The way to complain of a booking, or to read where the complaint stands."""

from chat.screen import Button, Row
from chat.turn import Turn
from handlers.guest.complaint_actions import OpenComplaining, OpenComplaint
from orders import OrderView, complaining, complaint_views


def complaint_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """None for what never was a booking, or was over long ago."""
    if order.placed_at is None:
        return ()
    found = complaint_views.latest_of(turn.connection, order.id)
    if found is not None:
        return ((Button(turn._("⚠️ Your complaint"), OpenComplaint(found.id)),),)
    if not complaining.is_in_time(order, turn.now):
        return ()
    return ((Button(turn._("⚠️ Something went wrong"), OpenComplaining(order.id)),),)
