"""A merchant's bookings as a table: searched, and a page at a time."""

from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import our_shop
from console.keyset import EPOCH, MICROSECOND, marked
from console.room import Room
from orders import Behind, OrderLine, Shelf, desk_lists
from people.rights import Right

room = Room()

PAGE = 50


@room.page("/m/{merchant}/bookings")
def bookings_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    shelf, words = shelf_of(ask), ask.text("q")
    found = desk_lists.shelf_of_merchant(
        turn.connection,
        shop.id,
        shelf,
        turn.now,
        words=words,
        behind=behind(ask.query.get("behind", "")),
        limit=PAGE + 1,
    )
    values = {
        "shop": shop,
        "shelf": shelf,
        "shelves": shelves(turn),
        "words": words,
        "lines": found[:PAGE],
        "behind": mark(found[PAGE - 1], shelf) if len(found) > PAGE else None,
    }
    return View("merchant/bookings.html", values)


def shelf_of(ask: Ask) -> Shelf:
    wanted = ask.query.get("show", "")
    return Shelf(wanted) if wanted in set(Shelf) else Shelf.COMING


def shelves(turn: Turn) -> list[tuple[Shelf, str]]:
    """What they are called."""
    return [
        (Shelf.COMING, turn._("Coming")),
        (Shelf.WAITING, turn._("To answer")),
        (Shelf.ANYTIME, turn._("Any time")),
        (Shelf.PAST, turn._("Past")),
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
