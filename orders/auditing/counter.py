"""What is paid at a counter is what an order left for it, and is said once."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "an order that leaves something else for the counter than its terms say": """
            SELECT o.id AS "order", o.at_counter, o.total FROM orders o
            WHERE o.at_counter <> 0 AND o.at_counter <> CASE o.terms ->> 'payment_plan'
                WHEN 'at_shop' THEN o.total
                WHEN 'deposit' THEN (
                    SELECT SUM(l.quantity * (l.unit_price
                        - CASE WHEN l.unit_price < CAST(o.terms ->> 'deposit' AS BIGINT)
                            THEN l.unit_price ELSE CAST(o.terms ->> 'deposit' AS BIGINT) END))
                    FROM order_lines l WHERE l.order_id = o.id AND l.kind = 'service')
                ELSE 0 END""",
        "a payment at the counter that is not what its order left": """
            SELECT c.order_id AS "order", c.amount, o.at_counter FROM counter_payments c
            JOIN orders o ON o.id = c.order_id
            WHERE c.amount <> o.at_counter OR c.currency <> o.currency OR o.placed_at IS NULL""",
    }
)
