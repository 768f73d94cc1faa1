"""A guest's bookings: what is to come, what was, and one booking with all that can be done."""

from collections.abc import Iterator

from markupsafe import Markup

from chat.action import Action
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bill_words import is_bill
from handlers.guest.actions import (
    AskSupport,
    GoNear,
    OpenBooking,
    OpenBookings,
    OpenCancel,
    OpenCheckout,
    OpenDirections,
    OpenHome,
    OpenMerchant,
    OpenRating,
    OpenReceipt,
    OpenReschedule,
    OpenVoucher,
    SayOfBooking,
)
from handlers.guest.at_table import table_rows
from handlers.guest.bill import bill_screen
from handlers.guest.bill_rows import rest_row, tip_row, tip_words
from handlers.guest.calendar import calendar_row
from handlers.guest.complaint_row import complaint_row
from handlers.guest.delivery import delivery_row
from handlers.guest.menu_actions import OrderAgain
from handlers.guest.messages import messages_row
from handlers.guest.owned import (
    at_that_day,
    can_book_again,
    can_move,
    held_page,
    my_order,
    once_more,
)
from handlers.guest.proposal import proposal_rows, proposal_words
from handlers.guest.queueing import ticket_rows
from handlers.guest.replacement import answer_rows
from handlers.guest.waitlist import wait_rows
from handlers.home_visit import goes_there
from handlers.layout import columns, leafing, shortened
from handlers.orders import again_label, is_of_menu, last_day, note_words, order_words
from handlers.status_text import status_text
from handlers.terms import paid_terms
from orders import OrderLine, OrderView, lists, proposals
from orders.models import Fulfilment, OrderState
from wording.paying import paying_words

flow = Flow()

PAGE = 8
ROOM = 46
"""What a label has for a moment and two names, beside its signs and the marks of direction."""


@flow.page(OpenBookings)
def bookings_page(turn: Turn, press: OpenBookings) -> Screen:
    found = _lines(turn, press)
    shown = found[:PAGE]
    return Screen(
        text=paragraphs(
            turn._("<b>Past bookings</b>") if press.past else turn._("<b>🎟 My bookings</b>"),
            None if shown else _nothing(turn, press),
        ),
        rows=(
            *(
                ()
                if press.past or press.page
                else (*table_rows(turn), *ticket_rows(turn), *wait_rows(turn))
            ),
            *columns(1, (_line(turn, each) for each in shown)),
            *leafing(
                turn,
                press.page,
                lambda page: OpenBookings(press.past, page),
                more=len(found) > PAGE,
            ),
            _other(turn, press, bool(shown)),
        ),
        back=OpenBookings() if press.past else OpenHome(),
    )


@flow.page(OpenBooking, asks=lambda press: SayOfBooking(press.order))
def booking_page(turn: Turn, press: OpenBooking) -> Screen:
    order = my_order(turn, press.order)
    if is_bill(order):
        return bill_screen(turn, order)
    proposal = proposals.proposed(turn.connection, order.id, turn.now) if order.is_live() else None
    asked = () if proposal is None else proposal_rows(turn, order, proposal)
    return Screen(
        text=paragraphs(
            None if proposal is None else proposal_words(turn, order, proposal),
            order_words(turn, order),
            status_text(turn, order),
            paid_terms(turn, order),
            lines(paying_words(turn, order), *(tip_words(turn, order) if order.takes_tips else ())),
            note_words(turn, order),
            turn._("📞 {phone}", phone=order.phone) if order.phone else None,
        ),
        rows=(*asked, *_rows(turn, order)),
        back=OpenBookings(past=order.state not in (OrderState.HELD, *_LIVE)),
    )


_LIVE = (OrderState.PLACED, OrderState.CONFIRMED)


def _lines(turn: Turn, press: OpenBookings) -> list[OrderLine]:
    offset = press.page * PAGE
    if press.past:
        return lists.past_of_guest(turn.connection, turn.person.id, PAGE + 1, offset)
    return lists.coming_of_guest(turn.connection, turn.person.id, turn.now, PAGE + 1, offset)


def _nothing(turn: Turn, press: OpenBookings) -> str:
    if press.past:
        return turn._("Nothing here yet.")
    return turn._("Nothing booked right now. Want to find something?")


def _line(turn: Turn, line: OrderLine) -> Button:
    when = _when(turn, line)
    room = ROOM - len(when)
    service = shortened(_what(turn, line), room // 2)
    merchant = shortened(line.merchant, room - len(service))
    label = turn._("{when} · {service} · {merchant}", when=when, service=service, merchant=merchant)
    if line.state is OrderState.HELD:
        return Button(turn._("⏳ {booking}", booking=label), held_page(line))
    return Button(label, OpenBooking(line.id))


def _what(turn: Turn, line: OrderLine) -> str:
    """Of what is paid at a counter the sum is what tells one from another."""
    if line.fulfilment is Fulfilment.COUNTER:
        return f"{line.title} {turn.texts.money(line.total, line.currency)}"
    return line.title


def _when(turn: Turn, line: OrderLine) -> str:
    if line.fulfilment is Fulfilment.COUNTER:
        return turn.texts.day_and_time(line.placed_at or line.held_until or turn.now, line.zone)
    if line.starts_at is not None:
        return turn.texts.day_and_time(line.starts_at, line.zone)
    if line.valid_until is not None:
        return turn._("until {day}", day=last_day(turn, line.valid_until, line.zone))
    return turn._("any time")


def _other(turn: Turn, press: OpenBookings, some: bool) -> Row:
    if press.past:
        return (Button(turn._("Upcoming"), OpenBookings()),)
    past = Button(turn._("Past bookings"), OpenBookings(past=True))
    return (past,) if some else (Button(turn._("📍 Near me"), GoNear()), past)


def _rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    if order.is_held(turn.now):
        yield (Button(_go_on(turn, order), OpenCheckout(order.id), Style.PRIMARY),)
    if order.is_live():
        yield from _live_rows(turn, order)
    yield from calendar_row(turn, order)
    if order.state is OrderState.REDEEMED and order.merchant_id not in turn.person.merchants:
        label = turn._("⭐ Rate") if order.stars is None else turn._("Your rating")
        if not order.taken_back:
            yield (Button(label, OpenRating(order.id)),)
    yield from rest_row(turn, order)
    yield from tip_row(turn, order)
    yield from _afterwards(turn, order)


def _go_on(turn: Turn, order: OrderView) -> Markup:
    return turn._("Continue to pay") if is_of_menu(order) else turn._("Continue booking")


def _help(turn: Turn, order: OrderView) -> Markup:
    if is_of_menu(order):
        return turn._("💬 Help with this order")
    return turn._("💬 Help with this booking")


def _live_rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    yield from delivery_row(turn, order)
    if is_of_menu(order):
        yield from answer_rows(turn, order)
    yield (Button(turn._("🎟 Show the code"), OpenVoucher(order.id), Style.PRIMARY),)
    cancel = Button(turn._("Cancel"), OpenCancel(order.id))
    if can_move(turn, order):
        yield Button(turn._("Another time"), OpenReschedule(order.id)), cancel
    else:
        yield (cancel,)


def _afterwards(turn: Turn, order: OrderView) -> Iterator[Row]:
    if order.sitting_id is not None:
        yield from table_rows(turn, order.sitting_id)
    directions = OpenDirections(order.merchant_id, order.location_id)
    yield (
        *((Button(turn._("🗺 Directions"), directions),) if goes_there(order) else ()),
        Button(turn._("About the place"), OpenMerchant(order.merchant_id)),
    )
    yield from complaint_row(turn, order)
    yield from messages_row(turn, order)
    yield (Button(_help(turn, order), AskSupport(order.id)),)
    row = []
    if can_book_again(order) and (is_of_menu(order) or not order.is_live()):
        row.append(Button(again_label(turn, order), _again(order)))
    if order.payments:
        row.append(Button(turn._("Receipt"), OpenReceipt(order.id)))
    if row:
        yield tuple(row)


def _again(order: OrderView) -> Action:
    """What was not paid in time is wanted for the same day still."""
    if is_of_menu(order):
        return OrderAgain(order.id)
    return at_that_day(order) if order.state is OrderState.LAPSED else once_more(order)
