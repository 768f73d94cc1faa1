"""No stock below zero and no kitchen over its head: what carts and orders take is what counters say."""

from types import MappingProxyType

from orders.auditing.seats import TAKEN

CLAIM_COUNTERS = "stock or kitchen counters differ from a recount"
COLLECTION_COUNTERS = "counters of collections differ from a recount"
STANDS = f"(o.state = 'held' OR o.state IN {TAKEN})"


def _differs(kind: str, table: str, column: str) -> str:
    return f"""
            SELECT '{kind}' AS kind, n.id AS counter, n.held, n.booked,
                COALESCE(r.held, 0) AS held_recounted, COALESCE(r.booked, 0) AS booked_recounted
            FROM {table} n LEFT JOIN (
                SELECT c.{column} AS counter,
                    SUM(CASE WHEN o.state = 'held' THEN c.quantity ELSE 0 END) AS held,
                    SUM(CASE WHEN o.state = 'held' THEN 0 ELSE c.quantity END) AS booked
                FROM order_claims c JOIN orders o ON o.id = c.order_id
                WHERE c.{column} IS NOT NULL AND {STANDS} GROUP BY c.{column}
            ) r ON r.counter = n.id
            WHERE n.held <> COALESCE(r.held, 0) OR n.booked <> COALESCE(r.booked, 0)"""


def _beyond(kind: str, table: str) -> str:
    return f"""
            SELECT '{kind}' AS kind, id AS counter, capacity, held, booked FROM {table}
            WHERE held < 0 OR booked < 0 OR held + booked > capacity"""


STOCK, KITCHEN = ("stock", "stock_days"), ("kitchen", "kitchen_windows")
COLLECTION = ("collection", "collection_windows")

INVARIANTS = MappingProxyType(
    {
        CLAIM_COUNTERS: _differs(*STOCK, "stock_id")
        + " UNION ALL "
        + _differs(*KITCHEN, "window_id"),
        "more taken of a day's stock or of a kitchen than there is": _beyond(*STOCK)
        + " UNION ALL "
        + _beyond(*KITCHEN),
        COLLECTION_COUNTERS: _differs(*COLLECTION, "collection_id"),
        "more collected in ten minutes than a place can": _beyond(*COLLECTION),
        "a collection that its order does not wait for": """
            SELECT c.order_id AS "order", w.starts_at FROM order_claims c
            JOIN orders o ON o.id = c.order_id
            JOIN collection_windows w ON w.id = c.collection_id
            WHERE c.quantity <> 1 OR w.location_id <> o.location_id
                OR w.starts_at <> o.collect_at""",
        "an order from a menu without its kitchen's time, or a cart that takes something": f"""
            SELECT o.id AS "order", o.state FROM orders o
            WHERE o.service_id IS NULL AND (
                (o.state = 'draft'
                    AND EXISTS (SELECT 1 FROM order_claims c WHERE c.order_id = o.id))
                OR (o.fulfilment IN ('pickup', 'table', 'delivery') AND {STANDS}
                    AND COALESCE(o.starts_at, :now) > :counted AND (
                    SELECT COALESCE(SUM(l.quantity), 0) FROM order_lines l
                    WHERE l.order_id = o.id AND l.kind = 'item'
                ) - (
                    SELECT COALESCE(SUM(t.quantity), 0) FROM line_replacements t
                    WHERE t.order_id = o.id AND t.state = 'accepted'
                ) <> (
                    SELECT COALESCE(SUM(c.quantity), 0) FROM order_claims c
                    WHERE c.order_id = o.id AND c.kind = 'kitchen'
                )))""",
        "a claim of what its order is not of": """
            SELECT c.order_id AS "order", c.position FROM order_claims c
            JOIN orders o ON o.id = c.order_id
            LEFT JOIN stock_days s ON s.id = c.stock_id
            LEFT JOIN kitchen_windows w ON w.id = c.window_id
            WHERE w.location_id <> o.location_id OR w.starts_at > o.starts_at
                OR (s.id IS NOT NULL AND c.quantity <> (
                    SELECT COALESCE(SUM(l.quantity), 0) FROM order_lines l
                    WHERE l.order_id = o.id AND l.item_id = s.item_id))""",
        "an order that is had before the time that its guest chose": """
            SELECT o.id AS "order", o.pickup_at, o.collect_at, o.starts_at FROM orders o
            WHERE o.starts_at < o.pickup_at OR o.starts_at <= o.collect_at""",
        "a line that gave back more than it cost": """
            SELECT r.order_id AS "order", r.position, r.quantity, r.amount
            FROM (SELECT order_id, position, SUM(quantity) AS quantity, SUM(amount) AS amount
                FROM line_refunds GROUP BY order_id, position) r
            LEFT JOIN order_lines l ON l.order_id = r.order_id AND l.position = r.position
            LEFT JOIN (SELECT order_id, position, SUM(quantity) AS quantity
                FROM line_replacements WHERE state IN ('open', 'accepted')
                GROUP BY order_id, position) t
                ON t.order_id = r.order_id AND t.position = r.position
            WHERE l.order_id IS NULL OR r.quantity + COALESCE(t.quantity, 0) > l.quantity
                OR r.amount > l.unit_price * r.quantity""",
        "a line's money that its refund does not know": """
            SELECT r.id FROM line_refunds r LEFT JOIN refunds b ON b.id = r.refund_id
            LEFT JOIN bills p ON p.order_id = b.order_id AND p.kind = 'rest'
            WHERE r.amount <> COALESCE(b.amount, 0)
                OR COALESCE(p.of_order_id, b.order_id, r.order_id) <> r.order_id""",
        "something taken instead that is not in its order, or not at its price": """
            SELECT t.id AS replacement, t.order_id AS "order" FROM line_replacements t
            JOIN order_lines l ON l.order_id = t.order_id AND l.position = t.position
            LEFT JOIN order_lines n ON n.order_id = t.order_id AND n.position = t.new_position
            LEFT JOIN refunds b ON b.id = t.refund_id
            LEFT JOIN bills p ON p.order_id = b.order_id AND p.kind = 'rest'
            WHERE t.state = 'accepted' AND (n.order_id IS NULL OR n.item_id <> t.item_id
                    OR n.quantity <> t.quantity OR n.unit_price <> t.unit_price
                    OR t.unit_price > l.unit_price
                    OR COALESCE(b.amount, 0) > (l.unit_price - t.unit_price) * t.quantity
                    OR COALESCE(p.of_order_id, b.order_id, t.order_id) <> t.order_id)
                OR t.state <> 'accepted' AND t.refund_id IS NOT NULL""",
        "a question about something else that nobody waits for": """
            SELECT t.id AS replacement, t.until FROM line_replacements t
            WHERE t.state = 'open' AND t.until <= :forgotten
                AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.order_id = t.order_id)""",
        "a cart with a start, money or a code": """
            SELECT o.id AS "order" FROM orders o
            WHERE o.state = 'draft' AND (o.starts_at IS NOT NULL OR o.slot_id IS NOT NULL
                OR o.resource_id IS NOT NULL OR o.placed_at IS NOT NULL
                OR EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id))""",
    }
)
