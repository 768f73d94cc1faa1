"""All receipts of the market for whoever helps or keeps its books: by number, merchant and day, each as a file."""

from catalog import market_lists
from chat.turn import Turn
from console.asking import Ask, NotHere, ReceiptFile, View
from console.authorising import for_market
from console.receipt_search import search_of
from console.room import Room
from orders import find_receipts, receipt_views
from people.rights import Right

room = Room()

PAGE = 50
MERCHANTS = 50
"""Of a name that is looked for."""


@room.page("/market/receipts")
def receipts_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PERSONS)
    search = search_of(ask, turn.market.zone)
    wanted = search.of(_named(turn, search.words) if search.words else None)
    found = find_receipts(turn.connection, wanted, PAGE + 1, ask.before())
    values = {
        "search": search,
        "receipts": found[:PAGE],
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("market/receipts.html", values)


@room.page("/market/receipts/{receipt}")
def receipt_file(turn: Turn, ask: Ask) -> ReceiptFile:
    for_market(turn, Right.PERSONS)
    receipt = receipt_views.receipt(turn.connection, ask.place["receipt"])
    if receipt is None:
        raise NotHere
    return ReceiptFile(receipt)


def _named(turn: Turn, words: str) -> set[int]:
    lines = market_lists.merchants_page(turn.connection, words=words, limit=MERCHANTS)
    return {each.id for each in lines}
