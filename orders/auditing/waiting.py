"""Whoever waited is offered what they waited for, and nothing else."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "an offer to whoever waited that is not what they waited for": """
            SELECT w.id AS wait, o.id AS "order" FROM waitlist w
            JOIN orders o ON o.id = w.order_id
            WHERE o.guest_id <> w.guest_id OR o.service_id <> w.service_id
                OR (o.state = 'held' AND o.starts_at <> w.starts_at)""",
    }
)
