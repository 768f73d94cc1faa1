"""Money that came paid for something or goes back; nothing a provider said lies about undecided."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "a payment event that a person must look at": """
            SELECT id AS event, provider, error FROM payment_events WHERE state = 'parked'""",
        "a payment event that was forgotten": """
            SELECT id AS event, provider, received_at FROM payment_events
            WHERE state = 'captured' AND received_at < :forgotten""",
        "a payment that could not be recorded": """
            SELECT id AS dead_update, update_id, error FROM dead_updates
            WHERE payment IS NOT NULL AND noted_at IS NULL""",
        "an applied event without its money": """
            SELECT e.id AS event, e.payment_id AS payment FROM payment_events e
            LEFT JOIN payments p ON p.id = e.payment_id
            WHERE e.state = 'applied' AND (p.id IS NULL OR p.state <> 'captured')""",
        "captured money without its event": """
            SELECT p.id AS payment FROM payments p
            LEFT JOIN payment_events e ON e.payment_id = p.id AND e.state <> 'ignored'
                AND e.kind = 'paid'
            WHERE p.state = 'captured' AND e.id IS NULL""",
        "money that fits no request and was not given back": """
            SELECT p.id AS payment, p.mismatch, p.captured, p.refunded FROM payments p
            JOIN payment_events e ON e.payment_id = p.id AND e.state = 'applied'
                AND e.kind = 'paid'
            WHERE p.mismatch IS NOT NULL AND p.refunded <> p.captured""",
        "a dispute without its word": """
            SELECT d.id AS dispute, d.state FROM disputes d
            LEFT JOIN payment_events e ON e.payment_id = d.payment_id
                AND e.reference = d.dispute_key AND e.state = 'applied'
                AND e.kind = CASE d.state WHEN 'open' THEN 'disputed'
                    WHEN 'won' THEN 'dispute_won' ELSE 'dispute_lost' END
            WHERE e.id IS NULL OR (d.state = 'open') <> (d.closed_at IS NULL)""",
        "an order that was not paid once": """
            SELECT o.id AS "order", o.total, o.at_counter FROM orders o
            LEFT JOIN payments p ON p.order_id = o.id AND p.state = 'captured'
                AND p.mismatch IS NULL AND p.captured = o.total - o.at_counter AND p.currency = o.currency
            LEFT JOIN (SELECT DISTINCT payment_id FROM refunds
                WHERE reason IN ('late', 'closed', 'duplicate', 'wrong_amount')) r ON r.payment_id = p.id
            LEFT JOIN (SELECT DISTINCT payment_id FROM payment_events
                WHERE state IN ('captured', 'parked') AND kind = 'paid') e ON e.payment_id = p.id
            WHERE o.total > o.at_counter
            GROUP BY o.id, o.total, o.at_counter, o.placed_at
            HAVING SUM(CASE WHEN p.id IS NOT NULL AND r.payment_id IS NULL
                    AND e.payment_id IS NULL THEN 1 ELSE 0 END)
                <> CASE WHEN o.placed_at IS NULL THEN 0 ELSE 1 END""",
    }
)
