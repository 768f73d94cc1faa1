"""Every posting was settled once at most, every statement is the sum of its postings and follows the last.

What of a merchant's account was neither settled nor paid out is what it still has.
"""

from types import MappingProxyType

EARNING = "('payable', 'commission')"

INVARIANTS = MappingProxyType(
    {
        "a posting in two settlements": """
            SELECT posting_id AS posting, COUNT(*) AS settlements FROM settlement_postings
            GROUP BY posting_id HAVING COUNT(*) > 1""",
        "a posting in a settlement that is not its own": """
            SELECT p.id AS posting, s.id AS settlement FROM settlement_postings t
            JOIN settlements s ON s.id = t.settlement_id
            JOIN ledger_postings p ON p.id = t.posting_id
            WHERE p.merchant_id <> s.merchant_id OR p.currency <> s.currency OR p.at >= s.until""",
        "a settlement that is not the sum of its postings": f"""
            SELECT s.id AS settlement FROM settlements s
            LEFT JOIN (SELECT t.settlement_id,
                    SUM(CASE WHEN p.destination = 'payable' THEN p.amount
                        WHEN p.source = 'payable' THEN -p.amount ELSE 0 END) AS payable,
                    SUM(CASE WHEN p.destination = 'commission' THEN p.amount
                        WHEN p.source = 'commission' THEN -p.amount ELSE 0 END) AS commission,
                    SUM(CASE WHEN p.destination IN {EARNING}
                        AND p.purpose IN ('redeemed', 'bill', 'rest', 'tip')
                        THEN p.amount ELSE 0 END) AS earned,
                    SUM(CASE WHEN p.source IN {EARNING} THEN p.amount ELSE 0 END) AS returned,
                    SUM(CASE WHEN p.destination = 'refund_due' AND p.source <> 'world'
                        THEN p.amount ELSE 0 END) AS refunded
                FROM settlement_postings t JOIN ledger_postings p ON p.id = t.posting_id
                GROUP BY t.settlement_id) l ON l.settlement_id = s.id
            WHERE l.settlement_id IS NULL
                OR s.payout + s.carried <> s.brought + l.payable
                OR s.earned + s.kept - s.returned - s.commission <> l.payable
                OR s.commission <> l.commission OR s.earned <> l.earned
                OR s.returned <> l.returned OR s.refunded <> l.refunded
                OR (s.payout <> 0 AND s.carried <> 0) OR s.payout < 0""",
        "a settlement that does not go on from the last one": """
            SELECT settlement, number, brought, carried_before FROM (
                SELECT id AS settlement, number, brought,
                    LAG(carried, 1, CAST(0 AS BIGINT)) OVER chain AS carried_before,
                    LAG(number, 1, 0) OVER chain AS number_before
                FROM settlements
                WINDOW chain AS (PARTITION BY merchant_id, currency ORDER BY number)
            ) s WHERE brought <> carried_before OR number <> number_before + 1""",
        "a payout that the ledger does not know": """
            SELECT s.id AS settlement, s.payout, p.amount FROM settlements s
            LEFT JOIN payouts o ON o.settlement_id = s.id
            LEFT JOIN ledger_postings p ON p.settlement_id = s.id
            WHERE (o.settlement_id IS NULL) <> (p.id IS NULL) OR p.amount <> s.payout
                OR p.merchant_id <> s.merchant_id OR p.currency <> s.currency
                OR p.source <> 'payable' OR p.destination <> 'world' OR p.order_id IS NOT NULL
            UNION ALL
            SELECT p.settlement_id, NULL, p.amount FROM ledger_postings p
            WHERE p.source = 'payable' AND p.destination = 'world' AND p.settlement_id IS NULL""",
        "a payout to another merchant's account": """
            SELECT o.settlement_id AS settlement, a.id AS account FROM payouts o
            JOIN settlements s ON s.id = o.settlement_id
            JOIN payout_accounts a ON a.id = o.account_id
            WHERE a.merchant_id <> s.merchant_id OR a.holder = '' OR a.account = ''""",
        "a merchant's account that is not what was earned and not paid out": """
            SELECT merchant_id AS merchant, currency, SUM(amount) AS amount FROM (
                SELECT merchant_id, currency, CASE WHEN source = 'payable'
                    THEN -amount ELSE amount END AS amount
                FROM ledger_postings WHERE source = 'payable' OR destination = 'payable'
                UNION ALL
                SELECT p.merchant_id, p.currency, CASE WHEN p.source = 'payable'
                    THEN p.amount ELSE -p.amount END
                FROM ledger_postings p
                LEFT JOIN settlement_postings t ON t.posting_id = p.id
                WHERE (p.source = 'payable' OR p.destination = 'payable')
                    AND t.posting_id IS NULL AND p.settlement_id IS NULL
                UNION ALL
                SELECT s.merchant_id, s.currency, -s.payout FROM settlements s
                LEFT JOIN payouts o ON o.settlement_id = s.id WHERE o.settlement_id IS NULL
                UNION ALL
                SELECT s.merchant_id, s.currency, -s.carried FROM settlements s
                LEFT JOIN settlements n ON n.merchant_id = s.merchant_id
                    AND n.currency = s.currency AND n.number = s.number + 1
                WHERE n.id IS NULL
            ) m GROUP BY merchant_id, currency HAVING SUM(amount) <> 0""",
    }
)
