"""What was paid, which tax is in it and what went back: as a message to keep, and as documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenReceipt
from handlers.guest.bill_rows import tip_words
from handlers.guest.owned import my_order
from handlers.order_papers import paper_rows, paper_screen
from handlers.orders import order_words, total_words, view_label
from handlers.status_text import refund_words
from handlers.terms import paid_terms
from orders import Means, OrderView, Receipt, ReceiptKind, receipt_views
from wording.receipts import name_of, sold_taxes, tax_words

flow = Flow()


@dataclass(frozen=True, slots=True)
class OpenReceiptFile(Page):
    """A receipt or a credit note as a file to keep, in the order of its order's."""

    code = "receipt-pdf"
    order: int
    receipt: int


@flow.page(OpenReceipt)
def receipt_page(turn: Turn, press: OpenReceipt) -> Screen:
    order = my_order(turn, press.order)
    paid_there = order.counter_means not in {None, Means.WRITTEN_OFF}
    if not paid_there and not any(each.captured for each in order.payments):
        raise PageOutdated(OpenBooking(press.order))
    papers = receipt_views.receipts_of(turn.connection, order.id)
    return Screen(
        text=paragraphs(
            _headline(turn, order, papers),
            order_words(turn, order),
            lines(
                total_words(turn, order),
                *_taxes(turn, papers),
                *_paid(turn, order),
                *tip_words(turn, order),
                *refund_words(turn, order),
            ),
            paid_terms(turn, order),
            _seller(turn, order, papers),
        ),
        rows=(
            *paper_rows(
                turn,
                papers,
                press.page,
                lambda paper: OpenReceiptFile(order.id, paper.id),
                lambda page: OpenReceipt(order.id, page),
            ),
            (Button(view_label(turn, order), OpenBooking(order.id)),),
        ),
        keep=True,
    )


@flow.page(OpenReceiptFile)
def receipt_file_page(turn: Turn, press: OpenReceiptFile) -> Screen:
    order = my_order(turn, press.order)
    back = OpenBooking(order.id)
    return paper_screen(turn, order, press.receipt, OpenReceipt(order.id), back)


def _headline(turn: Turn, order: OrderView, papers: list[Receipt]) -> Markup:
    first = next((each for each in papers if each.kind is ReceiptKind.RECEIPT), None)
    if first is None:
        return turn._("<b>Receipt</b> · order {number}", number=order.id)
    name = name_of(turn, first)
    return turn._("<b>{receipt}</b> · order {number}", receipt=name, number=order.id)


def _taxes(turn: Turn, papers: list[Receipt]) -> Iterator[Markup]:
    """Of what was had for what was paid, where a rate was stated."""
    for part in sold_taxes(papers):
        if part.basis_points is not None:
            yield tax_words(turn, part, papers[0].currency)


def _seller(turn: Turn, order: OrderView, papers: list[Receipt]) -> Markup:
    """As it was when it was paid."""
    if not papers or not papers[0].content.legal_name:
        return turn._("Seller: {merchant}", merchant=order.merchant)
    content = papers[0].content
    return lines(
        turn._("Seller: {merchant}", merchant=content.legal_name),
        turn.texts.isolated(content.legal_address) if content.legal_address else None,
        turn._("Tax number: {number}", number=content.tax_number) if content.tax_number else None,
    )


def _paid(turn: Turn, order: OrderView) -> Iterator[Markup]:
    """Each on the day on which its money came, by the clock of the place."""
    for payment in order.payments:
        if payment.captured:
            amount = turn.texts.money(payment.captured, payment.currency)
            came = (payment.captured_at or order.created_at).astimezone(ZoneInfo(order.zone))
            when = turn.texts.full_day(came.date())
            yield turn._("Paid {amount} on {day}", amount=amount, day=when)
