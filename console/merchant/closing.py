"""Days and times that are closed: with what becomes of the bookings there, and opened again."""

from catalog import closing
from catalog.closing import Bookings, Closed, Closure
from catalog.errors import ClosureUnknown, HoursUnreadable, NotClosable
from catalog.typed_hours import spans_of
from catalog.weekly import Span
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, View
from console.authorising import our_shop
from console.merchant.grounds import PLACE, RESOURCE, Ours, grounds, of_whose
from console.merchant.hours import day_of, hours_page
from console.room import Room
from orders import clearing, lists
from orders.errors import BookingsThere
from people.rights import Right

room = Room()

CLOSURE = "/m/{merchant}/closures/{closure}"
SHOWN = 20
"""Bookings that stand in the way, named; the number says how many there are."""


@room.page(f"{PLACE}/closing")
@room.page(f"{RESOURCE}/closing")
def closing_page(turn: Turn, ask: Ask) -> View:
    """What stands in the time that is asked about."""
    here = grounds(turn, ask)
    closed = _wanted(turn, ask, here)
    there = [each.id for each in clearing.standing(turn.connection, closed, turn.now)]
    values = {
        "shop": here.shop,
        "here": here,
        "closed": closed,
        "number": len(there),
        "lines": lists.these(turn.connection, there[:SHOWN]),
    }
    return View("merchant/closing.html", values)


def _wanted(turn: Turn, ask: Ask, here: Ours) -> Closed:
    """What is no time that can be closed is told beside its field."""
    blocks = "opens" in ask.query or "opens" in ask.form
    name = "block" if blocks else "first"
    first, last = day_of(ask, name), day_of(ask, "last")
    if first is None:
        raise Again(hours_page, {name: str(turn._("That doesn't look like a day."))})
    try:
        times = _times(ask) if blocks else None
        closed = Closed(here.whose, first, first if blocks else last or first, times)
        closing.check_days(closed, here.place.zone, turn.now)
    except HoursUnreadable as error:
        raise Again(hours_page, {"times": error}) from error
    except NotClosable as error:
        raise Again(hours_page, {name: error}) from error
    return closed


def _times(ask: Ask) -> Span:
    given = [ask.form.get(each) or ask.query.get(each, "") for each in ("opens", "closes")]
    if not all(given):
        raise HoursUnreadable("")
    spans = spans_of("-".join(given))
    if len(spans) != 1:
        raise HoursUnreadable("-".join(given))
    return spans[0]


@room.move(f"{PLACE}/close")
@room.move(f"{RESOURCE}/close")
def close(turn: Turn, ask: Ask) -> str:
    """Nothing is closed over bookings that nobody saw: it is asked anew."""
    here = grounds(turn, ask)
    what = ask.form.get("bookings", "")
    if what not in set(Bookings):
        raise NotClosable(here.place.id)
    given = (_wanted(turn, ask, here), Bookings(what), ask.number("seen"), turn.person.id, turn.now)
    try:
        made = clearing.close(turn.connection, *given)
    except BookingsThere as error:
        raise Again(closing_page, {"seen": error}) from error
    return CLOSURE.format(merchant=here.shop.id, closure=made)


@room.page(CLOSURE)
def closure_page(turn: Turn, ask: Ask) -> View:
    here, found = _ours(turn, ask)
    number = 0 if found.reopened else clearing.count(turn.connection, found.closed, turn.now)
    values = {"shop": here.shop, "here": here, "closure": found, "number": number}
    return View("merchant/closure.html", values)


@room.move(f"{CLOSURE}/reopen")
def reopen(turn: Turn, ask: Ask) -> str:
    _here, found = _ours(turn, ask)
    closing.reopen(turn.connection, found.id, turn.person.id, turn.now)
    return CLOSURE.format(**ask.place)


def _ours(turn: Turn, ask: Ask) -> tuple[Ours, Closure]:
    shop = our_shop(turn, ask, Right.SHOP)
    try:
        found = closing.closure(turn.connection, ask.place["closure"])
    except ClosureUnknown as error:
        raise NotHere from error
    return of_whose(turn, shop, found.closed.whose), found
