"""A merchant's bookings as a table: searched, and a page at a time."""

from datetime import datetime

from catalog import queries as catalog
from chat.turn import Turn
from console.asking import Ask, View, whole
from console.authorising import our_shop, zone_of
from console.days import bounds, today
from console.keyset import EPOCH, MICROSECOND, marked
from console.moments import day_of
from console.room import Room
from orders import Behind, OrderLine, Shelf, Sieve, desk_lists
from orders.models import OrderState
from people.rights import Right

room = Room()

PAGE = 50


@room.page("/m/{merchant}/bookings")
def bookings_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    shelf, words = shelf_of(ask), ask.text("q")
    zone = zone_of(turn, shop)
    day = day_of(ask.query.get("day"), today(turn.now, zone))
    sieve = sieve_of(ask, bounds(day, zone) if shelf is Shelf.DAY else None)
    found = desk_lists.shelf_of_merchant(
        turn.connection,
        shop.id,
        shelf,
        turn.now,
        words=words,
        sieve=sieve,
        behind=behind(ask.query.get("behind", "")),
        limit=PAGE + 1,
    )
    values = {
        "shop": shop,
        "shelf": shelf,
        "shelves": shelves(turn),
        "words": words,
        "day": day,
        "sieve": sieve,
        "states": desk_lists.SHOWN,
        "givers": catalog.resources_of(turn.connection, shop.id),
        "lines": found[:PAGE],
        "behind": mark(found[PAGE - 1], shelf) if len(found) > PAGE else None,
    }
    return View("merchant/bookings.html", values)


def sieve_of(ask: Ask, span: tuple[datetime, datetime] | None) -> Sieve:
    state = ask.query.get("state", "")
    begin, until = span or (None, None)
    return Sieve(
        OrderState(state) if state in set(desk_lists.SHOWN) else None,
        whole(ask.query.get("with")),
        begin,
        until,
    )


def shelf_of(ask: Ask) -> Shelf:
    """Whoever gives a day wants that day."""
    if ask.query.get("day"):
        return Shelf.DAY
    wanted = ask.query.get("show", "")
    return Shelf(wanted) if wanted in set(Shelf) else Shelf.COMING


def shelves(turn: Turn) -> list[tuple[Shelf, str]]:
    """What they are called."""
    return [
        (Shelf.COMING, turn._("Coming")),
        (Shelf.WAITING, turn._("To answer")),
        (Shelf.ANYTIME, turn._("Any time")),
        (Shelf.PAST, turn._("Past")),
        (Shelf.DAY, turn._("Day")),
    ]


def mark(line: OrderLine, shelf: Shelf) -> str:
    """The last row of a page as the address of the next one carries it."""
    if line.starts_at is None or shelf in {Shelf.WAITING, Shelf.ANYTIME}:
        return str(line.id)
    return f"{line.id}.{(line.starts_at - EPOCH) // MICROSECOND}"


def behind(given: str) -> Behind | None:
    """The row that a mark means; None for none, or for what is no mark."""
    found = marked(given)
    return None if found is None else Behind(*found)
