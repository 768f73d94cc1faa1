"""What is said where a table says no, with the page to go on from."""

from types import MappingProxyType

from catalog.tables import errors as catalog_errors
from chat.turn import Turn
from handlers.guest.actions import OpenBookings, OpenHome
from handlers.guest.menu_actions import OpenCart, OpenMenu
from handlers.guest.table_actions import OpenAtTable
from handlers.merchant.table_actions import OpenOwnTable, OpenOwnTables
from handlers.sentences.explained import Explained, Sentences
from orders import errors


def not_at_table(turn: Turn, _error: errors.NotAtTable) -> Explained:
    words = turn._("You don't sit at that table any more. Scan its code to order there.")
    return Explained(words, OpenBookings())


def sitting_over(turn: Turn, error: errors.SittingOver) -> Explained:
    words = turn._("The table is free again. Scan its code once more, or pick your order up.")
    return Explained(words, OpenCart(error.location_id))


def table_full(turn: Turn, error: errors.TableFull) -> Explained:
    words = turn.ngettext(
        "{number} person sits at this table already.",
        "{number} people sit at this table already.",
        error.most,
    )
    return Explained(words, OpenHome())


def removed_from_tables(turn: Turn, error: errors.RemovedFromTables) -> Explained:
    words = turn._(
        "The staff didn't find you at the table. If you are here, show them this: they can let you "
        "sit down again. You can also order to pick up."
    )
    return Explained(words, OpenMenu(error.location_id))


def table_changed(turn: Turn, error: errors.TableChanged) -> Explained:
    words = turn._("Somebody at the table has changed their order. Please look at it again.")
    return Explained(words, OpenAtTable(error.sitting_id))


def nothing_open(turn: Turn, error: errors.NothingOpen) -> Explained:
    words = turn._("Nothing of the others is open now: it is paid, or being paid.")
    return Explained(words, OpenAtTable(error.sitting_id))


def paying_at_table(turn: Turn, error: errors.PayingAtTable) -> Explained:
    words = turn._("Somebody at this table is paying right now. Please try again in a moment.")
    return Explained(words, OpenOwnTable(error.table_id))


def table_unknown(turn: Turn, _error: catalog_errors.TableUnknown) -> Explained:
    return Explained(turn._("That table isn't there any more."), OpenHome())


def table_link_old(turn: Turn, _error: catalog_errors.TableLinkOld) -> Explained:
    words = turn._("This code isn't valid any more. Please scan the one on your table.")
    return Explained(words, OpenHome())


def too_many_tables(turn: Turn, error: catalog_errors.TooManyTables) -> Explained:
    words = turn.ngettext(
        "A place has at most {number} table.", "A place has at most {number} tables.", error.most
    )
    return Explained(words, OpenOwnTables(error.location_id))


SENTENCES: Sentences = MappingProxyType(
    {
        errors.NotAtTable: not_at_table,
        errors.SittingOver: sitting_over,
        errors.TableFull: table_full,
        errors.RemovedFromTables: removed_from_tables,
        errors.TableChanged: table_changed,
        errors.NothingOpen: nothing_open,
        errors.PayingAtTable: paying_at_table,
        catalog_errors.TableUnknown: table_unknown,
        catalog_errors.TableLinkOld: table_link_old,
        catalog_errors.TooManyTables: too_many_tables,
    }
)
