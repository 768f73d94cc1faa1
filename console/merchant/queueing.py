"""A place's queue: who is called and who waits, called by one press, and shown on a wall."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from catalog.views import LocationView, MerchantView
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, View
from console.authorising import our_shop
from console.merchant.grounds import place_of
from console.room import Room
from people.rights import Right
from queueing import calling, queues, tickets
from queueing.lines import Line, lines_of
from queueing.models import TicketState
from queueing.queues import Queue
from queueing.tickets import Ticket
from wording.queueing import line_words, people_words, state_words, wait_words

room = Room()

QUEUES = "/m/{merchant}/queue"
QUEUE = f"{QUEUES}/{{place}}"
TICKET = f"{QUEUE}/{{ticket}}"
WAITING = 60
MISSED = 10
ON_THE_WALL = 12
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Stand:
    """How one line of a queue stands."""

    line: Line
    waiting: int
    long: timedelta | None


@dataclass(frozen=True, slots=True)
class Words:
    """What the templates say of numbers."""

    turn: Turn

    def people(self, ticket: Ticket) -> str:
        return people_words(self.turn, ticket.party)

    def state(self, ticket: Ticket) -> str:
        return state_words(self.turn, ticket.state)

    def line(self, line: Line) -> str:
        return line_words(self.turn, line)

    def wait(self, stand: Stand) -> str:
        return wait_words(self.turn, stand.waiting, stand.long)

    def since(self, ticket: Ticket) -> str:
        """For how long it waits, or was called."""
        waits = ticket.state is TicketState.WAITING
        begun = ticket.taken_at if waits else ticket.called_at or ticket.taken_at
        minutes = (self.turn.now - begun) // MINUTE
        return self.turn.texts.minutes(minutes) if minutes > 0 else self.turn._("just now")


@room.page(QUEUES)
def places_page(turn: Turn, ask: Ask) -> View:
    """Of a merchant with one place, its queue."""
    shop = our_shop(turn, ask, Right.BOOKINGS)
    if len(shop.locations) == 1:
        return _queue(turn, ask, shop, shop.locations[0])
    open_ones = queues.open_queues(turn.connection, shop.id)
    return View("merchant/queues.html", {"shop": shop, "open_ones": open_ones})


@room.page(QUEUE)
def queue_page(turn: Turn, ask: Ask) -> View:
    return _queue(turn, ask, *_place(turn, ask))


@room.page(f"{QUEUE}/wall")
def wall_page(turn: Turn, ask: Ask) -> View:
    """For a screen that guests look at: numbers only, no names."""
    shop, place = _place(turn, ask)
    queue = queues.queue_of(turn.connection, place.id)
    called = tickets.in_line(turn.connection, place.id, (TicketState.CALLED,), turn.now)
    latest = sorted(called, key=lambda each: each.called_at or each.taken_at, reverse=True)
    values = {
        "shop": shop,
        "place": place,
        "called": latest[:ON_THE_WALL],
        "stands": _stands(turn, queue),
        "gives_out": queue is not None and queue.is_open and not queue.is_stale(turn.now),
        "q": Words(turn),
    }
    return View("merchant/wall.html", values)


@room.move(f"{QUEUE}/open")
def open_numbers(turn: Turn, ask: Ask) -> str:
    _shop, place = _place(turn, ask)
    queues.open_queue(turn.connection, place.id, turn.person.id, turn.now)
    return QUEUE.format(**ask.place)


@room.move(f"{QUEUE}/close")
def close_numbers(turn: Turn, ask: Ask) -> str:
    _shop, place = _place(turn, ask)
    queues.close_queue(turn.connection, place.id, turn.person.id, turn.now)
    return QUEUE.format(**ask.place)


@room.move(f"{QUEUE}/end")
def end(turn: Turn, ask: Ask) -> str:
    """Nobody else is called."""
    _shop, place = _place(turn, ask)
    calling.end(turn.connection, place.id, turn.person.id, turn.now)
    return QUEUE.format(**ask.place)


@room.move(f"{QUEUE}/give")
def give_at_the_door(turn: Turn, ask: Ask) -> str:
    _shop, place = _place(turn, ask)
    name = ask.words("name")[: calling.LONGEST_NAME]
    party = ask.words("party")
    if not party.isdecimal():
        words = turn._("I couldn't read that as a number of people.")
        raise Again(queue_page, {"party": str(words)})
    given = (place.id, min(int(party[:6]), 10**6), name)
    calling.give_at_the_door(turn.connection, *given, turn.person.id, turn.now)
    return QUEUE.format(**ask.place)


@room.move(f"{TICKET}/call")
def call(turn: Turn, ask: Ask) -> str:
    return _moved(turn, ask, calling.call)


@room.move(f"{TICKET}/again")
def call_again(turn: Turn, ask: Ask) -> str:
    ticket = _ticket(turn, ask)
    given = (ticket.id, ask.number("calls"), turn.person.id, turn.now)
    calling.call_again(turn.connection, *given)
    return QUEUE.format(**ask.place)


@room.move(f"{TICKET}/seat")
def seat(turn: Turn, ask: Ask) -> str:
    return _moved(turn, ask, calling.seat)


@room.move(f"{TICKET}/skip")
def skip(turn: Turn, ask: Ask) -> str:
    return _moved(turn, ask, calling.skip)


def _queue(turn: Turn, ask: Ask, shop: MerchantView, place: LocationView) -> View:
    queue = queues.queue_of(turn.connection, place.id)
    called, waits, missed = (
        tickets.in_line(turn.connection, place.id, (state,), turn.now)
        for state in (TicketState.CALLED, TicketState.WAITING, TicketState.SKIPPED)
    )
    values: dict[str, Any] = {
        "shop": shop,
        "place": place,
        "base": QUEUE.format(merchant=shop.id, place=place.id),
        "queue": queue,
        "asked": ask.query.get("ask", ""),
        "is_open": queue is not None and queue.is_open and not queue.is_stale(turn.now),
        "called": called,
        "waits": waits[:WAITING],
        "more": len(waits) - WAITING,
        "missed": missed[-MISSED:],
        "stands": _stands(turn, queue),
        "party_typed": ask.typed("party", "2"),
        "name_typed": ask.typed("name"),
        "q": Words(turn),
    }
    return View("merchant/queue.html", values)


def _stands(turn: Turn, queue: Queue | None) -> Sequence[Stand]:
    if queue is None or queue.session_at is None or queue.is_stale(turn.now):
        return ()
    return [_stand(turn, queue, line, queue.session_at) for line in lines_of(queue.limits)]


def _stand(turn: Turn, queue: Queue, line: Line, session_at: datetime) -> Stand:
    here = (turn.connection, queue.location_id, line.index)
    many = tickets.waiting(*here, session_at)
    return Stand(line, many, tickets.about_how_long(*here, many, turn.now))


def _place(turn: Turn, ask: Ask) -> tuple[MerchantView, LocationView]:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    return shop, place_of(shop, ask.place["place"])


def _ticket(turn: Turn, ask: Ask) -> Ticket:
    _shop, place = _place(turn, ask)
    found = tickets.ticket(turn.connection, ask.place["ticket"])
    if found is None or found.location_id != place.id:
        raise NotHere
    return found


def _moved(turn: Turn, ask: Ask, use_case: Callable[..., None]) -> str:
    use_case(turn.connection, _ticket(turn, ask).id, turn.person.id, turn.now)
    return QUEUE.format(**{name: ask.place[name] for name in ("merchant", "place")})
