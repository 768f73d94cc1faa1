"""What bills and payments at the counter hold of a person: of the guest, and of whoever wrote them."""

from orders.bills import ageing
from orders.bills.bill_models import bills, counter_payments
from orders.whose import of_their_orders
from people.privacy import Ageing, Fate, Holding

HOLDINGS = (
    Holding(
        counter_payments.c.order_id,
        Fate.KEPT,
        "the law asks for accounts: what was paid at the counter; it names nobody any more",
        exported=(
            counter_payments.c.order_id,
            counter_payments.c.amount,
            counter_payments.c.means,
            counter_payments.c.at,
        ),
        rows=of_their_orders,
    ),
    Holding(
        counter_payments.c.recorded_by,
        Fate.KEPT,
        "what was paid at the counter belongs to the order's accounts; it names nobody any more",
        exported=(counter_payments.c.order_id, counter_payments.c.amount, counter_payments.c.at),
    ),
    Holding(
        bills.c.order_id,
        Fate.KEPT,
        "the law asks for accounts: what was paid for what was had; it names nobody any more",
        exported=(bills.c.order_id, bills.c.amount, bills.c.currency, bills.c.paid_at),
        rows=of_their_orders,
    ),
    Holding(
        bills.c.made_by,
        Fate.KEPT,
        "a bill belongs to its place's accounts; it names nobody any more",
        exported=(bills.c.amount, bills.c.currency, bills.c.made_at),
    ),
)

AGEING = (
    Ageing(
        bills,
        "keep_searches_days",
        "a bill that nobody paid is of no use once it is over",
        ageing.outdated,
        ageing.forget,
    ),
)
