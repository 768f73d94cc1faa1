"""What receipts hold of a person: of whoever paid."""

from orders.receipts.receipt_models import receipts
from orders.whose import of_their_orders
from people.privacy import Fate, Holding

HOLDINGS = (
    Holding(
        receipts.c.order_id,
        Fate.KEPT,
        "the law asks for accounts: a receipt keeps its number and its amounts; it names no guest",
        exported=(
            receipts.c.order_id,
            receipts.c.kind,
            receipts.c.number,
            receipts.c.amount,
            receipts.c.currency,
            receipts.c.at,
        ),
        rows=of_their_orders,
    ),
)
