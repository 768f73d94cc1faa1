"""The receipts of an order for its place: each as a document, as its guest has it."""

from dataclasses import dataclass

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing
from handlers.merchant.actions import OpenStaffBooking
from handlers.merchant.authorising import our_order
from handlers.orders import what_words
from handlers.receipt_papers import receipt_document
from orders import OrderView, Receipt, receipt_views
from wording.receipts import name_of

flow = Flow()

SHOWN = 6


@dataclass(frozen=True, slots=True)
class OpenOrderReceipts(Page):
    """All that were given about an order."""

    code = "sreceipts"
    order: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOrderReceipt(Page):
    """One as a document."""

    code = "sreceipt"
    order: int
    receipt: int


@flow.page(OpenOrderReceipts)
def order_receipts_page(turn: Turn, press: OpenOrderReceipts) -> Screen:
    order = our_order(turn, press.order)
    papers = receipt_views.receipts_of(turn.connection, order.id)
    page, shown, more = leaf(papers, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>Receipts</b>"),
            what_words(turn, order),
            None if papers else turn._("No receipts yet."),
        ),
        rows=(
            *columns(1, (_key(turn, each) for each in shown)),
            *leafing(turn, page, lambda page: OpenOrderReceipts(order.id, page), more=more),
        ),
        back=OpenStaffBooking(order.id),
    )


@flow.page(OpenOrderReceipt)
def order_receipt_page(turn: Turn, press: OpenOrderReceipt) -> Screen:
    order = our_order(turn, press.order)
    receipt = receipt_views.receipt(turn.connection, press.receipt)
    if receipt is None or receipt.order_id != order.id:
        raise PageOutdated(OpenOrderReceipts(order.id))
    return Screen(
        text=name_of(turn, receipt),
        document=receipt_document(turn, receipt),
        back=OpenOrderReceipts(order.id),
    )


def receipts_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """On the page of what was paid in the chat."""
    if not any(each.captured for each in order.payments):
        return ()
    return ((Button(turn._("🧾 Receipts"), OpenOrderReceipts(order.id)),),)


def _key(turn: Turn, receipt: Receipt) -> Button:
    label = turn._("⬇️ {paper} (PDF)", paper=name_of(turn, receipt))
    return Button(label, OpenOrderReceipt(receipt.order_id, receipt.id))
