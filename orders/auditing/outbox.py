"""What was promised is on its way: a refund that is due, a code that was bought."""

from types import MappingProxyType

from orders.notices import REFUND, VOUCHER

INVARIANTS = MappingProxyType(
    {
        "a refund that nobody is asked for": f"""
            SELECT r.id AS refund, m.state FROM refunds r
            LEFT JOIN outbox m ON m.key = '{REFUND}:' || CAST(r.id AS TEXT)
            WHERE r.state = 'due' AND (m.id IS NULL OR m.finished_at IS NOT NULL)""",
        "a code that its guest is not told of": f"""
            SELECT o.id AS "order" FROM orders o
            LEFT JOIN outbox m ON m.key = '{VOUCHER}:' || CAST(o.id AS TEXT) || '::'
                || CAST(o.guest_id AS TEXT)
            WHERE o.state IN ('placed', 'confirmed') AND m.id IS NULL""",
    }
)
