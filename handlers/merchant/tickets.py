"""A ticket at the counter: an order of the menu is accepted for a time, ready, and handed over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from catalog.menu import selling_out
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bought import bought_words
from handlers.hours import near_time
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import (
    AskCancelByStaff,
    AskCode,
    AskDecline,
    OpenDesk,
    OpenStaffBooking,
    OpenTickets,
)
from handlers.merchant.authorising import may, our_merchant, our_order
from handlers.merchant.delivery_rows import courier_rows, is_awaited, is_fetched
from handlers.merchant.missing_lines import missing_row
from handlers.merchant.replacing import asked_rows
from handlers.names import called
from orders import OrderView, Ticket, ticket_lists, tickets
from orders.loading import lock
from orders.models import OrderState
from people.rights import Right
from wording.tables import table_title

flow = Flow()

LATER = (5, 10, 20)
MINUTE = timedelta(minutes=1)
ITEMS = 12
TICKETS = 8
NAME = 16
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class AcceptTicket(Move):
    """Yes, so many minutes after the time for which it was ordered."""

    code = "tyes"
    order: int
    starts_at: datetime
    later: int = 0


@dataclass(frozen=True, slots=True)
class TicketReady(Move):
    """It waits at the counter."""

    code = "tready"
    order: int


@dataclass(frozen=True, slots=True)
class OpenTicketItems(Page):
    """What of a ticket has run out, a page of its items."""

    code = "tout"
    order: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class SellOut(Move):
    """No more of that today."""

    code = "tgone"
    order: int
    item: int


@flow.move(AcceptTicket)
def accept_ticket(turn: Turn, press: AcceptTicket) -> Page:
    """Only the time that was shown: somebody else may have answered since."""
    lock(turn.connection, press.order)
    order = our_order(turn, press.order)
    if order.starts_at != press.starts_at or press.later not in {0, *LATER}:
        raise PageOutdated(OpenStaffBooking(press.order))
    promised = press.starts_at + press.later * MINUTE
    tickets.accept(turn.connection, press.order, turn.person.id, promised, turn.now)
    return OpenStaffBooking(press.order)


@flow.move(TicketReady)
def ticket_ready(turn: Turn, press: TicketReady) -> Page:
    tickets.ready(turn.connection, press.order, turn.person.id, turn.now)
    return OpenStaffBooking(press.order)


@flow.page(OpenTickets)
def tickets_page(turn: Turn, press: OpenTickets) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    offset = press.page * TICKETS
    found = ticket_lists.tickets(turn.connection, merchant.id, TICKETS + 1, offset)
    shown = found[:TICKETS]
    return Screen(
        text=paragraphs(
            turn._("<b>🧾 Orders</b>"),
            *(_listed(turn, each) for each in shown),
            None if shown else turn._("Nothing to make right now."),
        ),
        rows=(
            *columns(1, (_key(turn, each) for each in shown)),
            *leafing(
                turn,
                press.page,
                lambda page: OpenTickets(merchant.id, page),
                more=len(found) > TICKETS,
            ),
        ),
        back=OpenDesk(merchant.id),
    )


def _listed(turn: Turn, ticket: Ticket) -> Markup:
    when = near_time(turn, ticket.starts_at, ticket.zone)
    return lines(
        turn._(
            "{mark} <b>{when}</b> · {guest}",
            mark=_mark(ticket),
            when=when,
            guest=called(turn, ticket.guest),
        ),
        turn._("<b>🍽 {table}</b>", table=table_title(turn, ticket.table)) if ticket.table else None,
        bought_words(turn, ticket.lines),
        turn._("📝 {note}", note=ticket.note) if ticket.note else None,
    )


def _key(turn: Turn, ticket: Ticket) -> Button:
    whose = called(turn, ticket.guest)
    if ticket.table is not None:
        whose = table_title(turn, ticket.table)
    label = turn._(
        "{mark} {time} · {guest} · {total}",
        mark=_mark(ticket),
        time=turn.texts.time(ticket.starts_at, ticket.zone),
        guest=shortened(whose, NAME),
        total=turn.texts.money(ticket.total, ticket.currency),
    )
    return Button(label, OpenStaffBooking(ticket.order_id))


def _mark(ticket: Ticket) -> str:
    if ticket.state is OrderState.PLACED:
        return "⏳"
    return "✅" if ticket.ready_at is None else "🛎"


@flow.page(OpenTicketItems)
def ticket_items_page(turn: Turn, press: OpenTicketItems) -> Screen:
    order = our_order(turn, press.order)
    page, shown, more = leaf(_items(order), press.page, ITEMS)
    return Screen(
        text=paragraphs(
            turn._("<b>What is sold out today?</b>"),
            turn._("It can be ordered again tomorrow."),
        ),
        rows=(
            *columns(
                1,
                (
                    Button(shortened(name, LONGEST_LABEL), SellOut(order.id, item))
                    for item, name in shown
                ),
            ),
            *leafing(turn, page, lambda page: OpenTicketItems(order.id, page), more=more),
        ),
        back=OpenStaffBooking(order.id),
    )


@flow.move(SellOut)
def sell_out(turn: Turn, press: SellOut) -> Page:
    order = our_order(turn, press.order)
    if press.item in dict(_items(order)):
        selling_out.set_sold_out(
            turn.connection, press.item, turn.person.id, turn.now, sold_out=True
        )
    return OpenStaffBooking(order.id)


def _items(order: OrderView) -> list[tuple[int, str]]:
    return list({line.item_id: line.title for line in order.lines if line.item_id}.items())


def ticket_rows(turn: Turn, order: OrderView) -> Iterator[Row]:
    """What comes next with it."""
    if order.state is OrderState.PLACED and order.starts_at is not None:
        yield from _answers(turn, order, order.starts_at)
    if order.state is OrderState.CONFIRMED:
        if order.ready_at is None and not is_awaited(turn, order):
            yield (Button(turn._("🛎 Ready"), TicketReady(order.id), Style.SUCCESS),)
            yield from _later(turn, order)
        yield from courier_rows(turn, order)
        if may(turn, Right.REDEEM, order.merchant_id) and is_fetched(turn, order):
            yield (Button(turn._("🎟 Hand over"), AskCode(order.merchant_id), Style.PRIMARY),)
        yield (Button(turn._("Cancel the order"), AskCancelByStaff(order.id)),)
    if order.is_live():
        yield (Button(turn._("🚫 Sold out today"), OpenTicketItems(order.id)),)
        yield from asked_rows(turn, order)
        yield from missing_row(turn, order)


def _answers(turn: Turn, order: OrderView, starts_at: datetime) -> Iterator[Row]:
    when = near_time(turn, starts_at, order.zone)
    yes = turn._("✅ Accept · {when}", when=when)
    yield (Button(yes, AcceptTicket(order.id, starts_at), Style.SUCCESS),)
    yield from _later(turn, order)
    yield (Button(turn._("Decline"), AskDecline(order.id), Style.DANGER),)


def _later(turn: Turn, order: OrderView) -> Iterator[Row]:
    """It takes so much longer."""
    if order.starts_at is not None:
        starts_at = order.starts_at
        yield tuple(
            Button(
                turn._("+{time}", time=turn.texts.minutes(each)),
                AcceptTicket(order.id, starts_at, each),
            )
            for each in LATER
        )
