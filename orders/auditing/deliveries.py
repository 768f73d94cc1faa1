"""What is brought is brought once: by one courier at a time, who has it or has not, and to its guest."""

from types import MappingProxyType

INVARIANTS = MappingProxyType(
    {
        "an order to be brought without its delivery, or a delivery of what is not brought": """
            SELECT o.id AS "order", o.fulfilment, o.state FROM orders o
            LEFT JOIN deliveries d ON d.order_id = o.id
            WHERE (o.fulfilment = 'delivery' AND o.placed_at IS NOT NULL AND d.order_id IS NULL)
                OR (d.order_id IS NOT NULL
                    AND (o.fulfilment <> 'delivery' OR o.placed_at IS NULL
                        OR o.merchant_id <> d.merchant_id))""",
        "a delivery that goes on after its order, or ended before it": """
            SELECT d.order_id AS "order", d.state, o.state AS order_state FROM deliveries d
            JOIN orders o ON o.id = d.order_id
            WHERE (d.ended_at IS NULL) <> (o.state IN ('placed', 'confirmed'))
                OR (d.state IN ('handed_over', 'failed')) <> (d.ended_at IS NOT NULL)""",
        "a delivery that was handed over and not redeemed, or redeemed and not handed over": """
            SELECT d.order_id AS "order", d.state, v.used FROM deliveries d
            LEFT JOIN vouchers v ON v.order_id = d.order_id
            WHERE (d.state = 'handed_over') <> (COALESCE(v.used, 0) > 0)""",
        "a courier with an order that they did not accept, or accepted and have not": """
            SELECT d.order_id AS "order", d.state, d.courier_id AS courier FROM deliveries d
            WHERE d.courier_id IS NOT NULL AND d.state IN ('accepted', 'picked_up', 'on_the_way')
                AND NOT EXISTS (SELECT 1 FROM delivery_offers f WHERE f.order_id = d.order_id
                    AND f.courier_id = d.courier_id AND f.answer = 'accepted')
            UNION ALL
            SELECT d.order_id, d.state, f.courier_id FROM deliveries d
            JOIN delivery_offers f ON f.order_id = d.order_id AND f.answer = 'accepted'
            WHERE d.ended_at IS NULL AND (d.courier_id IS NULL OR d.courier_id <> f.courier_id)""",
        "two accepted offers of one delivery, or one courier with two": """
            SELECT f.order_id AS "order", COUNT(*) AS number FROM delivery_offers f
            WHERE f.answer = 'accepted' GROUP BY f.order_id HAVING COUNT(*) > 1
            UNION ALL
            SELECT MIN(d.order_id), COUNT(*) FROM deliveries d
            WHERE d.state IN ('accepted', 'picked_up', 'on_the_way')
            GROUP BY d.courier_id HAVING COUNT(*) > 1""",
        "an open offer of what nobody is needed for": """
            SELECT f.id AS offer, f.order_id AS "order", d.state FROM delivery_offers f
            JOIN deliveries d ON d.order_id = f.order_id
            WHERE f.answer IS NULL AND d.state <> 'offered'""",
        "left at a door whose guest did not ask for that": """
            SELECT d.order_id AS "order", d.state FROM deliveries d
            WHERE d.handover = 'photo' AND (NOT d.at_the_door OR d.photo IS NULL)""",
        "something to collect that its place has, or has not and brings back": """
            SELECT d.order_id AS "order", d.state, d.leg FROM deliveries d
            JOIN order_addresses a ON a.order_id = d.order_id
            JOIN orders o ON o.id = d.order_id
            WHERE (d.leg = 'collection' AND (o.ready_at IS NOT NULL OR d.state = 'handed_over'))
                OR (d.received_at IS NOT NULL AND (NOT a.collects OR d.leg <> 'return'))
                OR (a.collects AND d.leg = 'return' AND d.received_at IS NULL)""",
        "a delivery without the address that was agreed": """
            SELECT d.order_id AS "order", d.state FROM deliveries d
            LEFT JOIN order_addresses a ON a.order_id = d.order_id
            WHERE d.ended_at IS NULL AND a.order_id IS NULL""",
        "a map of a courier who is not on the way": """
            SELECT d.order_id AS "order", d.state, d.lost_at FROM deliveries d
            WHERE d.mapped_at IS NOT NULL AND (d.state <> 'on_the_way' OR d.lost_at IS NOT NULL)""",
        "a courier who earned something else than they were offered": """
            SELECT f.id AS offer, f.order_id AS "order", f.pay, f.earned FROM delivery_offers f
            JOIN deliveries d ON d.order_id = f.order_id
            WHERE (f.pay IS NULL) <> (f.pay_currency IS NULL)
                OR (f.earned IS NOT NULL AND (f.earned_at IS NULL OR f.earned <> f.pay))
                OR (f.earned_at IS NOT NULL AND COALESCE(f.answer, '') NOT IN ('accepted', 'done'))
                OR (f.answer = 'accepted' AND f.earned_at IS NOT NULL AND d.ended_at IS NULL)
                OR (f.answer = 'accepted' AND f.pay IS NOT NULL AND f.earned IS NULL
                    AND d.handover IN ('code', 'photo'))""",
        "a courier who was paid something else than the deliveries that it covers": """
            SELECT p.id AS payment, p.rides, p.amount FROM courier_payments p
            LEFT JOIN delivery_offers f ON f.payment_id = p.id
            LEFT JOIN deliveries d ON d.order_id = f.order_id
            GROUP BY p.id
            HAVING COUNT(f.id) <> CASE WHEN p.taken_back_at IS NULL THEN p.rides ELSE 0 END
                OR COALESCE(SUM(f.earned), 0)
                    <> CASE WHEN p.taken_back_at IS NULL THEN p.amount ELSE 0 END
                OR COUNT(f.id) <> COALESCE(SUM(CASE WHEN f.earned IS NOT NULL
                    AND f.courier_id = p.courier_id AND d.merchant_id = p.merchant_id
                    AND f.pay_currency = p.currency
                    AND f.earned_at >= p.since AND f.earned_at < p.until
                    THEN 1 ELSE 0 END), 0)""",
    }
)
