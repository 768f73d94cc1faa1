"""An order costs what its lines and adjustments come to, and is for as many as they say."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "an order that is not the sum of its lines and adjustments": """
            SELECT o.id AS "order", o.total, l.amount AS lines, a.amount AS adjustments
            FROM orders o
            LEFT JOIN (SELECT order_id, SUM(amount) AS amount FROM order_lines
                GROUP BY order_id) l ON l.order_id = o.id
            LEFT JOIN (SELECT order_id, SUM(amount) AS amount FROM order_adjustments
                GROUP BY order_id) a ON a.order_id = o.id
            WHERE o.total <> COALESCE(l.amount, 0) + COALESCE(a.amount, 0)""",
        "a line that is not its price so many times": """
            SELECT order_id AS "order", position, unit_price, quantity, amount FROM order_lines
            WHERE amount <> unit_price * quantity""",
        "an order of nothing, or a kept time with a price": """
            SELECT o.id AS "order", o.proposed_for FROM orders o
            LEFT JOIN order_lines l ON l.order_id = o.id AND l.position = 1
            WHERE (o.proposed_for IS NULL) <> (l.order_id IS NOT NULL)
                AND NOT (o.service_id IS NULL AND o.starts_at IS NULL)""",
        "a line of another service, or for others, than its order": """
            SELECT o.id AS "order", l.position FROM order_lines l
            JOIN orders o ON o.id = l.order_id
            WHERE l.kind = 'service'
                AND (o.service_id IS NULL OR l.service_id <> o.service_id
                    OR l.quantity <> o.seats)""",
    }
)
