"""Nobody takes bookings for a place where nobody works.

A merchant that was looked after by people is so until the last of them left; the invented town,
and whoever was made active beside the program, never had any.
"""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "a place that takes bookings after the last of its staff left": """
            SELECT m.id AS merchant, m.name FROM merchants m
            WHERE m.state = 'active'
                AND NOT EXISTS (SELECT 1 FROM staff s WHERE s.merchant_id = m.id)
                AND (EXISTS (SELECT 1 FROM claims c
                        WHERE c.merchant_id = m.id AND c.state = 'approved')
                    OR EXISTS (SELECT 1 FROM invitations i
                        WHERE i.merchant_id = m.id AND i.accepted_at IS NOT NULL))""",
        "a suspended place whose bookings nobody calls off": """
            SELECT m.id AS merchant, o.id AS "order" FROM merchants m
            JOIN orders o ON o.merchant_id = m.id AND o.state IN ('placed', 'confirmed')
            WHERE m.state = 'suspended' AND m.suspended_by IS NOT NULL
                AND m.cancelling_since IS NULL""",
    }
)
