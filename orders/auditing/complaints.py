"""What was said and given for a complaint belongs to the order that it is about."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "a complaint about another's order": """
            SELECT c.id AS complaint FROM complaints c JOIN orders o ON o.id = c.order_id
            WHERE c.guest_id <> o.guest_id OR c.merchant_id <> o.merchant_id
                OR o.placed_at IS NULL""",
        "money for a complaint that is not its order's": """
            SELECT c.id AS complaint, r.id AS refund FROM complaints c
            JOIN refunds r ON r.id IN (c.answer_refund_id, c.decided_refund_id)
            WHERE r.order_id <> c.order_id OR r.reason <> 'goodwill'""",
        "a complaint that stands where nobody brought it": """
            SELECT id AS complaint, state FROM complaints
            WHERE (state = 'answered' AND answered_at IS NULL)
                OR (state IN ('open', 'answered') AND escalated_at IS NOT NULL)
                OR (state = 'escalated' AND escalated_at IS NULL)
                OR (state = 'decided') <> (decided_by IS NOT NULL)
                OR (answered_at IS NULL AND (answer_refund_id IS NOT NULL OR offered IS NOT NULL))""",
    }
)
