"""Tables: a line is in one order and has one payer, and what is brought somewhere is of that place."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "a line of a table in two orders": """
            SELECT taken_from AS cart, COUNT(DISTINCT order_id) AS orders FROM order_lines
            WHERE taken_from IS NOT NULL
            GROUP BY taken_from HAVING COUNT(DISTINCT order_id) > 1""",
        "a line that its guest pays for beside whoever took it over": """
            SELECT l.order_id AS "order", l.position, c.id AS cart, c.state FROM order_lines l
            JOIN orders o ON o.id = l.order_id
            JOIN orders c ON c.id = l.taken_from
            WHERE c.state <> 'lapsed' OR c.guest_id = o.guest_id
                OR o.sitting_id IS NULL OR c.sitting_id IS NULL OR c.sitting_id <> o.sitting_id
                OR EXISTS (SELECT 1 FROM order_lines own WHERE own.order_id = c.id)""",
        "an order at a table of another place": """
            SELECT o.id AS "order", o.sitting_id AS sitting FROM orders o
            JOIN sittings s ON s.id = o.sitting_id
            JOIN dining_tables t ON t.id = s.table_id
            WHERE o.location_id <> s.location_id OR t.location_id <> s.location_id""",
        "somebody sits, or pays, where the table was freed": """
            SELECT s.id AS sitting FROM sittings s
            WHERE s.ended_at IS NOT NULL AND (
                EXISTS (SELECT 1 FROM sitting_guests g WHERE g.sitting_id = s.id)
                OR EXISTS (SELECT 1 FROM orders o
                    WHERE o.sitting_id = s.id AND o.state = 'held'))""",
        "somebody sits at a place whose staff sent them away": """
            SELECT g.sitting_id AS sitting, g.guest_id AS guest FROM sitting_guests g
            JOIN sittings s ON s.id = g.sitting_id
            JOIN sitting_removals r
                ON r.guest_id = g.guest_id AND r.location_id = s.location_id
            WHERE g.joined_at < r.removed_at + 43200000000""",
    }
)
