"""Whoever waited is offered what they waited for, and nothing else."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "an offer to whoever waited that is not what they waited for": """
            SELECT w.id AS wait, o.id AS "order" FROM waitlist w
            JOIN orders o ON o.id = w.order_id
            WHERE o.guest_id <> w.guest_id OR o.service_id <> w.service_id
                OR (o.state = 'held' AND w.day_ends_at IS NULL AND o.starts_at <> w.starts_at)
                OR (o.state = 'held' AND (o.starts_at < w.starts_at OR o.starts_at >= w.day_ends_at))""",
        "a wait that keeps an address which it does not need": """
            SELECT id AS wait FROM waitlist
            WHERE (state <> 'waiting' OR day_ends_at IS NULL)
                AND (latitude IS NOT NULL OR address <> '' OR address_note <> '')""",
    }
)
