"""The receipts of an order for its place: each as a document, as its guest has it."""

from dataclasses import dataclass

from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.merchant.actions import OpenStaffBooking
from handlers.merchant.authorising import our_order
from handlers.order_papers import paper_rows, paper_screen
from handlers.orders import what_words
from orders import OrderView, receipt_views

flow = Flow()


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
    return Screen(
        text=paragraphs(
            turn._("<b>Receipts</b>"),
            what_words(turn, order),
            None if papers else turn._("No receipts yet."),
        ),
        rows=paper_rows(
            turn,
            papers,
            press.page,
            lambda paper: OpenOrderReceipt(order.id, paper.id),
            lambda page: OpenOrderReceipts(order.id, page),
        ),
        back=OpenStaffBooking(order.id),
    )


@flow.page(OpenOrderReceipt)
def order_receipt_page(turn: Turn, press: OpenOrderReceipt) -> Screen:
    order = our_order(turn, press.order)
    papers = OpenOrderReceipts(order.id)
    return paper_screen(turn, order, press.receipt, papers, papers)


def receipts_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """On the page of what was paid in the chat."""
    if not any(each.captured for each in order.payments):
        return ()
    return ((Button(turn._("🧾 Receipts"), OpenOrderReceipts(order.id)),),)
