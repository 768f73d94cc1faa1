"""Another time for a booking: the new seat is there first, or nothing changes."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenReschedule
from handlers.guest.owned import can_move, my_order
from handlers.guest.times import Choice, Offered, day_words, offered, time_rows
from handlers.hours import near_time
from handlers.orders import order_words
from orders import offers, rescheduling
from orders.availability import Availability
from orders.errors import NotReschedulable
from orders.offers import terms_offered

flow = Flow()


@dataclass(frozen=True, slots=True)
class Reschedule(Move):
    """Move a booking to another start."""

    code = "moveto"
    order: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class AskReschedule(Page):
    """Whether a booking shall move to that start."""

    code = "askmove"
    order: int
    starts_at: datetime


@flow.page(OpenReschedule)
def reschedule_page(turn: Turn, press: OpenReschedule) -> Screen:
    order = my_order(turn, press.order)
    if not order.is_live():
        raise PageOutdated(OpenBooking(press.order))
    if not can_move(turn, order):
        raise NotReschedulable(press.order)
    service = offers.offered(turn.connection, order.service_id)
    free = Availability.of(turn.connection, service, order.seats, turn.now)
    offer = offered(free, press.day, press.hour)
    choice = Choice(
        on_day=lambda day: OpenReschedule(order.id, day),
        at=lambda moment: AskReschedule(order.id, moment),
        from_hour=lambda day, hour: OpenReschedule(order.id, day, hour),
    )
    return Screen(
        text=paragraphs(
            turn._("<b>Another time?</b>"), order_words(turn, order), _question(turn, offer)
        ),
        rows=time_rows(turn, offer, choice),
        back=OpenBooking(order.id),
    )


@flow.page(AskReschedule)
def ask_reschedule_page(turn: Turn, press: AskReschedule) -> Screen:
    order = my_order(turn, press.order)
    if not order.is_live() or order.starts_at in (None, press.starts_at):
        raise PageOutdated(OpenBooking(press.order))
    if not can_move(turn, order):
        raise NotReschedulable(press.order)
    zone = terms_offered(turn.connection, order.service_id).zone
    when = near_time(turn, press.starts_at, zone)
    yes = Reschedule(order.id, press.starts_at)
    times = OpenReschedule(order.id, press.starts_at.astimezone(ZoneInfo(zone)).date())
    return Screen(
        text=paragraphs(
            turn._("<b>Move to {when}?</b>", when=when),
            order_words(turn, order),
            None if order.terms.auto_confirm else turn._("The place has to confirm the new time."),
        ),
        rows=(
            (Button(turn._("Yes, move it"), yes, Style.SUCCESS),),
            (Button(turn._("No, keep my time"), OpenBooking(order.id)),),
        ),
        back=times,
    )


@flow.move(Reschedule)
def reschedule(turn: Turn, press: Reschedule) -> Page:
    rescheduling.reschedule(turn.connection, press.order, turn.person.id, press.starts_at, turn.now)
    return OpenBooking(press.order)


def _question(turn: Turn, offer: Offered) -> str:
    if offer.shown is None:
        return turn._("Nothing else is free. Your time stays as it is.")
    return turn._("{day}: at what time?", day=day_words(turn, offer.shown, offer.zone))
