"""Staff see what is open at each table, and say when one is free again."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from catalog.tables import reading
from catalog.tables.reading import DiningTable
from catalog.views import MerchantView
from chat.action import Page
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, dotted, leaf, leafing, shortened
from handlers.merchant.actions import OpenDesk
from handlers.merchant.authorising import may, our_merchant
from handlers.merchant.grounds import place_name
from handlers.merchant.menu import our_place
from handlers.merchant.table_actions import (
    AskFreeTable,
    AskNewTables,
    FreeTable,
    LetSitAgain,
    OpenOwnTable,
    OpenOwnTables,
    OpenTableCode,
    OpenTableEdit,
    OpenTablePlaces,
    OpenTableSheet,
    RemoveSitter,
)
from handlers.names import called
from orders import AtTable, Removed, TableLine, removing, table_ends, table_views
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

flow = Flow()

SHOWN = 12
LINES = 12
PLACES = 8
SENT_AWAY = 5
NAME = 24


@flow.page(OpenTablePlaces)
def table_places_page(turn: Turn, press: OpenTablePlaces) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    page, shown, more = leaf(merchant.locations, press.page, PLACES)
    return Screen(
        text=turn._("The tables of which place?"),
        rows=(
            *columns(1, (Button(place_name(each), OpenOwnTables(each.id)) for each in shown)),
            *leafing(turn, page, lambda page: OpenTablePlaces(merchant.id, page), more=more),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenOwnTables)
def own_tables_page(turn: Turn, press: OpenOwnTables) -> Screen:
    merchant, place = our_place(turn, press.location)
    found = reading.tables_at(turn.connection, place.id)
    sits = table_views.open_at_place(turn.connection, place.id, turn.now)
    page, shown, more = leaf(found, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>🪑 Tables of {merchant}</b>", merchant=merchant.name),
                place_name(place) if len(merchant.locations) > 1 else None,
            ),
            lines(*(_line(turn, each, sits.get(each.id)) for each in shown)),
            None
            if found
            else turn._(
                "Each table has a code to scan: guests order there, and it is brought to them."
            ),
        ),
        rows=(
            *columns(2, (_key(turn, each, sits.get(each.id)) for each in shown)),
            *leafing(turn, page, lambda page: OpenOwnTables(place.id, page), more=more),
            *_ways(turn, merchant, place.id, bool(found)),
        ),
        back=_parent(merchant),
    )


@flow.page(OpenOwnTable)
def own_table_page(turn: Turn, press: OpenOwnTable) -> Screen:
    table = our_table(turn, press.table)
    seen = table_views.open_at(turn.connection, table.id, turn.now)
    gone = removing.removed_at(turn.connection, table.location_id, turn.now)[:SENT_AWAY]
    page, shown, more = leaf(seen.lines if seen else (), press.page, LINES)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>🪑 {table}</b>", table=table_title(turn, table.name)),
                dotted((seats_words(turn, table.seats), _since(turn, table, seen))),
            ),
            lines(*_there(turn, table, seen)) if seen else None,
            lines(*_ordered(turn, seen, shown)) if seen else None,
            _open(turn, seen),
            lines(*(_sent_away(turn, table, each) for each in gone)),
        ),
        rows=(
            *leafing(turn, page, lambda page: OpenOwnTable(table.id, page), more=more),
            *columns(1, (*_not_there(turn, table, seen), *_let_back(turn, table, gone))),
            *_own_rows(turn, table, seen),
        ),
        back=OpenOwnTables(table.location_id),
    )


@flow.page(AskFreeTable)
def ask_free_page(turn: Turn, press: AskFreeTable) -> Screen:
    table = our_table(turn, press.table)
    seen = table_views.open_at(turn.connection, table.id, turn.now)
    return Screen(
        text=paragraphs(
            turn._("Have the guests gone? {table}", table=table_title(turn, table.name)),
            *freeing_words(turn, seen),
        ),
        rows=(
            (Button(turn._("✅ Table is free"), FreeTable(table.id), Style.SUCCESS),),
            (Button(turn._("No, leave it"), OpenOwnTable(table.id)),),
        ),
        back=OpenOwnTable(table.id),
    )


@flow.move(FreeTable)
def free_table(turn: Turn, press: FreeTable) -> Page:
    table = our_table(turn, press.table)
    table_ends.free(turn.connection, table.id, turn.person.id, turn.now)
    return OpenOwnTables(table.location_id)


@flow.move(RemoveSitter)
def remove_sitter(turn: Turn, press: RemoveSitter) -> Page:
    our_table(turn, press.table)
    whom = (press.sitting, press.guest, turn.person.id, turn.now)
    removing.remove(turn.connection, *whom)
    return OpenOwnTable(press.table)


@flow.move(LetSitAgain)
def let_sit_again(turn: Turn, press: LetSitAgain) -> Page:
    table = our_table(turn, press.table)
    removing.let_back(turn.connection, table.location_id, press.guest, turn.person.id)
    return OpenOwnTable(press.table)


def our_table(turn: Turn, table_id: int, right: Right = Right.BOOKINGS) -> DiningTable:
    """A table of a place at which the person works as one who may."""
    table = reading.table(turn.connection, table_id)
    if table is None:
        raise NotAllowed
    our_place(turn, table.location_id, right)
    return table


def table_keys(turn: Turn, merchant: MerchantView) -> tuple[Button, ...]:
    """From the desk to the tables of its place, where it has any."""
    there = reading.places_with_tables(turn.connection, merchant.id)
    if not there:
        return ()
    places = [each.id for each in merchant.locations]
    to = OpenOwnTables(places[0]) if len(places) == 1 else OpenTablePlaces(merchant.id)
    return (Button(turn._("🪑 Tables"), to),)


def _parent(merchant: MerchantView) -> Page:
    several = len(merchant.locations) > 1
    return OpenTablePlaces(merchant.id) if several else OpenDesk(merchant.id)


def _line(turn: Turn, table: DiningTable, seen: AtTable | None) -> Markup | None:
    """Of those at which somebody sits."""
    if seen is None:
        return None
    name = turn._("<b>{table}</b>", table=table_title(turn, table.name))
    return dotted((name, _guests(turn, seen), _open(turn, seen)))


def _guests(turn: Turn, seen: AtTable) -> Markup:
    number = sum(each.number is not None for each in seen.sitters.values())
    return turn.ngettext("{number} guest", "{number} guests", number)


def _open(turn: Turn, seen: AtTable | None) -> Markup | None:
    if seen is None:
        return None
    amount, unpaid = open_words(turn, seen), unpaid_words(turn, seen)
    parts = (
        turn._("open: {amount}", amount=amount) if amount else None,
        turn._("to be paid: {amount}", amount=unpaid) if unpaid else None,
    )
    return dotted(parts) if any(parts) else None


def _key(turn: Turn, table: DiningTable, seen: AtTable | None) -> Button:
    title = table_title(turn, table.name)
    label = turn._("○ {table}", table=title) if seen is None else turn._("● {table}", table=title)
    return Button(label, OpenOwnTable(table.id))


def _ways(turn: Turn, merchant: MerchantView, location_id: int, some: bool) -> Iterator[Row]:
    if may(turn, Right.SHOP, merchant.id):
        new = Button(turn._("➕ New tables"), AskNewTables(location_id))
        sheet = Button(turn._("🖨 Codes to print"), OpenTableSheet(location_id))
        yield (new, sheet) if some else (new,)


def _since(turn: Turn, table: DiningTable, seen: AtTable | None) -> Markup:
    if seen is None:
        return turn._("nobody sits there")
    _, place = our_place(turn, table.location_id)
    return turn._("taken since {time}", time=turn.texts.time(seen.opened_at, place.zone))


def _there(turn: Turn, table: DiningTable, seen: AtTable) -> Iterator[Markup]:
    """Who sits there, and since when, so that somebody who does not is noticed."""
    names = sitter_names(turn, seen.sitters)
    _, place = our_place(turn, table.location_id)
    for each in seen.sitters.values():
        if each.joined_at is not None:
            since = turn.texts.time(each.joined_at, place.zone)
            yield turn._("👤 {guest}, since {time}", guest=names[each.guest_id], time=since)


def _not_there(turn: Turn, table: DiningTable, seen: AtTable | None) -> Iterator[Button]:
    if seen is None:
        return
    names = sitter_names(turn, seen.sitters)
    for each in seen.sitters.values():
        if each.joined_at is not None:
            label = turn._("🚫 Not here: {guest}", guest=shortened(names[each.guest_id], NAME))
            yield Button(label, RemoveSitter(table.id, seen.sitting_id, each.guest_id))


def _sent_away(turn: Turn, table: DiningTable, gone: Removed) -> Markup:
    _, place = our_place(turn, table.location_id)
    time = turn.texts.time(gone.removed_at, place.zone)
    name = called(turn, gone.name)
    return turn._("🚫 {guest} was not here at {time}.", guest=name, time=time)


def _let_back(turn: Turn, table: DiningTable, gone: Sequence[Removed]) -> Iterator[Button]:
    for each in gone:
        name = shortened(called(turn, each.name), NAME)
        label = turn._("↩️ Let {guest} sit down again", guest=name)
        yield Button(label, LetSitAgain(table.id, each.guest_id))


def _ordered(turn: Turn, seen: AtTable, shown: Sequence[TableLine]) -> Iterator[Markup]:
    names = sitter_names(turn, seen.sitters)
    for each in shown:
        what = turn._(
            "{guest}: {quantity} × {item}",
            guest=names[each.guest_id],
            quantity=each.quantity,
            item=each.title,
        )
        yield dotted((what, standing_words(turn, each, names, None)))


def _own_rows(turn: Turn, table: DiningTable, seen: AtTable | None) -> Iterator[Row]:
    if seen is not None:
        label = turn._("✅ Table is free")
        yield (Button(label, AskFreeTable(table.id), Style.SUCCESS),)
        yield (Button(turn._("🔄 Update"), OpenOwnTable(table.id)),)
    if may(turn, Right.SHOP, table.merchant_id):
        yield (
            Button(turn._("🔳 QR code"), OpenTableCode(table.id)),
            Button(turn._("✏️ Change"), OpenTableEdit(table.id)),
        )
