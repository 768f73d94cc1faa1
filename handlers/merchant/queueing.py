"""Staff see who waits, call whose turn it is, and seat or pass over whoever was called."""

from collections.abc import Iterable, Sequence
from itertools import chain
from types import MappingProxyType

from markupsafe import Markup

from catalog.queries import merchant_of_location
from catalog.views import LocationView, MerchantView
from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, dotted, leaf, leafing, shortened
from handlers.merchant.actions import OpenDesk
from handlers.merchant.authorising import may, our_merchant
from handlers.merchant.grounds import place_name
from handlers.merchant.queue_actions import (
    AskEndQueue,
    AskParty,
    CallTicket,
    CallTicketAgain,
    CloseQueueNumbers,
    GiveAtTheDoor,
    OpenOwnQueue,
    OpenOwnQueues,
    OpenOwnTicket,
    OpenQueueCode,
    OpenQueueNumbers,
    OpenQueueSettings,
    SeatTicket,
    SkipTicket,
    TypeAtTheDoor,
)
from people.rights import Right
from queueing import calling, queues, tickets
from queueing.lines import lines_of
from queueing.models import TO_CALL, TicketState
from queueing.queues import Queue
from queueing.tickets import Ticket
from wording.queueing import MINUTE, line_words, people_words, state_words

flow = Flow()

AT_ONCE = 8
SIZES = range(1, 9)
LONGEST = 24


@flow.page(OpenOwnQueues)
def queues_page(turn: Turn, press: OpenOwnQueues) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    page, shown, more = leaf(merchant.locations, press.page, AT_ONCE)
    places = (Button(place_name(each), OpenOwnQueue(each.id)) for each in shown)
    return Screen(
        text=turn._("The queue at which place?"),
        rows=(
            *columns(1, places),
            *leafing(turn, page, lambda page: OpenOwnQueues(merchant.id, page), more=more),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenOwnQueue)
def own_queue_page(turn: Turn, press: OpenOwnQueue) -> Screen:
    merchant, _place = our_place(turn, press.location)
    queue = queues.queue_of(turn.connection, press.location)
    called, waits, missed = _by_state(turn, press.location)
    page, _longest, more = leaf(max(called, waits, missed, key=len), press.page, AT_ONCE)
    lists = [each[page * AT_ONCE :][:AT_ONCE] for each in (called, waits, missed)]
    return Screen(
        text=paragraphs(
            turn._("<b>🎫 Queue: {merchant}</b>", merchant=merchant.name),
            _openness(turn, queue),
            _listed(turn, turn._("<b>Called</b>"), lists[0]),
            _listed(turn, turn._("<b>Waiting</b>"), lists[1])
            or (turn._("Nobody is waiting.") if queue is not None and not waits else None),
            _listed(turn, turn._("<b>Not here when called</b>"), lists[2]),
        ),
        rows=(
            *columns(2, (_next(turn, each) for each in _firsts(waits))),
            *columns(2, (_one(turn, each) for each in chain(*lists))),
            *leafing(turn, page, lambda page: OpenOwnQueue(press.location, page), more=more),
            *_ways(turn, merchant, press.location, queue, waits=bool(waits or missed)),
        ),
        back=_parent(merchant),
    )


@flow.move(OpenQueueNumbers)
def open_numbers(turn: Turn, press: OpenQueueNumbers) -> Page:
    queues.open_queue(turn.connection, press.location, turn.person.id, turn.now)
    return OpenOwnQueue(press.location)


@flow.move(CloseQueueNumbers)
def close_numbers(turn: Turn, press: CloseQueueNumbers) -> Page:
    queues.close_queue(turn.connection, press.location, turn.person.id, turn.now)
    return OpenOwnQueue(press.location)


@flow.page(OpenOwnTicket)
def own_ticket_page(turn: Turn, press: OpenOwnTicket) -> Screen:
    one = tickets.ticket(turn.connection, press.ticket)
    if one is None:
        raise NotAllowed
    our_place(turn, one.location_id)
    return Screen(
        text=paragraphs(
            turn._("<b>🎫 Number {label}</b>", label=one.label), _ticket_facts(turn, one)
        ),
        rows=(*_moves(turn, one),),
        back=OpenOwnQueue(one.location_id),
    )


@flow.move(CallTicket)
def call_ticket(turn: Turn, press: CallTicket) -> Page:
    calling.call(turn.connection, press.ticket, turn.person.id, turn.now)
    return OpenOwnTicket(press.ticket)


@flow.move(CallTicketAgain)
def call_ticket_again(turn: Turn, press: CallTicketAgain) -> Page:
    calling.call_again(turn.connection, press.ticket, press.calls, turn.person.id, turn.now)
    return OpenOwnTicket(press.ticket)


@flow.move(SeatTicket)
def seat_ticket(turn: Turn, press: SeatTicket) -> Page:
    calling.seat(turn.connection, press.ticket, turn.person.id, turn.now)
    return _back_to(turn, press.ticket)


@flow.move(SkipTicket)
def skip_ticket(turn: Turn, press: SkipTicket) -> Page:
    calling.skip(turn.connection, press.ticket, turn.person.id, turn.now)
    return _back_to(turn, press.ticket)


@flow.page(AskParty)
def ask_party_page(turn: Turn, press: AskParty) -> Screen:
    merchant, _place = our_place(turn, press.location)
    if queues.queue_of(turn.connection, press.location) is None:
        raise PageOutdated(OpenOwnQueue(press.location))
    sizes = (Button(turn.texts.number(each), GiveAtTheDoor(press.location, each)) for each in SIZES)
    return Screen(
        text=paragraphs(
            turn._("I couldn't read that as a number of people.") if press.again else None,
            turn._("<b>🎫 A number at the door</b>"),
            turn._("{merchant}: for how many people?", merchant=merchant.name),
            turn._("Choose, or type the number and a name, like 4 Martin."),
        ),
        rows=columns(4, sizes),
        asks=TypeAtTheDoor(press.location),
        back=OpenOwnQueue(press.location),
    )


@flow.move(GiveAtTheDoor)
def give_at_the_door(turn: Turn, press: GiveAtTheDoor) -> Page:
    return _given(turn, press.location, press.party, "")


@flow.move(TypeAtTheDoor)
def type_at_the_door(turn: Turn, press: TypeAtTheDoor) -> Page:
    number, _space, name = press.text.strip().partition(" ")
    if not number.isdecimal():
        return AskParty(press.location, again=True)
    return _given(turn, press.location, min(int(number[:6]), 10**6), name)


def queue_keys(turn: Turn, merchant: MerchantView) -> tuple[Button, ...]:
    """From the desk to the queue of its place, or to the choice where there are several."""
    if not merchant.locations:
        return ()
    several = len(merchant.locations) > 1
    to = OpenOwnQueues(merchant.id) if several else OpenOwnQueue(merchant.locations[0].id)
    return (Button(turn._("🎫 Queue"), to),)


def our_place(
    turn: Turn, location_id: int, right: Right = Right.BOOKINGS
) -> tuple[MerchantView, LocationView]:
    """`NotAllowed` for everybody else."""
    merchant_id = merchant_of_location(turn.connection, location_id)
    if merchant_id is None:
        raise NotAllowed
    merchant = our_merchant(turn, merchant_id, right)
    return merchant, next(each for each in merchant.locations if each.id == location_id)


def _given(turn: Turn, location: int, party: int, name: str) -> Page:
    by = turn.person.id
    return OpenOwnTicket(
        calling.give_at_the_door(turn.connection, location, party, name, by, turn.now)
    )


def _back_to(turn: Turn, ticket_id: int) -> Page:
    one = tickets.ticket(turn.connection, ticket_id)
    assert one is not None
    return OpenOwnQueue(one.location_id)


def _parent(merchant: MerchantView) -> Page:
    return OpenOwnQueues(merchant.id) if len(merchant.locations) > 1 else OpenDesk(merchant.id)


def _openness(turn: Turn, queue: Queue | None) -> str:
    if queue is None:
        return turn._(
            "Guests take a number in the chat, see how long it takes, "
            "and get a message when you call them."
        )
    if queue.is_open:
        return turn._("Guests can take numbers.")
    return turn._("No numbers are given out.")


def _listed(turn: Turn, title: str, found: Sequence[Ticket]) -> Markup | None:
    return lines(title, *(_line(turn, each) for each in found)) if found else None


def _line(turn: Turn, one: Ticket) -> Markup:
    return dotted((one.label, people_words(turn, one.party), one.name or None, _since(turn, one)))


def _since(turn: Turn, one: Ticket) -> str:
    if one.is_late(turn.now):
        return turn._("late")
    since = one.taken_at if one.state is TicketState.WAITING else one.called_at
    assert since is not None
    minutes = (turn.now - since) // MINUTE
    return turn.texts.minutes(minutes) if minutes > 0 else turn._("just now")


def _by_state(turn: Turn, location: int) -> tuple[list[Ticket], list[Ticket], list[Ticket]]:
    """Who is called, who waits, and who was not there, the last of them first."""
    found = tickets.in_line(turn.connection, location, tuple(_SIGNS), turn.now)
    called, waits, missed = ([one for one in found if one.state is each] for each in _SIGNS)
    return called, waits, missed[::-1]


def _firsts(waits: Iterable[Ticket]) -> Iterable[Ticket]:
    """The first of each line."""
    seen: set[int] = set()
    for each in waits:
        if each.line not in seen:
            seen.add(each.line)
            yield each


def _next(turn: Turn, one: Ticket) -> Button:
    label = turn._(
        "📣 Call {label} · {people}", label=one.label, people=people_words(turn, one.party)
    )
    return Button(label, CallTicket(one.id), Style.PRIMARY)


def _one(turn: Turn, one: Ticket) -> Button:
    sign = _SIGNS[one.state]
    name = shortened(one.name, LONGEST) or people_words(turn, one.party)
    return Button(f"{sign} {one.label} · {name}", OpenOwnTicket(one.id))


_SIGNS = MappingProxyType(
    {TicketState.CALLED: "🔔", TicketState.WAITING: "🎫", TicketState.SKIPPED: "💤"}
)


def _ways(
    turn: Turn, merchant: MerchantView, location: int, queue: Queue | None, *, waits: bool
) -> Iterable[Row]:
    opening = Button(turn._("▶️ Give out numbers"), OpenQueueNumbers(location), Style.SUCCESS)
    closing = Button(turn._("⏸ No more numbers"), CloseQueueNumbers(location))
    if queue is None:
        yield (opening,)
    else:
        is_open = queue.is_open and not queue.is_stale(turn.now)
        at_the_door = Button(turn._("➕ Number at the door"), AskParty(location))
        yield (closing if is_open else opening, at_the_door)
    yield (Button(turn._("🔄 Update"), OpenOwnQueue(location)),)
    if waits:
        yield (Button(turn._("🏁 Nobody else is called"), AskEndQueue(location)),)
    if may(turn, Right.SHOP, merchant.id):
        yield (
            Button(turn._("Settings"), OpenQueueSettings(location)),
            Button(turn._("🔳 Code for the door"), OpenQueueCode(location)),
        )


def _ticket_facts(turn: Turn, one: Ticket) -> Markup:
    queue = queues.queue_of(turn.connection, one.location_id)
    of_size = lines_of(queue.limits) if queue is not None else ()
    line = next((each for each in of_size if each.index == one.line), None)
    split = line is not None and len(of_size) > 1
    return lines(
        people_words(turn, one.party),
        one.name or None,
        turn._("Line: {people}", people=line_words(turn, line)) if split and line else None,
        turn._("Taken at {time}", time=turn.texts.time(one.taken_at, one.zone)),
        _called_words(turn, one)
        if one.state is TicketState.CALLED
        else state_words(turn, one.state),
    )


def _called_words(turn: Turn, one: Ticket) -> str:
    by = one.come_by()
    assert by is not None
    until = turn.texts.time(by, one.zone)
    if one.is_late(turn.now):
        return turn._("❗️ Called, and late since {time}", time=until)
    return turn._("🔔 Called, has until {time}", time=until)


def _moves(turn: Turn, one: Ticket) -> Iterable[Row]:
    if one.state is TicketState.CALLED:
        yield (Button(turn._("✅ They are here"), SeatTicket(one.id), Style.SUCCESS),)
        yield (
            Button(turn._("📣 Call again"), CallTicketAgain(one.id, one.calls)),
            Button(turn._("Not here"), SkipTicket(one.id), Style.DANGER),
        )
    elif one.state in TO_CALL:
        yield (Button(turn._("📣 Call"), CallTicket(one.id), Style.PRIMARY),)
