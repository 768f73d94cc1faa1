"""The café: no bun is sold twice, no window is overfull, bills are paid once, couriers bring one thing, receipts add up."""

from collections.abc import Iterator
from itertools import groupby

from tests.torture.case import Case

TAKEN = "('held', 'placed', 'confirmed', 'redeemed', 'expired')"
LIVE = "('placed', 'confirmed')"

SOLD_TWICE = f"""
    SELECT d.item_id, d.day, SUM(l.quantity) AS sold, i.daily_stock FROM stock_days d
    JOIN menu_items i ON i.id = d.item_id
    JOIN order_claims c ON c.stock_id = d.id
    JOIN orders o ON o.id = c.order_id AND o.state IN {TAKEN}
    JOIN order_lines l ON l.order_id = o.id AND l.item_id = d.item_id
    GROUP BY d.item_id, d.day, i.daily_stock HAVING SUM(l.quantity) > i.daily_stock"""

UNCOUNTED = f"""
    SELECT o.id, l.item_id FROM orders o
    JOIN order_lines l ON l.order_id = o.id
    JOIN menu_items i ON i.id = l.item_id AND i.daily_stock IS NOT NULL
    WHERE o.state IN {TAKEN} AND NOT EXISTS (
        SELECT 1 FROM order_claims c JOIN stock_days d ON d.id = c.stock_id
        WHERE c.order_id = o.id AND d.item_id = l.item_id)"""

OVERFULL = f"""
    SELECT w.starts_at, SUM(c.quantity) AS items, p.items_per_window FROM kitchen_windows w
    JOIN pickup_settings p ON p.location_id = w.location_id
    JOIN order_claims c ON c.window_id = w.id
    JOIN orders o ON o.id = c.order_id AND o.state IN {TAKEN}
    GROUP BY w.starts_at, p.items_per_window HAVING SUM(c.quantity) > p.items_per_window"""

PAID_TWICE = """
    SELECT l.bill_id, COUNT(*) AS paid FROM order_lines l
    JOIN orders o ON o.id = l.order_id AND o.state = 'redeemed'
    WHERE l.bill_id IS NOT NULL GROUP BY l.bill_id HAVING COUNT(*) > 1"""

UNPAID = """
    SELECT b.id FROM bills b JOIN orders o ON o.id = b.order_id
    WHERE (b.paid_at IS NOT NULL) <> (o.state = 'redeemed')"""

TAKEN_TWICE = """
    SELECT taken_from, COUNT(DISTINCT order_id) AS orders FROM order_lines
    WHERE taken_from IS NOT NULL GROUP BY taken_from HAVING COUNT(DISTINCT order_id) > 1"""

BROUGHT_OTHERWISE = f"""
    SELECT d.order_id, d.state, o.state AS "order" FROM deliveries d
    JOIN orders o ON o.id = d.order_id
    WHERE (d.state = 'handed_over') <> (o.state = 'redeemed')
        OR (d.state = 'failed') <> (o.state NOT IN {LIVE} AND o.state <> 'redeemed')"""

TWO_COURIERS = """
    SELECT order_id, COUNT(*) AS accepted FROM delivery_offers
    WHERE answer = 'accepted' GROUP BY order_id HAVING COUNT(*) > 1"""

NOT_BROUGHT = f"""
    SELECT o.id FROM orders o WHERE o.fulfilment = 'delivery' AND o.state IN {LIVE}
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.order_id = o.id)"""

WITHOUT_RECEIPT = """
    SELECT p.id, p.captured FROM payments p
    LEFT JOIN receipts r ON r.payment_id = p.id AND r.kind = 'receipt'
    WHERE p.state = 'captured' AND p.mismatch IS NULL
    GROUP BY p.id, p.captured HAVING COUNT(r.id) <> 1 OR SUM(r.amount) <> p.captured"""

WITHOUT_CREDIT_NOTE = """
    SELECT f.id, f.amount FROM refunds f
    JOIN payments p ON p.id = f.payment_id AND p.mismatch IS NULL
    LEFT JOIN receipts r ON r.refund_id = f.id
    GROUP BY f.id, f.amount HAVING COUNT(r.id) <> 1 OR SUM(r.amount) <> f.amount"""

GIVEN_BACK = """
    SELECT l.order_id, l.position FROM order_lines l
    JOIN line_refunds g ON g.order_id = l.order_id AND g.position = l.position
    GROUP BY l.order_id, l.position, l.quantity, l.amount
    HAVING SUM(g.quantity) > l.quantity OR SUM(g.amount) > l.amount"""

NUMBERS = "SELECT merchant_id, kind, number FROM receipts ORDER BY merchant_id, kind, number"


def judge(case: Case) -> Iterator[str]:
    queries = {
        "more was sold of a day than there is": SOLD_TWICE,
        "what is counted was sold uncounted": UNCOUNTED,
        "a kitchen has more to do than it can": OVERFULL,
        "a bill was paid twice": PAID_TWICE,
        "a bill is not paid by its order": UNPAID,
        "a cart at a table was paid for twice": TAKEN_TWICE,
        "a delivery and its order do not say the same": BROUGHT_OTHERWISE,
        "two couriers have one order": TWO_COURIERS,
        "nobody is looked for": NOT_BROUGHT,
        "money came without its receipt": WITHOUT_RECEIPT,
        "money goes back without its credit note": WITHOUT_CREDIT_NOTE,
        "more of a line went back than was bought": GIVEN_BACK,
    }
    for words, query in queries.items():
        yield from (f"{words}: {row}" for row in case.rows(query))
    yield from numbered(case)


def numbered(case: Case) -> Iterator[str]:
    """From 1 on without a gap."""
    rows = case.rows(NUMBERS)
    for (merchant, kind), series in groupby(rows, lambda row: (row["merchant_id"], row["kind"])):
        numbers = [row["number"] for row in series]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{kind}s of merchant {merchant} are numbered {numbers}"
