"""A merchant's receipts: what stands on them of itself, all that were given, and each as a file."""

from catalog import legal
from catalog.errors import FieldRefused
from catalog.legal import LENGTHS, LegalField, Value
from chat.turn import Turn
from console.asking import Again, Ask, FeeFile, NotHere, Problem, ReceiptFile, View
from console.authorising import our_shop, zone_of
from console.receipt_search import search_of
from console.room import Room
from orders import find_receipts, placed_of_receipts, receipt_views
from people.rights import Right

room = Room()

LEGAL = "/m/{merchant}/settings/receipts"
PAGE = 25
LONGEST = 1_000
"""Characters of a field that are looked at, more than are taken: nothing is cut in silence."""


@room.page(LEGAL)
def legal_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    rate = legal.usual_tax(turn.connection, shop.id)
    values = {
        "shop": shop,
        "ask": ask,
        "entity": legal.legal_entity(turn.connection, shop.id),
        "rate": "" if rate is None else f"{rate / 100:g}",
        "most": {each.value: length.most for each, length in LENGTHS.items()},
    }
    return View("merchant/legal.html", values)


@room.move(f"{LEGAL}/set")
def set_legal(turn: Turn, ask: Ask) -> str:
    """All or nothing: what would not do is told beside its field."""
    shop = our_shop(turn, ask, Right.SHOP)
    errors: dict[str, Problem] = {}
    values: dict[LegalField, Value] = {}
    for field in LegalField:
        text = ask.form.get(field.value, "")[:LONGEST]
        try:
            values[field] = legal.value_of(shop.id, field, text)
        except FieldRefused as error:
            errors[field.value] = error
    if errors:
        raise Again(legal_page, errors)
    legal.give(turn.connection, shop.id, values, turn.person.id, turn.now)
    return LEGAL.format(**ask.place) + "?saved=1"


@room.page("/m/{merchant}/receipts")
def receipts_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SALES)
    zone = zone_of(turn, shop)
    search = search_of(ask, zone)
    found = find_receipts(turn.connection, search.of({shop.id}), PAGE + 1, ask.before())
    values = {
        "shop": shop,
        "zone": zone,
        "search": search,
        "receipts": found[:PAGE],
        "placed": placed_of_receipts(turn.connection, found[:PAGE]),
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("merchant/receipts.html", values)


@room.page("/m/{merchant}/receipts/{receipt}")
def receipt_file(turn: Turn, ask: Ask) -> ReceiptFile:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    receipt = receipt_views.receipt(turn.connection, ask.place["receipt"])
    if receipt is None or receipt.merchant_id != shop.id:
        raise NotHere
    return ReceiptFile(receipt)


@room.page("/m/{merchant}/statements/{settlement}/invoice")
def fee_file(turn: Turn, ask: Ask) -> FeeFile:
    shop = our_shop(turn, ask, Right.SALES)
    invoice = receipt_views.fee_invoice(turn.connection, ask.place["settlement"])
    if invoice is None or invoice.merchant_id != shop.id:
        raise NotHere
    return FeeFile(invoice)
