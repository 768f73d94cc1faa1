"""What somebody types who is shown a booking of theirs: pages, no more."""

from dataclasses import replace
from datetime import date

from chat.action import Page
from chat.flow import Flow
from chat.turn import Turn
from handlers.guest.actions import (
    LookFor,
    OpenBooking,
    OpenBookings,
    OpenCancel,
    OpenReschedule,
    OpenVoucher,
    SayOfBooking,
)
from handlers.guest.answering import answer
from handlers.guest.bookings_meant import another_time
from handlers.guest.owned import can_move, my_order, once_more
from handlers.guest.searching import look_for
from handlers.guest.times import neighbour
from orders import Availability, Moving, OrderView, rescheduling
from understanding import Change, Intent, Wish

flow = Flow()


@flow.move(SayOfBooking)
def say_of_booking(turn: Turn, press: SayOfBooking) -> Page:
    """Of this one where the words name no other thing."""
    order = my_order(turn, press.order)
    wish = answer(turn, press.text)
    meant = None if wish.what or wish.near else _meant(turn, order, wish, press.day)
    return meant or look_for(turn, LookFor(press.text))


def _meant(turn: Turn, order: OrderView, wish: Wish, shown: date | None) -> Page | None:
    opened: dict[Intent, Page] = {
        Intent.CANCEL: OpenCancel(order.id) if order.is_live() else OpenBooking(order.id),
        Intent.CODE: OpenVoucher(order.id) if order.is_live() else OpenBooking(order.id),
        Intent.BOOKINGS: OpenBookings(),
        Intent.AGAIN: once_more(order),
    }
    if wish.intent in opened:
        return opened[wish.intent]
    if not (wish.when or wish.changes or wish.intent is Intent.MOVE):
        return None
    return _another_time(turn, order, wish, shown)


def _another_time(turn: Turn, order: OrderView, wish: Wish, shown: date | None) -> Page:
    if not can_move(turn, order):
        return OpenBooking(order.id)
    to = another_time(order, wish)
    return _shifted(
        turn, order, wish, to if wish.when.days or shown is None else replace(to, day=shown)
    )


def _shifted(turn: Turn, order: OrderView, wish: Wish, to: OpenReschedule) -> OpenReschedule:
    if to.day is None or not wish.changes & {Change.EARLIER, Change.LATER}:
        return to
    service = rescheduling.offer_of(turn.connection, order.service, order.id)
    chosen = order.chosen_resource_id
    given = (service, order.seats, turn.now, chosen)
    free = Availability.of(turn.connection, *given, moving=Moving.of(order))
    return replace(to, day=neighbour(free, to.day, 1 if Change.LATER in wish.changes else -1))
