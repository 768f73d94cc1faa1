"""“See you tomorrow”: a guest is reminded of a booking in the words of the moment of reading."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenVoucher
from handlers.orders import is_of_menu, order_words, view_label
from orders import OrderView, deliveries, queries, reminding
from orders.models import Fulfilment

MINUTE = timedelta(minutes=1)


def reminder(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """One that waited until the start, or was for an earlier start, says nothing any more.

    Nor of what nobody has collected yet: whether it comes then is still to be seen.
    """
    order = queries.order(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id:
        return None
    if not order.is_live() or order.starts_at is None:
        return None
    if (
        not turn.now
        < order.starts_at
        <= turn.now + reminding.before(reminding.Kind(payload["kind"]))
    ):
        return None
    if order.fulfilment is Fulfilment.DELIVERY and _is_collection(turn, order):
        return None
    code = Button(turn._("🎟 Show the code"), OpenVoucher(order.id))
    return Screen(
        text=paragraphs(_soon(turn, order, order.starts_at), order_words(turn, order)),
        rows=((code,), (Button(view_label(turn, order), OpenBooking(order.id)),)),
        keep=True,
    )


def _is_collection(turn: Turn, order: OrderView) -> bool:
    delivery = deliveries.of_order(turn.connection, order.id)
    return delivery is not None and delivery.is_collection


def _soon(turn: Turn, order: OrderView, starts_at: datetime) -> Markup:
    """By the calendar of the place, at the moment that it is read."""
    left = starts_at - turn.now
    if left <= reminding.before(reminding.Kind.HOUR):
        time = turn.texts.minutes(_minutes(left))
        if is_of_menu(order):
            return turn._("🔔 Ready in {time}.", time=time)
        return turn._("🔔 Starts in {time}.", time=time)
    place = ZoneInfo(order.zone)
    ahead = (starts_at.astimezone(place).date() - turn.now.astimezone(place).date()).days
    if order.fulfilment is Fulfilment.DELIVERY:
        days = (turn._("🔔 It comes today."), turn._("🔔 It comes tomorrow."))
    else:
        days = (turn._("🔔 See you today!"), turn._("🔔 See you tomorrow!"))
    return days[ahead] if ahead in {0, 1} else turn._("🔔 See you soon!")


def _minutes(left: timedelta) -> int:
    """Begun minutes count, so that nobody reads of none."""
    return -(-left // MINUTE)
