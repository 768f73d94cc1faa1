"""A guest writes to the place of a booking, and reads what it writes, without either's account."""

from collections.abc import Mapping
from typing import Any

from chat.action import Page
from chat.flow import Flow
from chat.screen import Row, Screen
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
from handlers.guest.actions import OpenBooking
from handlers.guest.message_actions import (
    AskMessage,
    AskMessageReport,
    EndMessages,
    OpenMessages,
    ReportMessages,
    ResumeMessages,
    WriteMessage,
)
from handlers.guest.owned import my_order
from orders import OrderView, Side, message_ends, message_reports, message_sides, messages, queries
from wording.conversing import language_hint, locales_of

flow = Flow()


def messages_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """The way to them from the booking's page."""
    button = way_in(turn, order, _ways(order), turn._("✉️ Message the place"))
    return (button,) if button else ()


@flow.page(OpenMessages)
def messages_page(turn: Turn, press: OpenMessages) -> Screen:
    order = my_order(turn, press.order)
    return conversation_screen(turn, order, _ways(order), press.before)


@flow.page(AskMessage)
def ask_message_page(turn: Turn, press: AskMessage) -> Screen:
    order = my_order(turn, press.order)
    staff = message_sides.who_hear(turn.connection, order)
    return ask_screen(
        turn,
        order,
        _ways(order),
        WriteMessage(order.id),
        turn._(
            "Type your message to {merchant}. They see your name, but not your account.",
            merchant=order.merchant,
        ),
        language_hint(turn, locales_of(turn, staff)),
    )


@flow.page(AskMessageReport)
def ask_report_page(turn: Turn, press: AskMessageReport) -> Screen:
    order = my_order(turn, press.order)
    return report_screen(turn, order, _ways(order), ReportMessages(order.id))


@flow.move(WriteMessage)
def write_message(turn: Turn, press: WriteMessage) -> Page:
    words = fitting(press.text, messages.LONGEST, AskMessage(press.order))
    if not words:
        return AskMessage(press.order)
    messages.write_to_merchant(turn.connection, press.order, turn.person.id, words, turn.now)
    return OpenMessages(press.order)


@flow.move(EndMessages)
def end_messages(turn: Turn, press: EndMessages) -> Page:
    message_ends.end_by_guest(turn.connection, press.order, turn.person.id, turn.now)
    return OpenMessages(press.order)


@flow.move(ResumeMessages)
def resume_messages(turn: Turn, press: ResumeMessages) -> Page:
    message_ends.resume_by_guest(turn.connection, press.order, turn.person.id, turn.now)
    return OpenMessages(press.order)


@flow.move(ReportMessages)
def report_messages(turn: Turn, press: ReportMessages) -> Page:
    words = fitting(press.text, message_reports.LONGEST, AskMessageReport(press.order))
    if not words:
        return AskMessageReport(press.order)
    message_reports.report_by_guest(turn.connection, press.order, turn.person.id, words, turn.now)
    return OpenMessages(press.order)


def message_to_guest(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The place wrote."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id:
        return None
    headline = turn._("<b>✉️ {merchant} about your booking</b>", merchant=order.merchant)
    return message_screen(turn, order, _ways(order), headline, payload)


def _ways(order: OrderView) -> Ways:
    return Ways(
        Side.GUEST,
        OpenBooking(order.id),
        OpenMessages,
        AskMessage,
        AskMessageReport,
        EndMessages,
        ResumeMessages,
    )
