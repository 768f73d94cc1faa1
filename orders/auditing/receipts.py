"""Receipts are numbered without gaps, say what was paid and what went back, and add up to the last unit of tax."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "a series of receipts or invoices with a gap": """
            SELECT s.merchant_id AS merchant, s.kind, s.last, COALESCE(n.given, 0) AS given
            FROM receipt_series s
            LEFT JOIN (SELECT merchant_id, kind, COUNT(*) AS given, MAX(number) AS highest
                FROM receipts GROUP BY merchant_id, kind) n
                ON n.merchant_id = s.merchant_id AND n.kind = s.kind
            WHERE s.last <> COALESCE(n.given, 0) OR s.last <> COALESCE(n.highest, 0)
            UNION ALL
            SELECT NULL, s.kind, s.last, COALESCE(n.given, 0) FROM fee_series s
            LEFT JOIN (SELECT kind, COUNT(*) AS given, MAX(number) AS highest
                FROM fee_invoices GROUP BY kind) n ON n.kind = s.kind
            WHERE s.last <> COALESCE(n.given, 0) OR s.last <> COALESCE(n.highest, 0)
            UNION ALL
            SELECT r.merchant_id, r.kind, NULL, r.number FROM receipts r
            LEFT JOIN receipt_series s ON s.merchant_id = r.merchant_id AND s.kind = r.kind
            WHERE s.last IS NULL""",
        "money that came or went back without its receipt or credit note": """
            SELECT p.id AS payment, NULL AS refund, p.captured AS amount, r.amount AS receipt
            FROM payments p
            LEFT JOIN receipts r ON r.payment_id = p.id AND r.kind = 'receipt'
            WHERE p.captured > 0 AND p.mismatch IS NULL
                AND (r.id IS NULL AND p.captured_at > (SELECT MIN(at) FROM receipts) OR r.amount <> p.captured OR r.currency <> p.currency
                    OR r.order_id <> p.order_id)
            UNION ALL
            SELECT b.payment_id, b.id, b.amount, n.amount FROM refunds b
            JOIN receipts r ON r.payment_id = b.payment_id AND r.kind = 'receipt'
            LEFT JOIN receipts n ON n.refund_id = b.id
            WHERE n.id IS NULL OR n.amount <> b.amount OR n.currency <> b.currency
                OR n.payment_id <> b.payment_id OR n.merchant_id <> r.merchant_id""",
        "a receipt that is not the sum of its parts": """
            SELECT r.id AS receipt, r.amount, t.gross FROM receipts r
            LEFT JOIN (SELECT receipt_id, SUM(gross) AS gross FROM receipt_taxes
                GROUP BY receipt_id) t ON t.receipt_id = r.id
            WHERE r.amount <> COALESCE(t.gross, 0)""",
        "credit notes of more, or of other tax, than their receipt": """
            SELECT payment_id AS payment, basis_points, SUM(gross) AS gross, SUM(tax) AS tax FROM (
                SELECT r.payment_id, t.basis_points,
                    CASE WHEN r.kind = 'credit_note' THEN -t.gross ELSE t.gross END AS gross,
                    CASE WHEN r.kind = 'credit_note' THEN -t.tax ELSE t.tax END AS tax
                FROM receipt_taxes t JOIN receipts r ON r.id = t.receipt_id
            ) p GROUP BY payment_id, basis_points
            HAVING SUM(gross) < 0 OR SUM(tax) <> (2 * CAST(SUM(gross) AS BIGINT) * COALESCE(basis_points, 0)
                + 10000 + COALESCE(basis_points, 0)) / (2 * (10000 + COALESCE(basis_points, 0)))""",
        "something taken instead that no correction says": """
            SELECT a.order_id AS "order", a.taken, COALESCE(n.given, 0) AS corrections
            FROM (SELECT l.order_id, COUNT(*) AS taken FROM line_replacements l
                JOIN receipts r ON r.order_id = l.order_id AND r.kind = 'receipt'
                WHERE l.state = 'accepted' AND l.unit_price > 0
                    AND l.answered_at >= (SELECT MIN(at) FROM receipts WHERE kind = 'correction')
                GROUP BY l.order_id) a
            LEFT JOIN (SELECT order_id, COUNT(*) AS given FROM receipts
                WHERE kind = 'correction' GROUP BY order_id) n ON n.order_id = a.order_id
            WHERE COALESCE(n.given, 0) <> a.taken
            UNION ALL
            SELECT n.order_id, 0, COUNT(*) FROM receipts n
            LEFT JOIN line_replacements l ON l.order_id = n.order_id AND l.state = 'accepted'
            WHERE n.kind = 'correction' AND l.id IS NULL
            GROUP BY n.order_id""",
        "a tax that is not the one in its amount": """
            SELECT t.receipt_id AS receipt, t.basis_points, t.gross, t.tax FROM receipt_taxes t
            JOIN receipts r ON r.id = t.receipt_id AND r.kind = 'receipt'
            WHERE t.tax <> (2 * t.gross * COALESCE(t.basis_points, 0)
                + 10000 + COALESCE(t.basis_points, 0)) / (2 * (10000 + COALESCE(t.basis_points, 0)))
            UNION ALL
            SELECT f.settlement_id, f.basis_points, f.amount, f.tax FROM fee_invoices f
            WHERE f.tax <> (2 * f.amount * COALESCE(f.basis_points, 0)
                + 10000 + COALESCE(f.basis_points, 0))
                / (2 * (10000 + COALESCE(f.basis_points, 0)))""",
        "a settlement whose commission is not the one invoiced": """
            SELECT s.id AS settlement, s.commission, f.kind, f.amount FROM settlements s
            LEFT JOIN fee_invoices f ON f.settlement_id = s.id
            WHERE s.at >= (SELECT MIN(at) FROM fee_invoices)
                AND s.commission <> COALESCE(
                    CASE WHEN f.kind = 'invoice' THEN f.amount ELSE -f.amount END, 0)""",
    }
)
