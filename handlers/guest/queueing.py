"""A guest takes a number at a place, sees how many are before them, and hears when it is their turn."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from catalog.views import MerchantView
from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBookings, OpenDirections, OpenHome, OpenMerchant
from handlers.guest.found import found_merchant
from handlers.guest.queue_actions import (
    AskLeaveQueue,
    ComeBack,
    LeaveQueue,
    OpenQueue,
    OpenTicket,
    TakeNumber,
    TypeParty,
)
from handlers.layout import columns
from queueing import queues, tickets, waiting
from queueing.lines import Line, about, lines_of
from queueing.models import TicketState
from queueing.news import Why
from queueing.queues import Queue
from queueing.tickets import Ticket
from wording.queueing import MINUTE, line_words, people_words, wait_words

flow = Flow()

SIZES = range(1, 9)


@flow.page(OpenQueue)
def queue_page(turn: Turn, press: OpenQueue) -> Screen:
    queue = queues.queue_of(turn.connection, press.location)
    if queue is None:
        raise PageOutdated(OpenHome())
    merchant = found_merchant(turn, queue.merchant_id)
    mine = _mine(turn, press.location)
    can_take = queue.is_open and mine is None and merchant.bookable
    return Screen(
        text=paragraphs(
            turn._("I couldn't read that as a number of people.") if press.again else None,
            _heading(turn, merchant, press.location),
            *_how_long(turn, queue),
            _question(turn, queue, mine) if can_take or not queue.is_open else None,
        ),
        rows=(*_own_row(turn, mine), *(_sizes(turn, press.location) if can_take else ())),
        asks=TypeParty(press.location) if can_take else None,
        back=OpenMerchant(merchant.id),
    )


@flow.move(TakeNumber)
def take_number(turn: Turn, press: TakeNumber) -> Page:
    ticket = waiting.take_number(
        turn.connection, turn.person.id, press.location, press.party, turn.now
    )
    return OpenTicket(ticket)


@flow.move(TypeParty)
def type_party(turn: Turn, press: TypeParty) -> Page:
    typed = press.text.strip()
    if not typed.isdecimal():
        return OpenQueue(press.location, again=True)
    return take_number(turn, TakeNumber(press.location, min(int(typed[:6]), 10**6)))


@flow.page(OpenTicket)
def ticket_page(turn: Turn, press: OpenTicket) -> Screen:
    one = my_ticket(turn, press.ticket)
    return Screen(
        text=ticket_words(turn, one),
        rows=(*_ticket_rows(turn, one),),
        back=OpenMerchant(one.merchant_id),
    )


@flow.page(AskLeaveQueue)
def ask_leave_page(turn: Turn, press: AskLeaveQueue) -> Screen:
    one = my_ticket(turn, press.ticket)
    if one.state in _GONE:
        raise PageOutdated(OpenTicket(one.id))
    return Screen(
        text=turn._(
            "Leave the queue at {merchant}? Your number {label} goes to nobody else, "
            "and a new one is at the end.",
            merchant=one.merchant,
            label=one.label,
        ),
        rows=(
            (Button(turn._("Yes, leave"), LeaveQueue(one.id), Style.DANGER),),
            (Button(turn._("No, I'll wait"), OpenTicket(one.id), Style.PRIMARY),),
        ),
        back=OpenTicket(one.id),
    )


@flow.move(LeaveQueue)
def leave_queue(turn: Turn, press: LeaveQueue) -> Page:
    waiting.leave(turn.connection, press.ticket, turn.person.id, turn.now)
    return OpenTicket(press.ticket)


@flow.move(ComeBack)
def come_back(turn: Turn, press: ComeBack) -> Page:
    waiting.come_back(turn.connection, press.ticket, turn.person.id, turn.now)
    return OpenTicket(press.ticket)


def ticket_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """What happened to a number; nothing where it no longer holds."""
    one = tickets.ticket(turn.connection, payload["ticket"])
    if one is None or not _still(turn, one, Why(payload["why"])):
        return None
    rows = (*_ticket_rows(turn, one, kept=True),)
    return Screen(
        text=ticket_words(turn, one), rows=rows, keep=True, subject=f"queue-ticket-{one.id}"
    )


def queue_row(turn: Turn, merchant: MerchantView) -> Iterable[Row]:
    """To the queues of a merchant's places that give out numbers."""
    found = queues.open_queues(turn.connection, merchant.id)
    for location in merchant.locations:
        if location.id in found:
            label = turn._("🎫 Take a number")
            if len(found) > 1:
                where = location.name or location.address or ""
                label = turn._("🎫 Take a number: {place}", place=where)
            yield (Button(label, OpenQueue(location.id)),)


def ticket_rows(turn: Turn) -> tuple[Row, ...]:
    """To the guest's numbers, wherever they wait."""
    mine = tickets.tickets_of(turn.connection, turn.person.id, turn.now)
    return tuple((_ticket_button(turn, each),) for each in mine)


def my_ticket(turn: Turn, ticket_id: int) -> Ticket:
    one = tickets.ticket(turn.connection, ticket_id)
    if one is None or one.guest_id != turn.person.id:
        raise PageOutdated(OpenBookings())
    return one


def ticket_words(turn: Turn, one: Ticket) -> Markup:
    """The number, whose turn it is, and what to do."""
    return paragraphs(
        lines(
            turn._("<b>🎫 Your number: {label}</b>", label=one.label),
            turn._(
                "{merchant} · {people}", merchant=one.merchant, people=people_words(turn, one.party)
            ),
            turn._("📍 {address}", address=one.place) if one.place else None,
        ),
        _standing(turn, one),
    )


_GONE = (TicketState.SEATED, TicketState.LEFT, TicketState.OVER)


def _standing(turn: Turn, one: Ticket) -> Markup:
    if one.state is TicketState.SKIPPED:
        return turn._(
            "You weren't there when your number was called. Are you there now? "
            "Press “I'm here”, and you are soon called again."
        )
    if one.state is TicketState.SEATED:
        return turn._("It was your turn. Enjoy!")
    if one.state is TicketState.LEFT:
        return turn._("You left the queue.")
    if one.state is TicketState.OVER:
        return turn._("The queue is over: nobody is called any more.")
    if not one.is_live(turn.now):
        return turn._("The queue is over.")
    return _called(turn, one) if one.state is TicketState.CALLED else _before(turn, one)


def _before(turn: Turn, one: Ticket) -> Markup:
    ahead = tickets.ahead_of(turn.connection, one)
    words = (
        turn.ngettext("{number} party is before you.", "{number} parties are before you.", ahead)
        if ahead
        else turn._("You are next.")
    )
    called = turn._("You get a message here when you are called.")
    return lines(words, _outlook(turn, one, ahead), called)


def _outlook(turn: Turn, one: Ticket, ahead: int) -> Markup | None:
    """About how long, by what was measured; whoever waits longer than that reads so."""
    each = tickets.pace_of(turn.connection, one.location_id, one.line, turn.now)
    long, said = about(ahead, each), about(one.ahead, each)
    if long is None or said is None:
        return None
    if not one.calls and turn.now - one.taken_at > said:
        return turn._("It takes longer than usual.")
    return turn._("It takes about {minutes}.", minutes=turn.texts.minutes(long // MINUTE))


def _called(turn: Turn, one: Ticket) -> Markup:
    by = one.come_by()
    assert by is not None
    if one.is_late(turn.now):
        return turn._("❗️ You were called and are late. Come in now, or others go first.")
    return turn._(
        "🔔 It's your turn! Come in and show this number, by {time}.",
        time=turn.texts.time(by, one.zone),
    )


def _still(turn: Turn, one: Ticket, why: Why) -> bool:
    match why:
        case Why.NEAR:
            return one.state is TicketState.WAITING
        case Why.CALLED:
            return one.state is TicketState.CALLED
        case Why.LATE:
            return one.is_late(turn.now)
        case Why.SKIPPED:
            return one.state is TicketState.SKIPPED
        case Why.OVER:
            return one.state is TicketState.OVER
        case Why.CHANGED:
            return True


def _ticket_rows(turn: Turn, one: Ticket, *, kept: bool = False) -> Iterable[Row]:
    """A kept message shows the number anew below itself."""
    if one.state in _GONE or not _in_session(turn, one):
        return
    if one.state is TicketState.SKIPPED:
        yield (Button(turn._("I'm here"), ComeBack(one.id), Style.PRIMARY),)
    else:
        label = turn._("🎫 My number") if kept else turn._("🔄 Update")
        yield (Button(label, OpenTicket(one.id)),)
    yield (
        Button(turn._("🗺 Directions"), OpenDirections(one.merchant_id, one.location_id)),
        Button(turn._("Leave the queue"), AskLeaveQueue(one.id)),
    )


def _in_session(turn: Turn, one: Ticket) -> bool:
    return turn.now - one.session_at <= queues.SESSION


def _mine(turn: Turn, location: int) -> Ticket | None:
    mine = tickets.tickets_of(turn.connection, turn.person.id, turn.now)
    return next((each for each in mine if each.location_id == location), None)


def _own_row(turn: Turn, mine: Ticket | None) -> tuple[Row, ...]:
    return () if mine is None else ((_ticket_button(turn, mine),),)


def _ticket_button(turn: Turn, one: Ticket) -> Button:
    label = turn._("🎫 Your number: {label} · {merchant}", label=one.label, merchant=one.merchant)
    return Button(label, OpenTicket(one.id), Style.PRIMARY)


def _heading(turn: Turn, merchant: MerchantView, location: int) -> Markup:
    where = next((each.address for each in merchant.locations if each.id == location), None)
    return lines(
        turn._("<b>🎫 The queue at {merchant}</b>", merchant=merchant.name),
        turn._("📍 {address}", address=where) if where else None,
    )


def _how_long(turn: Turn, queue: Queue) -> Iterable[Markup | str]:
    of_size = lines_of(queue.limits)
    words = [_line(turn, queue, each, named=len(of_size) > 1) for each in of_size]
    yield lines(*words)


def _line(turn: Turn, queue: Queue, line: Line, *, named: bool) -> str:
    many = 0
    if queue.session_at is not None and not queue.is_stale(turn.now):
        here = (turn.connection, queue.location_id, line.index)
        many = tickets.waiting(*here, queue.session_at)
    long = tickets.about_how_long(turn.connection, queue.location_id, line.index, many, turn.now)
    words = wait_words(turn, many, long)
    if not named:
        return turn._("Now: {waiting}", waiting=words)
    return turn._("{people}: {waiting}", people=line_words(turn, line), waiting=words)


def _question(turn: Turn, queue: Queue, mine: Ticket | None) -> Markup | None:
    if not queue.is_open:
        return turn._("No numbers are given out right now.")
    return None if mine else turn._("For how many people? Choose, or type the number.")


def _sizes(turn: Turn, location: int) -> tuple[Row, ...]:
    numbers = (Button(turn.texts.number(each), TakeNumber(location, each)) for each in SIZES)
    return columns(4, numbers)
