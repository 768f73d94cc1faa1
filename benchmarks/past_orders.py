"""The statements that make a long past: orders, and everything that hangs on them."""

from types import MappingProxyType

from benchmarks.past_town import NUMBERS

ORDERS = (
    NUMBERS.format("ORDERS")
    + """
INSERT INTO orders (id, guest_id, merchant_id, location_id, service_id, slot_id, starts_at,
    ends_at, occupied_from, occupied_until, seats, total, currency, title, uses, terms,
    state, held_until, confirm_by, valid_until, note, created_at, placed_at)
SELECT n, guest, shop, shop, CASE WHEN card THEN shop + <SHOPS> ELSE shop END,
    CASE WHEN card THEN NULL ELSE ((shop - 1) * <SLOT_DAYS> + day) * 4 + hour + 1 END,
    CASE WHEN card THEN NULL ELSE at END, CASE WHEN card THEN NULL ELSE at + <HOUR> END,
    CASE WHEN card THEN NULL ELSE at END, CASE WHEN card THEN NULL ELSE at + <HOUR> END,
    seats, price * seats, 'EUR', 'Table', CASE WHEN card THEN 3 ELSE 1 END, <TERMS>, state,
    CASE WHEN state = 'held' THEN <NOW> + 600000000 END,
    CASE WHEN state = 'placed' THEN <NOW> + <HOUR> END,
    CASE WHEN <PLACED> THEN at + 2 * <DAY> END, '', created,
    CASE WHEN <PLACED> THEN created END
FROM (SELECT o.*, CASE
        WHEN n > <ORDERS> - 20 THEN 'held'
        WHEN luck < 15 THEN 'lapsed'
        WHEN luck < 22 THEN 'cancelled'
        WHEN luck < 24 THEN 'declined'
        WHEN at > <NOW> AND luck < 34 THEN 'placed'
        WHEN at > <NOW> THEN 'confirmed'
        WHEN luck < 30 THEN 'expired'
        ELSE 'redeemed' END AS state
    FROM (SELECT o.*, <BEGIN> + day * <DAY> + (10 + 3 * hour) * <HOUR> AS at
        FROM (SELECT n, <BEGIN> + n * <STEP> AS created, n % 10 = 0 AS card,
            <SHOPS> + 1 + (n * 7919) % <CLIENTS> AS guest, 1 + (n * 31) % <SHOPS> AS shop,
            n * <DAYS> / <ORDERS> + 1 + n % 10 AS day, n / 3 % 4 AS hour, n * 7919 % 100 AS luck,
            CASE WHEN n % 10 = 0 THEN 1 ELSE 1 + n % 3 END AS seats,
            CASE WHEN n % 10 = 0 THEN 3000 WHEN n % 7 = 0 THEN 0 ELSE 2000 END AS price
            FROM numbers) o) o) o"""
)

LINES = """
INSERT INTO order_lines (order_id, position, kind, service_id, title, quantity, unit_price, amount)
SELECT id, 1, 'service', service_id, title, seats, total / seats, total FROM orders"""

SLOTS = """
INSERT INTO slots (id, service_id, starts_at, capacity, held, booked)
SELECT slot_id, service_id, starts_at, 1000,
    SUM(CASE WHEN state = 'held' THEN seats ELSE 0 END),
    SUM(CASE WHEN state IN ('placed', 'confirmed', 'redeemed', 'expired') THEN seats ELSE 0 END)
FROM orders WHERE slot_id IS NOT NULL GROUP BY slot_id, service_id, starts_at"""

HISTORY = """
INSERT INTO order_history (order_id, from_state, to_state, reason, at)
SELECT id, from_state, to_state, reason, at FROM (
    SELECT id, 'held' AS from_state, 'lapsed' AS to_state, 'lapsed' AS reason,
        created_at + 600000000 AS at, 1 AS step FROM orders WHERE state = 'lapsed'
    UNION ALL SELECT id, 'held', 'placed', 'paid', placed_at, 1 FROM orders WHERE <PLACED>
    UNION ALL SELECT id, 'placed', 'confirmed', 'automatic', placed_at, 2 FROM orders
        WHERE <PLACED> AND state NOT IN ('placed', 'declined')
    UNION ALL SELECT id, 'placed', 'declined', 'staff', placed_at + <HOUR>, 2 FROM orders
        WHERE state = 'declined'
    UNION ALL SELECT id, 'confirmed', state, state, valid_until - <DAY>, 3 FROM orders
        WHERE state IN ('redeemed', 'cancelled', 'expired')
) steps ORDER BY at, id, step"""

PAYMENTS = """
INSERT INTO payments (id, order_id, guest_id, provider, payload, amount, currency, state, captured,
    refunded, charge_id, requested_at, captured_at)
SELECT id, id, guest_id, 'sandbox', 'asked-' || CAST(id AS TEXT), total, 'EUR',
    CASE WHEN <PLACED> THEN 'captured' ELSE 'requested' END,
    CASE WHEN <PLACED> THEN total ELSE 0 END,
    CASE WHEN state IN ('cancelled', 'declined') THEN total ELSE 0 END,
    CASE WHEN <PLACED> THEN 'charge-' || CAST(id AS TEXT) END, created_at, placed_at
FROM orders WHERE total > 0"""

EVENTS = """
INSERT INTO payment_events (provider, event_key, payment_id, raw, state, attempts, received_at,
    applied_at)
SELECT provider, charge_id, id, <NOTHING>, 'applied', 1, captured_at, captured_at
FROM payments WHERE state = 'captured'"""

VOUCHERS = """
INSERT INTO vouchers (id, order_id, code, uses, used, state, issued_at)
SELECT id, id, CAST(10000000000 + id * 7919 % 9999999967 AS TEXT), uses,
    CASE WHEN state = 'redeemed' THEN uses WHEN state = 'confirmed' AND uses > 1 THEN 1 ELSE 0 END,
    CASE WHEN state IN ('placed', 'confirmed', 'redeemed') THEN 'valid' ELSE 'void' END, placed_at
FROM orders WHERE <PLACED>"""

REDEMPTIONS = """
INSERT INTO redemptions (id, voucher_id, use, staff_id, location_id, nonce, at)
SELECT v.id * 4 + each.use, v.id, each.use, o.location_id, o.location_id,
    'press-' || CAST(v.id * 4 + each.use AS TEXT), o.valid_until - <DAY>
FROM vouchers v JOIN orders o ON o.id = v.order_id
    JOIN (SELECT 1 AS use UNION ALL SELECT 2 UNION ALL SELECT 3) each ON each.use <= v.used
ORDER BY v.id, each.use"""

RATINGS = """
INSERT INTO ratings (order_id, merchant_id, location_id, guest_id, stars, words, at)
SELECT id, merchant_id, location_id, guest_id, 3 + id % 3, '', valid_until FROM orders
WHERE state = 'redeemed' AND id % 5 = 1"""

STARS = """
UPDATE locations SET
    rating_sum = (SELECT COALESCE(SUM(stars), 0) FROM ratings WHERE location_id = locations.id),
    rating_count = (SELECT COUNT(*) FROM ratings WHERE location_id = locations.id)"""

REFUNDS = """
INSERT INTO refunds (id, payment_id, order_id, amount, currency, reason, state, idempotency_key,
    requested_at, finished_at)
SELECT o.id, o.id, o.id, o.total, 'EUR', 'guest', 'done', 'refund-' || CAST(o.id AS TEXT),
    o.valid_until, o.valid_until
FROM orders o WHERE o.state IN ('cancelled', 'declined') AND o.total > 0"""

POSTINGS = """
INSERT INTO ledger_postings (source, destination, amount, currency, purpose, merchant_id, order_id,
    payment_id, refund_id, redemption_id, at)
SELECT source, destination, amount, 'EUR', purpose, merchant_id, id, payment, refund, redemption, at
FROM (
    SELECT 'world' AS source, 'escrow' AS destination, total AS amount, 'captured' AS purpose,
        merchant_id, id, id AS payment, CAST(NULL AS BIGINT) AS refund,
        CAST(NULL AS BIGINT) AS redemption, placed_at AS at
    FROM orders WHERE <PLACED> AND total > 0
    UNION ALL SELECT 'escrow', share.account, o.total / o.uses * share.tenths / 10, 'redeemed',
        o.merchant_id, o.id, NULL, NULL, r.id, r.at
    FROM redemptions r JOIN orders o ON o.id = r.voucher_id JOIN <SHARES> ON o.total > 0
    UNION ALL SELECT 'escrow', share.account, o.total * share.tenths / 10, 'unused',
        o.merchant_id, o.id, NULL, NULL, NULL, o.valid_until
    FROM orders o JOIN <SHARES> ON o.total > 0 WHERE o.state = 'expired'
    UNION ALL SELECT way.source, way.destination, o.total, 'guest', o.merchant_id, o.id, o.id, o.id,
        NULL, o.valid_until
    FROM orders o JOIN (SELECT 'escrow' AS source, 'refund_due' AS destination
        UNION ALL SELECT 'refund_due', 'world') way ON o.total > 0
    WHERE o.state IN ('cancelled', 'declined')
) moved ORDER BY at, id""".replace(
    "<SHARES>",
    "(SELECT 'payable' AS account, 9 AS tenths UNION ALL SELECT 'commission', 1) share",
)

LETTERS = """
INSERT INTO outbox (kind, key, payload, state, created_at, due_at, finished_at)
SELECT kind, key, <NOTHING>, 'done', at, at, at FROM (
    SELECT 'notice' AS kind, 'voucher:' || CAST(id AS TEXT) || '::' || CAST(guest_id AS TEXT)
        AS key, placed_at AS at FROM orders WHERE <PLACED>
    UNION ALL SELECT 'notice', 'booking:' || CAST(id AS TEXT) || ':new::'
        || CAST(merchant_id AS TEXT), placed_at FROM orders WHERE <PLACED>
    UNION ALL SELECT 'refund', 'refund:' || CAST(id AS TEXT), requested_at FROM refunds
) told ORDER BY at"""

SETTLED = """p.at < <NOW> - 30 * <DAY>
    AND p.destination IN ('payable', 'commission', 'refund_due')"""

SETTLEMENTS = f"""
INSERT INTO settlements (id, merchant_id, currency, number, until, brought, earned, kept, returned,
    commission, refunded, payout, carried, at)
SELECT merchant_id, merchant_id, 'EUR', 1, <NOW> - 30 * <DAY>, 0,
    SUM(CASE WHEN destination <> 'refund_due' AND purpose = 'redeemed' THEN amount ELSE 0 END),
    SUM(CASE WHEN destination <> 'refund_due' AND purpose <> 'redeemed' THEN amount ELSE 0 END), 0,
    SUM(CASE WHEN destination = 'commission' THEN amount ELSE 0 END),
    SUM(CASE WHEN destination = 'refund_due' THEN amount ELSE 0 END),
    SUM(CASE WHEN destination = 'payable' THEN amount ELSE 0 END), 0, <NOW>
FROM ledger_postings p WHERE {SETTLED} GROUP BY merchant_id"""

TAKEN = f"""
INSERT INTO settlement_postings (settlement_id, posting_id)
SELECT merchant_id, id FROM ledger_postings p WHERE {SETTLED}"""

HAPPENED = MappingProxyType(
    {
        "orders": ORDERS,
        "order_lines": LINES,
        "slots": SLOTS,
        "order_history": HISTORY,
        "payments": PAYMENTS,
        "payment_events": EVENTS,
        "vouchers": VOUCHERS,
        "redemptions": REDEMPTIONS,
        "ratings": RATINGS,
        "stars": STARS,
        "refunds": REFUNDS,
        "ledger_postings": POSTINGS,
        "outbox": LETTERS,
        "settlements": SETTLEMENTS,
        "settlement_postings": TAKEN,
    }
)
