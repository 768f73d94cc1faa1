"""What is paid at a counter is what an order left for it, and is said once."""

from types import MappingProxyType

AS_ORDERED = """(
                    SELECT SUM(l.amount) FROM order_lines l WHERE l.order_id = o.id
                ) - (
                    SELECT COALESCE(SUM(t.unit_price * t.quantity), 0) FROM line_replacements t
                    WHERE t.order_id = o.id AND t.state = 'accepted'
                )"""
"""What a cart came to, without what was taken instead of something."""

INVARIANTS = MappingProxyType(
    {
        "an order that leaves something else for the counter than its terms say": f"""
            SELECT o.id AS "order", o.at_counter, o.total FROM orders o
            WHERE (o.at_counter <> 0 OR o.service_id IS NULL) AND o.state <> 'draft'
                AND o.at_counter <> CASE o.terms ->> 'payment_plan'
                WHEN 'at_shop' THEN o.total
                WHEN 'deposit' THEN CASE WHEN o.service_id IS NULL THEN o.total - (CAST({AS_ORDERED} AS BIGINT)
                    * CAST(o.terms ->> 'deposit_percent' AS BIGINT) + 99) / 100
                ELSE (
                    SELECT SUM(l.quantity * (l.unit_price
                        - CASE WHEN l.unit_price < CAST(o.terms ->> 'deposit' AS BIGINT)
                            THEN l.unit_price ELSE CAST(o.terms ->> 'deposit' AS BIGINT) END))
                    FROM order_lines l WHERE l.order_id = o.id AND l.kind = 'service') END
                ELSE 0 END""",
        "an order that comes to something else than what is had of it": """
            SELECT o.id AS "order", a.off, COALESCE(r.missing, 0) + COALESCE(t.missing, 0) AS missing
            FROM orders o
            LEFT JOIN (SELECT order_id, -SUM(amount) AS off FROM order_adjustments
                WHERE kind = 'discount' GROUP BY order_id) a ON a.order_id = o.id
            LEFT JOIN (SELECT r.order_id, SUM(l.unit_price * r.quantity - r.amount) AS missing
                FROM line_refunds r
                JOIN order_lines l ON l.order_id = r.order_id AND l.position = r.position
                GROUP BY r.order_id) r ON r.order_id = o.id
            LEFT JOIN (SELECT t.order_id,
                    SUM(l.unit_price * t.quantity - COALESCE(b.amount, 0)) AS missing
                FROM line_replacements t
                JOIN order_lines l ON l.order_id = t.order_id AND l.position = t.position
                LEFT JOIN refunds b ON b.id = t.refund_id
                WHERE t.state = 'accepted' GROUP BY t.order_id) t ON t.order_id = o.id
            WHERE o.service_id IS NULL AND o.fulfilment <> 'counter'
                AND COALESCE(a.off, 0) <> COALESCE(r.missing, 0) + COALESCE(t.missing, 0)""",
        "a payment at the counter that is not what its order left": """
            SELECT c.order_id AS "order", c.amount, o.at_counter FROM counter_payments c
            JOIN orders o ON o.id = c.order_id
            WHERE c.amount <> o.at_counter OR c.currency <> o.currency OR o.placed_at IS NULL
                OR (c.means = 'none' AND o.state <> 'redeemed')""",
        "an order that is settled at the counter without a word of it, or the other way round": """
            SELECT o.id AS "order", o.counter_settled, c.means FROM orders o
            LEFT JOIN counter_payments c ON c.order_id = o.id
            WHERE o.counter_settled <> (c.order_id IS NOT NULL)""",
        "a bill that was not paid once": """
            SELECT b.id AS bill, b.paid_at, b.order_id, p.orders FROM bills b
            LEFT JOIN (SELECT l.bill_id, COUNT(*) AS orders, MIN(o.id) AS order_id
                FROM order_lines l JOIN orders o ON o.id = l.order_id
                WHERE l.bill_id IS NOT NULL AND o.placed_at IS NOT NULL
                GROUP BY l.bill_id) p ON p.bill_id = b.id
            WHERE COALESCE(p.orders, 0) <> CASE WHEN b.paid_at IS NULL THEN 0 ELSE 1 END
                OR (p.order_id IS NOT NULL AND p.order_id <> b.order_id)""",
        "an order that pays something else than its bill": """
            SELECT o.id AS "order", o.total, b.id AS bill FROM orders o
            LEFT JOIN order_lines l ON l.order_id = o.id AND l.position = 1
            LEFT JOIN bills b ON b.id = l.bill_id
            WHERE (o.fulfilment = 'counter') <> (b.id IS NOT NULL)
                OR (b.id IS NOT NULL AND (o.currency <> b.currency OR o.at_counter <> 0
                    OR o.merchant_id <> b.merchant_id OR l.unit_price <> b.amount
                    OR o.total <> b.amount - b.amount * b.discount_percent / 100))""",
        "a rest that was paid without its booking's word": """
            SELECT b.id AS bill, b.of_order_id AS "order" FROM bills b
            LEFT JOIN counter_payments c ON c.bill_id = b.id AND c.order_id = b.of_order_id
            WHERE b.kind = 'rest' AND (b.paid_at IS NULL) <> (c.order_id IS NULL)""",
        "a tip of which the market took a part": """
            SELECT p.id AS posting FROM ledger_postings p
            JOIN bills b ON b.order_id = p.order_id
            WHERE b.kind = 'tip' AND p.destination = 'commission'""",
    }
)
