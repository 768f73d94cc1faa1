"""One booking as the staff sees it: who comes for what, and the yes or no that the guest awaits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.home_visit import came_words, is_visit, left_words, map_row, nobody_words, visit_place
from handlers.merchant.actions import (
    AskCancelByStaff,
    AskDecline,
    AskNobodyCame,
    OpenDay,
    OpenGuest,
    OpenMoving,
    OpenStaffBooking,
    SayCame,
    WithdrawProposal,
)
from handlers.merchant.authorising import may, our_order
from handlers.merchant.complaint_row import own_complaint_row
from handlers.merchant.counter_payment import left_rows
from handlers.merchant.delivery_rows import courier_words
from handlers.merchant.giving_back_row import giving_back_row, no_more_words
from handlers.merchant.history import how_it_stands
from handlers.merchant.messages import message_button
from handlers.merchant.order_receipts import receipts_row
from handlers.merchant.setting_out import setting_out_row
from handlers.merchant.ticket_words import ready_words, ticket_headline, ticket_words
from handlers.merchant.tickets import ticket_rows
from handlers.merchant.whose import whose_words
from handlers.merchant.written_in import written_in_rows
from handlers.names import called
from handlers.orders import (
    cancel_question,
    decline_question,
    is_of_menu,
    moved_from,
    note_words,
    seats_words,
    total_words,
    what_words,
    when_words,
)
from orders import OrderView, attending, cancelling, confirming, counter, proposals, proposing
from orders.loading import lock
from orders.models import OrderState
from orders.notices import News
from payments.port import WHOLE_ONLY
from people.rights import Right
from wording.visits import at_door_words

flow = Flow()

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ConfirmBooking(Move):
    """Yes, we expect them at that time."""

    code = "sconf"
    order: int
    starts_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeclineBooking(Move):
    """No: the guest gets everything back."""

    code = "sdecl"
    order: int


@dataclass(frozen=True, slots=True)
class CancelByStaff(Move):
    """Call it off: the guest gets everything back."""

    code = "scanc"
    order: int


@flow.page(OpenStaffBooking)
def staff_booking_page(turn: Turn, press: OpenStaffBooking) -> Screen:
    order = our_order(turn, press.order)
    return Screen(
        text=paragraphs(*booking_words(turn, order), no_more_words(turn, order)),
        rows=(
            *_rows(turn, order),
            *setting_out_row(turn, order),
            *map_row(turn, order),
            *left_rows(turn, order),
            *moving_row(turn, order),
            *giving_back_row(turn, order),
            *receipts_row(turn, order),
            *own_complaint_row(turn, order),
            *_guest_row(turn, order),
        ),
        back=OpenDay(order.merchant_id),
    )


@flow.page(AskDecline)
def ask_decline_page(turn: Turn, press: AskDecline) -> Screen:
    order = our_order(turn, press.order)
    if order.state is not OrderState.PLACED:
        raise PageOutdated(OpenStaffBooking(order.id))
    no = Button(turn._("Yes, decline it"), DeclineBooking(order.id), Style.DANGER)
    return _sure(turn, order, decline_question(turn, order), no)


@flow.page(AskCancelByStaff)
def ask_cancel_page(turn: Turn, press: AskCancelByStaff) -> Screen:
    order = our_order(turn, press.order)
    if not order.is_live():
        raise PageOutdated(OpenStaffBooking(order.id))
    off = Button(turn._("Yes, cancel it"), CancelByStaff(order.id), Style.DANGER)
    return _sure(turn, order, cancel_question(turn, order), off)


@flow.move(ConfirmBooking)
def confirm_booking(turn: Turn, press: ConfirmBooking) -> Page:
    """The guest may have moved it since this was shown."""
    lock(turn.connection, press.order)
    if our_order(turn, press.order).starts_at != press.starts_at:
        raise PageOutdated(OpenStaffBooking(press.order))
    confirming.confirm(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


@flow.move(DeclineBooking)
def decline_booking(turn: Turn, press: DeclineBooking) -> Page:
    confirming.decline(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


@flow.move(CancelByStaff)
def cancel_by_staff(turn: Turn, press: CancelByStaff) -> Page:
    cancelling.cancel_by_merchant(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


def booking_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The message that tells staff of a booking; kept up to date while the booking changes."""
    if not may(turn, Right.BOOKINGS, payload["merchant"]):
        return None
    order = our_order(turn, payload["order"])
    return _message(
        turn, order, _headline(turn, order, News(payload["news"])), moved_from(turn, order, payload)
    )


def booking_subject(order: int) -> str:
    """What the message with a booking is about."""
    return f"booking-{order}"


def answer_due(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """Once more, while the guest waits for the answer that was due then."""
    if not may(turn, Right.BOOKINGS, payload["merchant"]):
        return None
    order = our_order(turn, payload["order"])
    by = order.confirm_by
    if order.state is not OrderState.PLACED or by is None or by.isoformat() != payload["by"]:
        return None
    left = turn.texts.minutes(max(1, -(-(by - turn.now) // MINUTE)))
    return _message(turn, order, turn._("<b>⏳ {time} left to answer</b>", time=left))


def _message(turn: Turn, order: OrderView, *headline: Markup | None) -> Screen:
    return Screen(
        text=paragraphs(lines(*headline), *booking_words(turn, order)),
        rows=(*_rows(turn, order), *map_row(turn, order)),
        keep=True,
        subject=booking_subject(order.id),
    )


def booking_words(turn: Turn, order: OrderView) -> Iterator[Markup | None]:
    """Who comes for what, when, and how it stands."""
    yield lines(
        ticket_words(turn, order) if is_of_menu(order) else what_words(turn, order),
        whose_words(turn, order.merchant),
        when_words(turn, order),
        visit_place(turn, order) if is_visit(order) else None,
        _with_whom(turn, order),
        seats_words(turn, order),
        turn._("👤 {guest}", guest=called(turn, order.guest)),
        note_words(turn, order),
    )
    if counter.is_written_in(turn.connection, order):
        yield (
            (at_door_words(turn, order) or turn._("They pay you there; nothing is charged here."))
            if is_visit(order)
            else turn._("They pay at your counter; nothing is charged here.")
        )
    else:
        yield total_words(turn, order)
    yield lines(
        how_it_stands(turn, order),
        ready_words(turn, order),
        courier_words(turn, order),
        left_words(turn, order),
    )


def _with_whom(turn: Turn, order: OrderView) -> Markup | None:
    """To whom it fell, or whom the guest asked for."""
    if order.resource is None:
        return None
    if order.chosen_resource_id is not None:
        return turn._("❤️ asked for {resource}", resource=order.resource)
    return turn._("with {resource}", resource=order.resource)


def _headline(turn: Turn, order: OrderView, news: News) -> Markup:
    if is_of_menu(order):
        return ticket_headline(turn, order, news)
    headlines = MappingProxyType(
        {
            News.NEW: turn._("<b>🔔 New booking</b>"),
            News.CONFIRMED: turn._("<b>Booking confirmed</b>"),
            News.DECLINED: turn._("<b>Booking declined</b>"),
            News.CANCELLED: turn._("<b>❌ Booking cancelled</b>"),
            News.RESCHEDULED: turn._("<b>🔁 Booking moved</b>"),
            News.REDEEMED: turn._("<b>Guest served</b>"),
            News.EXPIRED: turn._("<b>No-show</b>"),
            News.UNUSED: turn._("<b>Did the guest come?</b>"),
            News.PROPOSED: turn._("<b>🔁 The guest is asked for another time</b>"),
            News.KEPT: turn._("<b>The guest keeps the time</b>"),
            News.WITHDRAWN: turn._("<b>The guest is not asked any more</b>"),
            News.UNMOVED: turn._("<b>The booking stays at its time</b>"),
        }
    )
    return headlines[news]


def moving_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """To another time, or no more of the one that its guest was asked for."""
    if not proposing.can_move(turn.connection, order, turn.now):
        return ()
    move = Button(turn._("🔁 Move"), OpenMoving(order.id))
    if proposals.proposed(turn.connection, order.id, turn.now) is None:
        return ((move,),)
    return ((move, Button(turn._("Don't ask any more"), WithdrawProposal(order.id))),)


def _guest_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    row = message_button(turn, order)
    if order.guest and may(turn, Right.GUESTS, order.merchant_id):
        row = (Button(turn._("👤 Guest"), OpenGuest(order.merchant_id, order.guest_id)), *row)
    return (row,) if row else ()


def _rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    if is_of_menu(order):
        yield from ticket_rows(turn, order)
        return
    if order.state is OrderState.PLACED:
        yield (
            Button(turn._("✅ Confirm"), ConfirmBooking(order.id, order.starts_at), Style.SUCCESS),
            Button(turn._("Decline"), AskDecline(order.id), Style.DANGER),
        )
    if counter.is_written_in(turn.connection, order):
        yield from written_in_rows(turn, order)
    elif order.is_live() and order.is_over(turn.now) and not order.used:
        yield from _attendance(turn, order)
    elif order.state is OrderState.CONFIRMED:
        yield (Button(turn._("Cancel the booking"), AskCancelByStaff(order.id)),)


def _attendance(turn: Turn, order: OrderView) -> Iterator[Row]:
    nobody = Button(nobody_words(turn, order), AskNobodyCame(order.id))
    if attending.said_of(turn.connection, order.id) is None:
        yield Button(came_words(turn, order), SayCame(order.id), Style.SUCCESS), nobody
    else:
        yield (nobody,)


def _what_goes_back(turn: Turn, order: OrderView) -> Markup:
    if counter.is_written_in(turn.connection, order):
        return turn._("You wrote this guest in. Please tell them yourself.")
    if not order.prepaid:
        return turn._("The guest is notified right away.")
    if order.used and order.currency in WHOLE_ONLY:
        return turn._(
            "The guest gets a full refund, used or not, as Stars can only be refunded in full."
        )
    return turn._("The guest is refunded for everything unused and notified right away.")


def _sure(turn: Turn, order: OrderView, question: Markup, yes: Button) -> Screen:
    told = _what_goes_back(turn, order)
    keep = Button(turn._("No, keep it"), OpenStaffBooking(order.id), Style.PRIMARY)
    return Screen(
        text=paragraphs(question, *booking_words(turn, order), told),
        rows=((yes,), (keep,)),
        back=OpenStaffBooking(order.id),
    )
