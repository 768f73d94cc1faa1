"""The tables of a merchant's places: what is open at each, freed by one press; put up, named, printed."""

from dataclasses import dataclass
from typing import Any

from catalog.errors import FieldRefused
from catalog.tables import keeping, reading
from catalog.tables.reading import DiningTable
from catalog.typed_values import whole as whole_number
from catalog.views import LocationView, MerchantView
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, TableSheet, View
from console.authorising import our_shop
from console.merchant.grounds import place_of
from console.room import Room
from orders import AtTable, Sitter, TableLine, removing, table_ends, table_views
from orders.errors import PayingAtTable
from people.rights import Right
from wording.tables import (
    freeing_words,
    open_words,
    seats_words,
    sitter_names,
    standing_words,
    table_title,
    unpaid_words,
)

room = Room()

TABLES = "/m/{merchant}/tables"
TABLE = f"{TABLES}/{{table}}"
SHEET = "/m/{merchant}/places/{place}/tables/sheet"


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as the page shows it, and who sits there."""

    table: DiningTable
    seen: AtTable | None


@dataclass(frozen=True, slots=True)
class Words:
    """What the templates say of tables."""

    turn: Turn

    def title(self, table: DiningTable) -> str:
        return table_title(self.turn, table.name)

    def seats(self, table: DiningTable) -> str:
        return seats_words(self.turn, table.seats)

    def guests(self, seen: AtTable) -> str:
        number = sum(each.number is not None for each in seen.sitters.values())
        return self.turn.ngettext("{number} guest", "{number} guests", number)

    def sitters(self, seen: AtTable) -> list[tuple[Sitter, str]]:
        """Who sits there now, and how they are called."""
        names = sitter_names(self.turn, seen.sitters)
        there = (each for each in seen.sitters.values() if each.joined_at is not None)
        return [(each, names[each.guest_id]) for each in there]

    def open(self, seen: AtTable) -> str | None:
        return open_words(self.turn, seen)

    def unpaid(self, seen: AtTable) -> str | None:
        """What of what was ordered there is still to be paid at the counter."""
        return unpaid_words(self.turn, seen)

    def freeing(self, seen: AtTable) -> str:
        """What whoever frees it should know before."""
        return " ".join(freeing_words(self.turn, seen))

    def lines(self, seen: AtTable) -> list[tuple[str, TableLine, str]]:
        """Whose it is, what, and how it stands."""
        names = sitter_names(self.turn, seen.sitters)
        return [
            (names[each.guest_id], each, standing_words(self.turn, each, names, None))
            for each in seen.lines
        ]


@room.page(TABLES)
def tables_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    places = [(each, _laid(turn, each)) for each in shop.locations]
    values = {"shop": shop, "places": places, "ask": ask, "t": Words(turn)}
    return View("merchant/tables.html", values)


@room.move(f"{TABLES}/add")
def add(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = place_of(shop, ask.number("location"))
    seats = _seats(ask)
    try:
        keeping.add(turn.connection, place.id, ask.words("table"), seats, turn.person.id, turn.now)
    except FieldRefused as error:
        raise Again(tables_page, {error.field: error}) from error
    return TABLES.format(merchant=shop.id)


@room.page(SHEET)
def sheet(turn: Turn, ask: Ask) -> TableSheet:
    shop = our_shop(turn, ask, Right.SHOP)
    place = place_of(shop, ask.place["place"])
    if not reading.tables_at(turn.connection, place.id):
        raise NotHere
    return TableSheet(shop, place.id)


@room.page(TABLE)
def table_page(turn: Turn, ask: Ask) -> View:
    shop, table = _ours(turn, ask, Right.BOOKINGS)
    values: dict[str, Any] = {
        "shop": shop,
        "ask": ask,
        "here": table,
        "seen": table_views.open_at(turn.connection, table.id, turn.now),
        "place": place_of(shop, table.location_id),
        "gone": removing.removed_at(turn.connection, table.location_id, turn.now),
        "asked": ask.query.get("ask", ""),
        "t": Words(turn),
    }
    return View("merchant/table.html", values)


@room.move(f"{TABLE}/guests/{{guest}}/remove")
def remove(turn: Turn, ask: Ask) -> str:
    _shop, table = _ours(turn, ask, Right.BOOKINGS)
    seen = table_views.open_at(turn.connection, table.id, turn.now)
    if seen is None:
        raise NotHere
    whom = (seen.sitting_id, ask.place["guest"], turn.person.id, turn.now)
    removing.remove(turn.connection, *whom)
    return TABLE.format(**ask.place)


@room.move(f"{TABLE}/guests/{{guest}}/back")
def let_back(turn: Turn, ask: Ask) -> str:
    _shop, table = _ours(turn, ask, Right.BOOKINGS)
    whom = (table.location_id, ask.place["guest"], turn.person.id)
    removing.let_back(turn.connection, *whom)
    return TABLE.format(**ask.place)


@room.move(f"{TABLE}/save")
def save(turn: Turn, ask: Ask) -> str:
    _shop, table = _ours(turn, ask, Right.SHOP)
    new = (ask.words("table"), _seats(ask), turn.person.id, turn.now)
    try:
        keeping.change(turn.connection, table.id, *new)
    except FieldRefused as error:
        raise Again(table_page, {error.field: error}) from error
    return f"{TABLE.format(**ask.place)}?saved=1"


@room.move(f"{TABLE}/renew")
def renew(turn: Turn, ask: Ask) -> str:
    _shop, table = _ours(turn, ask, Right.SHOP)
    keeping.renew_link(turn.connection, table.id, turn.person.id, turn.now)
    return f"{TABLE.format(**ask.place)}?saved=1"


@room.move(f"{TABLE}/away")
def take_away(turn: Turn, ask: Ask) -> str:
    shop, table = _ours(turn, ask, Right.SHOP)
    try:
        table_ends.take_away(turn.connection, table.id, turn.person.id, turn.now)
    except PayingAtTable as error:
        raise Again(table_page, {"free": error}) from error
    return TABLES.format(merchant=shop.id)


@room.move(f"{TABLE}/free")
def free(turn: Turn, ask: Ask) -> str:
    shop, table = _ours(turn, ask, Right.BOOKINGS)
    try:
        table_ends.free(turn.connection, table.id, turn.person.id, turn.now)
    except PayingAtTable as error:
        raise Again(table_page, {"free": error}) from error
    return TABLES.format(merchant=shop.id)


def _laid(turn: Turn, place: LocationView) -> list[Laid]:
    sits = table_views.open_at_place(turn.connection, place.id, turn.now)
    found = reading.tables_at(turn.connection, place.id)
    return [Laid(each, sits.get(each.id)) for each in found]


def _seats(ask: Ask) -> int:
    """0, which is refused, for what is no number."""
    return whole_number(ask.words("seats")) or 0


def _ours(turn: Turn, ask: Ask, right: Right) -> tuple[MerchantView, DiningTable]:
    shop = our_shop(turn, ask, right)
    table = reading.table(turn.connection, ask.place["table"])
    if table is None or table.merchant_id != shop.id:
        raise NotHere
    return shop, table
