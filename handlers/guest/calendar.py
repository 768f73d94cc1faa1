"""A booking comes as a file for a calendar, and as one that takes it out again."""

from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Document, Row, Screen
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenCalendar
from handlers.guest.owned import my_order
from handlers.orders import view_label, when_words
from orders import OrderView
from orders.models import Fulfilment, OrderState

flow = Flow()

CALLED_OFF = frozenset({OrderState.CANCELLED, OrderState.DECLINED})


@flow.page(OpenCalendar)
def calendar_page(turn: Turn, press: OpenCalendar) -> Screen:
    from handlers.guest.calendar_entry import calendar_entry

    order = my_order(turn, press.order)
    off = is_called_off(turn, order)
    if order.starts_at is None or order.ends_at is None or not (off or order.is_live()):
        raise PageOutdated(OpenBooking(press.order))
    entry = calendar_entry(turn, order, order.starts_at, order.ends_at, off=off)
    when = when_words(turn, order)
    return Screen(
        text=turn._("Open it to remove this from your calendar: {when}", when=when)
        if off
        else turn._("For your calendar: {when}", when=when),
        document=Document(f"booking-{order.id}.ics", "text/calendar", entry),
        rows=((Button(view_label(turn, order), OpenBooking(order.id)),),),
        keep=True,
    )


def is_called_off(turn: Turn, order: OrderView) -> bool:
    """Whether it stands in a calendar that it should leave."""
    placed = order.placed_at is not None and order.state in CALLED_OFF
    return placed and is_to_come(turn, order)


def is_to_come(turn: Turn, order: OrderView) -> bool:
    """Whether there is a time ahead to keep in mind; what is brought and made already has none."""
    if order.fulfilment is Fulfilment.DELIVERY and order.ready_at is not None:
        return False
    return order.starts_at is not None and order.starts_at > turn.now


def calendar_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """Into the calendar while it is to come, and out again when it is called off."""
    if is_called_off(turn, order):
        return ((Button(turn._("📅 Remove from calendar"), OpenCalendar(order.id)),),)
    if order.is_live() and is_to_come(turn, order):
        return ((Button(turn._("📅 Add to calendar"), OpenCalendar(order.id)),),)
    return ()
