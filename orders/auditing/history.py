"""Orders went only along the declared arrows, one after another, to where they are.

`created_at` keeps SQLite from reading orders by an index in the order of guests, and with it their
history in no order at all, which takes several times as long.
"""

from types import MappingProxyType

from orders.rules import EDGES

ARROWS = ", ".join(sorted(f"('{before}', '{after}')" for before, after in EDGES))

INVARIANTS = MappingProxyType(
    {
        "an order went along an arrow that is none": f"""
            SELECT order_id AS "order", from_state, to_state FROM order_history
            WHERE (from_state, to_state) NOT IN (VALUES {ARROWS})""",
        "a history with a gap": """
            SELECT order_id AS "order", from_state, before FROM (
                SELECT order_id, from_state,
                    LAG(to_state) OVER (PARTITION BY order_id ORDER BY id) AS before
                FROM order_history
            ) h WHERE from_state <> before
                OR (before IS NULL AND from_state NOT IN ('draft', 'held'))""",
        "an order is not where its history ends": """
            SELECT o.id AS "order", o.state, h.to_state, o.created_at FROM orders o
            LEFT JOIN (SELECT order_id, MAX(id) AS id FROM order_history GROUP BY order_id) l
                ON l.order_id = o.id
            LEFT JOIN order_history h ON h.id = l.id
            WHERE o.state <> COALESCE(h.to_state,
                CASE WHEN o.fulfilment IN ('visit', 'home', 'counter') THEN 'held' ELSE 'draft' END)""",
        "an order that waits for nobody's answer": """
            SELECT id AS "order" FROM orders
            WHERE (state <> 'placed' AND confirm_by IS NOT NULL)
                OR (state = 'placed' AND confirm_by IS NULL)""",
    }
)
