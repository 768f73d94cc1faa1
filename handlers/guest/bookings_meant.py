"""Which booking a sentence speaks of, and the page that it opens; nothing is done by a sentence."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from catalog import nearby
from catalog.folding import fold_typed
from catalog.looking import Looking
from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import (
    OpenBooking,
    OpenBookings,
    OpenMerchant,
    OpenReschedule,
    OpenService,
    OpenVoucher,
)
from handlers.guest.owned import can_book_again, can_move, held_page
from handlers.guest.wishing import hour_of, preferred_of
from orders import OrderLine, OrderView, lists, queries
from orders.models import OrderState
from understanding import Intent, Wish

MOST = 50
"""Bookings to come, or that were, among which the one is looked for."""

PLACES = 24
SHORTEST, ENDING = 3, 2
"""Letters: what two forms of a word have in common, and how much of it may change."""


def page_of(turn: Turn, wish: Wish) -> Page | None:
    """None where the sentence is about none of the person's bookings."""
    match wish.intent:
        case Intent.FIND:
            return None
        case Intent.AGAIN:
            return again(turn, wish)
        case Intent.BOOKINGS if not wish.what and not wish.when:
            return OpenBookings()
        case _:
            coming = lists.coming_of_guest(turn.connection, turn.person.id, turn.now, MOST)
            meant = those_of(turn, wish, coming)
            return OpenBookings() if len(meant) != 1 else of_one(turn, wish, meant[0])


def of_one(turn: Turn, wish: Wish, line: OrderLine) -> Page:
    """Of what is held, the page where it can be changed or given back."""
    if line.state is OrderState.HELD:
        return held_page(line)
    if wish.intent is Intent.CODE:
        return OpenVoucher(line.id)
    order = queries.order(turn.connection, line.id)
    if order is not None and wish.intent is Intent.MOVE and can_move(turn, order):
        return another_time(order, wish)
    return OpenBooking(line.id)


def another_time(order: OrderView, wish: Wish) -> OpenReschedule:
    """On the day that is said, else its own, from the hour that is said."""
    assert order.starts_at is not None
    said = preferred_of(wish)
    day = said.first_day or order.starts_at.astimezone(ZoneInfo(order.zone)).date()
    return OpenReschedule(order.id, day, hour_of(said))


def again(turn: Turn, wish: Wish) -> Page:
    """The page of booking the last thing again, on the day and for as many as are said."""
    latest = lists.latest_of_guest(turn.connection, turn.person.id, MOST)
    meant = those_called(turn, wish.what, latest) if wish.what else latest
    order = queries.order(turn.connection, meant[0].id) if meant else None
    if order is None or not can_book_again(order):
        return OpenBookings(past=True)
    if order.service_id is None:
        return OpenMerchant(order.merchant_id)
    said = preferred_of(wish)
    return OpenService(
        order.service_id,
        said.first_day,
        wish.party or order.seats,
        hour=hour_of(said) if said.first_day else None,
        resource=order.chosen_resource_id,
    )


def those_of(turn: Turn, wish: Wish, found: Sequence[OrderLine]) -> Sequence[OrderLine]:
    """Those that are called so; of a time that is to be another one, nothing is said of them."""
    if wish.what:
        found = those_called(turn, wish.what, found)
    days = wish.when.days
    if days is None or wish.intent is Intent.MOVE:
        return found
    return [each for each in found if (day := day_of(each)) and days.first <= day <= days.last]


def those_called(turn: Turn, words: str, found: Sequence[OrderLine]) -> Sequence[OrderLine]:
    """By their own names; else those at places that the words find, whatever language they are in."""
    wanted = [stem(each) for each in fold_typed(words).split()]
    named = [each for each in found if is_called(each, wanted)]
    if named or not found:
        return named
    places = nearby.search(turn.connection, Looking(words=words), turn.now, limit=PLACES)
    merchants = {each.merchant_id for each in places.results} if places.kept is None else set()
    return [each for each in found if each.merchant_id in merchants]


def is_called(line: OrderLine, wanted: Sequence[str]) -> bool:
    names = (line.title, line.merchant, line.location, line.resource or "")
    said = fold_typed(" ".join(names)).split()
    return bool(wanted) and all(any(each.startswith(stem) for each in said) for stem in wanted)


def stem(word: str) -> str:
    return word[: max(SHORTEST, len(word) - ENDING)]


def day_of(line: OrderLine) -> date | None:
    return None if line.starts_at is None else line.starts_at.astimezone(ZoneInfo(line.zone)).date()
