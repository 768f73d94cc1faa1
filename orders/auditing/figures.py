"""What was kept of a day that is over is what its rows say."""

from types import MappingProxyType

_MOVED = """(SELECT COALESCE(SUM(p.amount), 0) FROM ledger_postings p
                WHERE p.at >= d.begins_at AND p.at < d.ends_at
                    AND p.destination IN ('escrow', 'payable', 'commission', 'refund_due')
                    AND (p.source <> 'world' OR p.destination = 'escrow'){more})"""
_KEPT = """(SELECT COALESCE(SUM({what}), 0) FROM market_day_sums s
                WHERE s.begins_at = d.begins_at)"""

INVARIANTS = MappingProxyType(
    {
        "a day's figures that its rows do not say": f"""
            SELECT d.begins_at AS day FROM market_days d
            WHERE {_MOVED.format(more="")}
                    <> {_KEPT.format(what="s.paid + s.earned + s.commission + s.refunded")}
                OR d.placed <> {_KEPT.format(what="s.placed")}
                OR d.placed <> (SELECT COUNT(*) FROM orders o
                    WHERE o.placed_at >= d.begins_at AND o.placed_at < d.ends_at)
            UNION ALL
            SELECT s.begins_at FROM market_day_sums s
            JOIN market_days d ON d.begins_at = s.begins_at
            WHERE s.paid <> {
            _MOVED.format(more=" AND p.currency = s.currency AND p.destination = 'escrow'")
        }""",
    }
)
