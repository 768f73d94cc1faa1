"""A place's people write to the guest of a booking in its name, and read what the guest writes."""

from collections.abc import Mapping
from typing import Any

from chat.action import Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Screen, lines
from chat.turn import Turn
from handlers.conversing import (
    Ways,
    ask_screen,
    conversation_screen,
    message_screen,
    report_screen,
    way_in,
)
from handlers.errors import fitting
from handlers.merchant.actions import OpenDesk, OpenStaffBooking
from handlers.merchant.authorising import may, our_order
from handlers.merchant.message_actions import (
    AskGuestMessage,
    AskGuestReport,
    EndGuestMessages,
    OpenGuestMessages,
    ReportGuestMessages,
    ResumeGuestMessages,
    WriteToGuest,
)
from handlers.merchant.whose import whose_words
from handlers.names import called
from orders import OrderView, Side, message_ends, message_reports, message_sides, messages, queries
from people.rights import Right
from wording.conversing import language_hint, locales_of, unreachable

flow = Flow()


def message_button(turn: Turn, order: OrderView) -> tuple[Button, ...]:
    """The way to them from the booking's page."""
    return way_in(turn, order, _ways(turn, order), turn._("✉️ Message the guest"))


@flow.page(OpenGuestMessages)
def messages_page(turn: Turn, press: OpenGuestMessages) -> Screen:
    order = theirs(turn, press.order)
    return conversation_screen(turn, order, _ways(turn, order), press.before)


@flow.page(AskGuestMessage)
def ask_message_page(turn: Turn, press: AskGuestMessage) -> Screen:
    order = theirs(turn, press.order)
    return ask_screen(
        turn,
        order,
        _ways(turn, order),
        WriteToGuest(order.id),
        turn._(
            "Type your message to {guest}. They'll see it as coming from {merchant}.",
            guest=called(turn, order.guest),
            merchant=order.merchant,
        ),
        language_hint(turn, locales_of(turn, [order.guest_id])),
        unreachable(turn, order),
    )


@flow.page(AskGuestReport)
def ask_report_page(turn: Turn, press: AskGuestReport) -> Screen:
    order = theirs(turn, press.order)
    return report_screen(turn, order, _ways(turn, order), ReportGuestMessages(order.id))


@flow.move(WriteToGuest)
def write_to_guest(turn: Turn, press: WriteToGuest) -> Page:
    words = fitting(press.text, messages.LONGEST, AskGuestMessage(press.order))
    if not words:
        return AskGuestMessage(press.order)
    messages.write_to_guest(turn.connection, press.order, turn.person.id, words, turn.now)
    return OpenGuestMessages(press.order)


@flow.move(EndGuestMessages)
def end_messages(turn: Turn, press: EndGuestMessages) -> Page:
    message_ends.end_by_merchant(turn.connection, press.order, turn.person.id, turn.now)
    return OpenGuestMessages(press.order)


@flow.move(ResumeGuestMessages)
def resume_messages(turn: Turn, press: ResumeGuestMessages) -> Page:
    message_ends.resume_by_merchant(turn.connection, press.order, turn.person.id, turn.now)
    return OpenGuestMessages(press.order)


@flow.move(ReportGuestMessages)
def report_messages(turn: Turn, press: ReportGuestMessages) -> Page:
    words = fitting(press.text, message_reports.LONGEST, AskGuestReport(press.order))
    if not words:
        return AskGuestReport(press.order)
    message_reports.report_by_merchant(
        turn.connection, press.order, turn.person.id, words, turn.now
    )
    return OpenGuestMessages(press.order)


def message_to_merchant(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The guest wrote; for those who see to the booking still."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or not sees_to(turn, order):
        return None
    headline = turn._("<b>✉️ {guest} about a booking</b>", guest=called(turn, order.guest))
    return message_screen(
        turn, order, _ways(turn, order), lines(headline, whose_words(turn, order.merchant)), payload
    )


def theirs(turn: Turn, order_id: int) -> OrderView:
    """A booking to which the person sees: any of the place, or one of their own calendar."""
    order = our_order(turn, order_id, Right.OWN_CALENDAR)
    if not sees_to(turn, order):
        raise NotAllowed
    return order


def sees_to(turn: Turn, order: OrderView) -> bool:
    return message_sides.is_theirs(
        turn.connection, turn.person.id, order.merchant_id, order.resource_id
    )


def _ways(turn: Turn, order: OrderView) -> Ways:
    """Whoever has a calendar of their own only has no page of the booking."""
    has_page = may(turn, Right.BOOKINGS, order.merchant_id)
    return Ways(
        Side.MERCHANT,
        OpenStaffBooking(order.id) if has_page else OpenDesk(order.merchant_id),
        OpenGuestMessages,
        AskGuestMessage,
        AskGuestReport,
        EndGuestMessages,
        ResumeGuestMessages,
        has_page=has_page,
    )
