"""Every placed order has one code, used as often as there are redemptions and never too often."""

from types import MappingProxyType

RATING_SUMS = "ratings that do not add up"

INVARIANTS = MappingProxyType(
    {
        "a placed order without its code, or a code without a placed order": """
            SELECT o.id AS "order", v.id AS voucher FROM orders o
            LEFT JOIN vouchers v ON v.order_id = o.id
            WHERE (o.placed_at IS NULL OR o.fulfilment = 'counter') <> (v.id IS NULL)
                OR (o.placed_at IS NULL) <> (o.state IN ('draft', 'held', 'lapsed'))""",
        "a code used more or less often than redeemed": """
            SELECT v.id AS voucher, v.used, r.uses AS redemptions FROM vouchers v
            LEFT JOIN (SELECT voucher_id, COUNT(*) AS uses, MAX(use) AS last
                FROM redemptions GROUP BY voucher_id) r ON r.voucher_id = v.id
            WHERE v.used <> COALESCE(r.uses, 0) OR v.used <> COALESCE(r.last, 0)
                OR v.used > v.uses""",
        "a code that does not fit the state of its order": """
            SELECT v.id AS voucher, v.state, v.used, v.uses, o.state AS order_state
            FROM vouchers v JOIN orders o ON o.id = v.order_id
            WHERE v.uses <> o.uses
                OR (v.state = 'valid') <> (o.state IN ('placed', 'confirmed', 'redeemed'))
                OR (v.used = v.uses) <> (o.state = 'redeemed')
                OR (o.state = 'placed' AND v.used > 0)
                OR (o.placed_at IS NOT NULL AND o.valid_until IS NULL)""",
        "a rating of what was never used": """
            SELECT r.order_id AS "order" FROM ratings r
            LEFT JOIN vouchers v ON v.order_id = r.order_id
            JOIN orders o ON o.id = r.order_id
            WHERE COALESCE(v.used, 0) = 0 OR o.guest_id <> r.guest_id
                OR o.location_id <> r.location_id""",
        RATING_SUMS: """
            SELECT l.id AS location, l.rating_sum, l.rating_count, r.stars, r.ratings
            FROM locations l LEFT JOIN (SELECT location_id, SUM(stars) AS stars, COUNT(*) AS ratings
                FROM ratings WHERE hidden_at IS NULL AND taken_back_at IS NULL
                GROUP BY location_id) r ON r.location_id = l.id
            WHERE l.rating_sum <> COALESCE(r.stars, 0)
                OR l.rating_count <> COALESCE(r.ratings, 0)""",
        "helpful presses that do not add up": """
            SELECT r.order_id AS "order", r.helpful, p.presses FROM ratings r
            LEFT JOIN (SELECT order_id, COUNT(*) AS presses FROM review_presses
                GROUP BY order_id) p ON p.order_id = r.order_id
            WHERE r.helpful <> COALESCE(p.presses, 0)""",
        "something said to a review that its guest took back": """
            SELECT r.order_id AS "order" FROM ratings r
            WHERE r.taken_back_at IS NOT NULL AND (r.words <> ''
                OR EXISTS (SELECT 1 FROM review_answers a WHERE a.order_id = r.order_id)
                OR EXISTS (SELECT 1 FROM review_photos p WHERE p.order_id = r.order_id))""",
    }
)
