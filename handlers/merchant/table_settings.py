"""Tables are put up, named, taken away, and each given its code as a picture or on a sheet to print."""

from catalog.errors import FieldRefused
from catalog.tables import keeping
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.asked_first import asked_first
from handlers.errors import AskedAgain
from handlers.guest.table_actions import OpenTable
from handlers.layout import columns
from handlers.merchant.menu import our_place
from handlers.merchant.table_actions import (
    AddTables,
    AskNewCode,
    AskNewTables,
    AskTakeAway,
    NameTable,
    OpenOwnTable,
    OpenOwnTables,
    OpenTableCode,
    OpenTableEdit,
    OpenTableSheet,
    RenewCode,
    SetTableSeats,
    TakeAwayTable,
)
from handlers.merchant.tables import our_table
from handlers.qr import qr
from handlers.table_sheet import table_sheet
from orders import table_ends
from people.rights import Right
from wording.tables import seats_words, table_title

flow = Flow()

SEATS = (2, 4, 6, 8, 10, 12)


@flow.page(AskNewTables)
def ask_tables_page(turn: Turn, press: AskNewTables) -> Screen:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    return Screen(
        text=paragraphs(
            turn._("<b>New tables</b>"),
            turn._(
                "Type a number or a name, such as “5” or “Terrace 1”, "
                "or the first and the last number: “1-12”."
            ),
        ),
        asks=AddTables(place.id),
        back=OpenOwnTables(place.id),
    )


@flow.move(AddTables)
def add_tables(turn: Turn, press: AddTables) -> Page:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    given = (place.id, press.text, keeping.SEATS, turn.person.id, turn.now)
    try:
        made = keeping.add(turn.connection, *given)
    except FieldRefused as error:
        raise AskedAgain(error, AskNewTables(place.id)) from error
    return OpenTableEdit(made[0]) if len(made) == 1 else OpenOwnTables(place.id)


@flow.page(OpenTableEdit)
def table_edit_page(turn: Turn, press: OpenTableEdit) -> Screen:
    table = our_table(turn, press.table, Right.SHOP)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>🪑 {table}</b>", table=table_title(turn, table.name)),
                seats_words(turn, table.seats),
            ),
            turn._(
                "Type its new name, up to {number} characters, or choose how many sit there.",
                number=turn.texts.number(keeping.LONGEST_NAME),
            ),
        ),
        rows=(
            *columns(
                3,
                (
                    Button(seats_words(turn, each), SetTableSeats(table.id, each))
                    for each in SEATS
                    if each != table.seats
                ),
            ),
            (Button(turn._("🔳 QR code"), OpenTableCode(table.id)),),
            (Button(turn._("Take it away"), AskTakeAway(table.id)),),
        ),
        asks=NameTable(table.id),
        back=OpenOwnTable(table.id),
    )


@flow.move(NameTable)
def name_table(turn: Turn, press: NameTable) -> Page:
    table = our_table(turn, press.table, Right.SHOP)
    new = (press.text, table.seats, turn.person.id, turn.now)
    try:
        keeping.change(turn.connection, table.id, *new)
    except FieldRefused as error:
        raise AskedAgain(error, OpenTableEdit(table.id)) from error
    return OpenTableEdit(table.id)


@flow.move(SetTableSeats)
def set_table_seats(turn: Turn, press: SetTableSeats) -> Page:
    table = our_table(turn, press.table, Right.SHOP)
    new = (table.name, press.seats, turn.person.id, turn.now)
    keeping.change(turn.connection, table.id, *new)
    return OpenTableEdit(table.id)


@flow.page(OpenTableCode)
def table_code_page(turn: Turn, press: OpenTableCode) -> Screen:
    table = our_table(turn, press.table, Right.SHOP)
    return Screen(
        text=turn._(
            "Put it on the table. Whoever scans it orders there: {table}",
            table=table_title(turn, table.name),
        ),
        photo=qr(turn.link(OpenTable(table.token))),
        rows=((Button(turn._("🔁 New code"), AskNewCode(table.id)),),),
        back=OpenOwnTable(table.id),
    )


@flow.page(OpenTableSheet)
def table_sheet_page(turn: Turn, press: OpenTableSheet) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SHOP)
    return Screen(
        text=turn._("Print it on A4 and cut it: a card for each table."),
        document=table_sheet(turn, merchant, place.id),
        back=OpenOwnTables(place.id),
    )


@flow.page(AskNewCode)
def ask_new_code_page(turn: Turn, press: AskNewCode) -> Screen:
    table = our_table(turn, press.table, Right.SHOP)
    return asked_first(
        turn._(
            "The code that stands on the table now will lead nowhere, nor will any photo of it. "
            "Whoever sits there stays. Print the new one afterwards. {table}",
            table=table_title(turn, table.name),
        ),
        (turn._("🔁 New code"), RenewCode(table.id)),
        back=OpenTableCode(table.id),
        no=turn._("No, leave it"),
    )


@flow.move(RenewCode)
def renew_code(turn: Turn, press: RenewCode) -> Page:
    table = our_table(turn, press.table, Right.SHOP)
    keeping.renew_link(turn.connection, table.id, turn.person.id, turn.now)
    return OpenTableCode(table.id)


@flow.page(AskTakeAway)
def ask_take_away_page(turn: Turn, press: AskTakeAway) -> Screen:
    table = our_table(turn, press.table, Right.SHOP)
    return asked_first(
        turn._(
            "Take it away? Its code will lead nowhere. {table}",
            table=table_title(turn, table.name),
        ),
        (turn._("Take it away"), TakeAwayTable(table.id)),
        back=OpenTableEdit(table.id),
        no=turn._("No, leave it"),
    )


@flow.move(TakeAwayTable)
def take_away_table(turn: Turn, press: TakeAwayTable) -> Page:
    table = our_table(turn, press.table, Right.SHOP)
    table_ends.take_away(turn.connection, table.id, turn.person.id, turn.now)
    return OpenOwnTables(table.location_id)
