"""Every cent that came is somewhere, and where it should be."""

from types import MappingProxyType

FLOWS = (
    "('world', 'escrow'), ('escrow', 'payable'), ('escrow', 'commission'),"
    " ('escrow', 'refund_due'), ('refund_due', 'world'), ('payable', 'refund_due'),"
    " ('commission', 'refund_due'), ('promotion', 'refund_due'), ('escrow', 'promotion'),"
    " ('promotion', 'world'), ('world', 'refund_due'), ('fees', 'world'), ('world', 'fees'),"
    " ('payable', 'world')"
)

PREPAID = "(o.total - o.at_counter)"
LEFT = f"({PREPAID} - {PREPAID} * v.used / o.uses)"
"""What the uses still to come are worth."""

INVARIANTS = MappingProxyType(
    {
        "a posting between accounts that do not trade": f"""
            SELECT id AS posting, source, destination FROM ledger_postings
            WHERE (source, destination) NOT IN (VALUES {FLOWS})""",
        "a posting for another merchant's order": """
            SELECT p.id AS posting FROM ledger_postings p JOIN orders o ON o.id = p.order_id
            WHERE p.merchant_id <> o.merchant_id""",
        "escrow does not hold what an order still owes": f"""
            SELECT order_id AS "order", currency, SUM(amount) AS amount FROM (
                SELECT order_id, currency, CASE WHEN source = 'escrow'
                    THEN -amount ELSE amount END AS amount
                FROM ledger_postings WHERE source = 'escrow' OR destination = 'escrow'
                UNION ALL
                SELECT o.id, o.currency, -{LEFT} FROM orders o
                JOIN vouchers v ON v.order_id = o.id
                WHERE o.state IN ('placed', 'confirmed') AND {PREPAID} > 0
                UNION ALL
                SELECT p.order_id, p.currency, -p.captured FROM payments p
                JOIN payment_events e ON e.payment_id = p.id
                WHERE p.state = 'captured' AND e.state IN ('captured', 'parked')
                    AND e.kind = 'paid'
            ) m GROUP BY order_id, currency HAVING SUM(amount) <> 0""",
        "a redeemed order has not earned its price": f"""
            SELECT o.id AS "order", {PREPAID} AS prepaid, SUM(p.amount) AS earned FROM orders o
            LEFT JOIN ledger_postings p ON p.order_id = o.id AND p.currency = o.currency
                AND p.destination IN ('payable', 'commission')
            WHERE o.state = 'redeemed'
            GROUP BY o.id, o.total, o.at_counter
            HAVING COALESCE(SUM(p.amount), 0) <> {PREPAID}""",
        "an order that gave back more than was earned by it": """
            SELECT p.order_id AS "order", SUM(CASE WHEN p.source IN ('payable', 'commission')
                THEN -p.amount ELSE p.amount END) AS earned
            FROM (SELECT DISTINCT order_id FROM ledger_postings
                WHERE source IN ('payable', 'commission')) b
            JOIN ledger_postings p ON p.order_id = b.order_id
                AND (p.source IN ('payable', 'commission')
                    OR p.destination IN ('payable', 'commission'))
            JOIN orders o ON o.id = p.order_id
            GROUP BY p.order_id HAVING SUM(CASE
                WHEN p.purpose = 'goodwill' AND o.state IN ('placed', 'confirmed') THEN 0
                WHEN p.source IN ('payable', 'commission') THEN -p.amount
                ELSE p.amount END) < 0""",
        "a redemption that is not paid out": f"""
            SELECT r.id AS redemption FROM redemptions r
            JOIN vouchers v ON v.id = r.voucher_id JOIN orders o ON o.id = v.order_id
            LEFT JOIN (SELECT redemption_id, SUM(amount) AS amount FROM ledger_postings
                WHERE redemption_id IS NOT NULL GROUP BY redemption_id) p
                ON p.redemption_id = r.id
            WHERE COALESCE(p.amount, 0)
                <> {PREPAID} * r.use / o.uses - {PREPAID} * (r.use - 1) / o.uses""",
        "captured money that the ledger does not know": """
            SELECT p.id AS payment, p.captured, l.amount FROM payments p
            LEFT JOIN (SELECT payment_id, currency, SUM(amount) AS amount FROM ledger_postings
                WHERE source = 'world' AND destination = 'escrow'
                GROUP BY payment_id, currency) l
                ON l.payment_id = p.id AND l.currency = p.currency
            WHERE p.captured <> COALESCE(l.amount, 0)
                OR (p.captured > 0) <> (p.state = 'captured')""",
        "refunds of a payment that do not add up": """
            SELECT p.id AS payment, p.captured, p.refunded, r.amount FROM payments p
            LEFT JOIN (SELECT payment_id, SUM(amount) AS amount FROM refunds
                GROUP BY payment_id) r ON r.payment_id = p.id
            WHERE p.refunded <> COALESCE(r.amount, 0) OR p.refunded > p.captured""",
        "a dispute's fee that the ledger does not know": """
            SELECT payment_id AS payment, currency, SUM(amount) AS amount FROM (
                SELECT payment_id, currency, CASE WHEN source = 'fees'
                    THEN amount ELSE -amount END AS amount
                FROM ledger_postings WHERE source = 'fees' OR destination = 'fees'
                UNION ALL
                SELECT payment_id, fee_currency, -fee FROM disputes WHERE fee IS NOT NULL
            ) f GROUP BY payment_id, currency HAVING SUM(amount) <> 0""",
        "a refund that the ledger does not know": """
            SELECT r.id AS refund, r.state, r.amount, l.due, l.paid FROM refunds r
            LEFT JOIN (SELECT refund_id,
                    SUM(CASE WHEN destination = 'refund_due' AND source <> 'world'
                        THEN amount ELSE 0 END) AS due,
                    SUM(CASE WHEN source = 'refund_due' THEN amount
                        WHEN source = 'world' THEN -amount ELSE 0 END) AS paid
                FROM ledger_postings WHERE refund_id IS NOT NULL GROUP BY refund_id) l
                ON l.refund_id = r.id
            WHERE r.amount <> COALESCE(l.due, 0)
                OR COALESCE(l.paid, 0) <> CASE WHEN r.state = 'done' THEN r.amount ELSE 0 END
                OR (r.state = 'done') <> (r.finished_at IS NOT NULL)""",
    }
)
