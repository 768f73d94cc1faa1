"""The receipts of an order as keys to documents, alike for its guest and its place."""

from collections.abc import Callable, Sequence

from chat.action import Page
from chat.errors import PageOutdated
from chat.screen import Button, Row, Screen
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing
from handlers.receipt_papers import receipt_document
from orders import OrderView, Receipt, receipt_views
from wording.receipts import name_of

SHOWN = 6


def paper_rows(
    turn: Turn,
    papers: Sequence[Receipt],
    page: int,
    file: Callable[[Receipt], Page],
    to: Callable[[int], Page],
) -> tuple[Row, ...]:
    """A page of them, each as a key to its document, and the way to the others."""
    page, shown, more = leaf(papers, page, SHOWN)

    def key(paper: Receipt) -> Button:
        return Button(turn._("⬇️ {paper} (PDF)", paper=name_of(turn, paper)), file(paper))

    return (*columns(1, map(key, shown)), *leafing(turn, page, to, more=more))


def paper_screen(
    turn: Turn, order: OrderView, receipt_id: int, all_of_them: Page, back: Page
) -> Screen:
    """One as a document; of what is not of the order, the page with all of them."""
    receipt = receipt_views.receipt(turn.connection, receipt_id)
    if receipt is None or receipt.order_id != order.id:
        raise PageOutdated(all_of_them)
    return Screen(text=name_of(turn, receipt), document=receipt_document(turn, receipt), back=back)
