"""What somebody types who is shown what is held for them, or is asked for its money: pages, no more."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from catalog import searching
from catalog.looking import Looking
from chat.action import Hour, Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.turn import Turn
from handlers.bill_words import is_bill
from handlers.errors import fitting
from handlers.guest.actions import (
    LookFor,
    OpenBookings,
    OpenCheckout,
    OpenMeant,
    OpenNote,
    SayOfHold,
    SayOfPayment,
)
from handlers.guest.answering import answer
from handlers.guest.bookings_meant import page_of
from handlers.guest.noting import LONGEST_NOTE
from handlers.guest.owned import my_order
from handlers.guest.said_of_service import of_service
from handlers.guest.searching import look_for
from handlers.guest.wishing import is_named, says_more
from orders import OrderView
from payments import queries
from understanding import Intent, Wish

flow = Flow()

OF_BOOKINGS = frozenset({Intent.BOOKINGS, Intent.CODE, Intent.CANCEL})


@flow.move(SayOfHold)
def say_of_hold(turn: Turn, press: SayOfHold) -> Page:
    return _meant(turn, my_order(turn, press.order), press.text)


@flow.move(SayOfPayment)
def say_of_payment(turn: Turn, press: SayOfPayment) -> Page:
    request = queries.request(turn.connection, press.payment)
    if request is None or request.guest_id != turn.person.id:
        raise NotAllowed
    return _meant(turn, my_order(turn, request.order_id), press.text)


def _meant(turn: Turn, order: OrderView, words: str) -> Page:
    """Another time or number of what is held, or else what is looked for.

    What is neither may be for the place: it is asked, as long as the place would still read it.
    """
    wish = answer(turn, words)
    held = order.is_held(turn.now) and not is_bill(order)
    otherwise = _otherwise(turn, order, wish) if held else None
    if otherwise is not None:
        return otherwise
    if not words.strip() or _is_known(turn, wish) or not (held or order.is_live()):
        return look_for(turn, LookFor(words))
    return _asked(turn, order, words)


def _otherwise(turn: Turn, order: OrderView, wish: Wish) -> Page | None:
    """The page of what is held, then or for so many; None where the words say nothing else of it."""
    if wish.intent is Intent.CANCEL and not wish.what:
        return OpenCheckout(order.id)
    if order.service_id is None or order.starts_at is None or wish.intent in OF_BOOKINGS:
        return None
    if wish.what or wish.near or wish.giver:
        return None
    local = order.starts_at.astimezone(ZoneInfo(order.zone))
    if _is_so_already(order, local, wish):
        return None
    shown = LookFor(
        service=order.service_id,
        seats=order.seats,
        day=local.date(),
        hour=Hour(local.hour),
        resource=order.chosen_resource_id,
    )
    return of_service(turn, shown, replace(wish, number=None))


def _is_so_already(order: OrderView, local: datetime, wish: Wish) -> bool:
    days, times = wish.when.days, wish.when.times
    same_day = wish.when.moment is None and (days is None or days.first == local.date())
    same_time = times is None or times.begin == local.time()
    return same_day and same_time and wish.party in {None, order.seats} and not wish.changes


def _is_known(turn: Turn, wish: Wish) -> bool:
    """Whether it is about something that we know; the same as last time may be said to a place."""
    if wish.intent in OF_BOOKINGS:
        return not wish.what or page_of(turn, wish) != OpenBookings()
    if wish.intent is Intent.AGAIN:
        return False
    return is_named(turn, wish.what) if wish.what else says_more(wish)


def _asked(turn: Turn, order: OrderView, words: str) -> Page:
    note = fitting(words, LONGEST_NOTE, OpenNote(order.id))
    point, place = searching.last_place(turn.connection, turn.person.id) or (None, None)
    looking = Looking(words=note, point=point, place=place)
    search = searching.remember(turn.connection, turn.person.id, looking, turn.now)
    return OpenMeant(order.id, search)
