"""The statements of the lean floor, by hand."""

PERSON = """
SELECT people.id, people.name FROM people JOIN identities ON identities.person_id = people.id
WHERE identities.channel = 'telegram' AND identities.channel_user = ?
"""

OFFER = """
SELECT services.*, merchants.name AS merchant, locations.address, locations.zone
FROM services JOIN merchants ON merchants.id = services.merchant_id
JOIN locations ON locations.id = services.location_id
"""
SERVICE = f"{OFFER} WHERE services.id = ? AND services.active AND merchants.state = 'active'"
CHEAPEST = f"""{OFFER}
WHERE services.location_id = ? AND services.active AND duration_minutes IS NOT NULL
ORDER BY services.price, services.id LIMIT 1
"""

HOURS = "SELECT weekday, opens, closes FROM weekly_hours WHERE location_id = ? ORDER BY opens"
EXCEPTIONS = "SELECT day, opens, closes FROM hours_exceptions WHERE location_id = ?"
RESOURCES = "SELECT resource_id AS id FROM service_resources WHERE service_id = ?"
TAKEN = """
SELECT resource_id, occupied_from, occupied_until FROM orders
WHERE resource_id IN ({}) AND occupied_until > ?1
AND (state IN ('placed', 'confirmed') OR (state = 'held' AND held_until > ?1))
"""
COUNTED = """
SELECT starts_at, held + booked AS taken FROM slots WHERE service_id = ? AND starts_at > ?
"""

SEARCH = "SELECT latitude, longitude FROM searches WHERE id = ? AND person_id = ?"
NEAR = """
SELECT locations.*, merchants.name, 111320 * sqrt(
    (locations.latitude - ?) * (locations.latitude - ?)
    + (locations.longitude - ?) * (locations.longitude - ?) / 4) AS meters
FROM locations JOIN merchants ON merchants.id = locations.merchant_id
ORDER BY locations.bookable DESC, meters LIMIT 6 OFFSET ?
"""

SLOT = """
INSERT INTO slots (service_id, starts_at, capacity, held, booked) VALUES (?, ?, ?, ?, 0)
ON CONFLICT (service_id, starts_at) DO UPDATE SET held = held + excluded.held
WHERE held + booked + excluded.held <= excluded.capacity RETURNING id
"""
HOLD = """
INSERT INTO orders (guest_id, merchant_id, location_id, service_id, slot_id, resource_id,
    starts_at, ends_at, occupied_from, occupied_until, created_at, held_until, seats, total,
    currency, title, uses, terms, state, note)
SELECT ?1, merchant_id, location_id, id, ?2, ?3, ?4, ?5, ?4, ?5, ?6, ?6 + 600000000, ?7,
    price * ?7, currency, name, uses, '{"zone": "Europe/Helsinki"}', 'held', ''
FROM services WHERE id = ?8 RETURNING id
"""
LINE = """
INSERT INTO order_lines (order_id, position, kind, service_id, title, quantity, unit_price, amount)
SELECT ?1, 1, 'service', id, name, ?2, price, price * ?2 FROM services WHERE id = ?3
"""
ORDER = """
SELECT orders.*, order_lines.unit_price AS price, merchants.name AS merchant, locations.address,
    locations.zone, people.name AS guest, identities.chat
FROM orders JOIN order_lines ON order_lines.order_id = orders.id
JOIN merchants ON merchants.id = orders.merchant_id
JOIN locations ON locations.id = orders.location_id JOIN people ON people.id = orders.guest_id
JOIN identities ON identities.person_id = people.id AND identities.channel = 'telegram'
WHERE orders.id = ?
"""

VOUCHER = """
SELECT vouchers.id, vouchers.uses, orders.id AS order_id, orders.total, orders.currency,
    orders.merchant_id, orders.location_id, orders.state,
    orders.terms ->> 'commission_basis_points' AS commission
FROM vouchers JOIN orders ON orders.id = vouchers.order_id
JOIN staff ON staff.merchant_id = orders.merchant_id
WHERE vouchers.code = ? AND staff.person_id = ? AND orders.valid_until > ?
AND vouchers.state = 'valid' AND vouchers.used < vouchers.uses
"""
USE = "UPDATE vouchers SET used = used + 1 WHERE id = ? AND used < uses RETURNING used"
REDEMPTION = """
INSERT INTO redemptions (voucher_id, use, staff_id, location_id, nonce, at)
VALUES (?, ?, ?, ?, ?, ?) RETURNING id
"""
REDEEMED = "UPDATE orders SET state = 'redeemed' WHERE id = ?"
HISTORY = """
INSERT INTO order_history (order_id, from_state, to_state, reason, actor_id, at)
VALUES (?, ?, 'redeemed', 'redeemed', ?, ?)
"""
POSTING = """
INSERT INTO ledger_postings
    (source, destination, amount, currency, purpose, merchant_id, order_id, redemption_id, at)
VALUES ('escrow', ?, ?, ?, 'redeemed', ?, ?, ?, ?)
"""
TELL = """
INSERT INTO outbox (kind, key, payload, state, attempts, due_at, created_at, urgency)
VALUES ('notice', ?, ?, 'waiting', 0, ?, ?, 1)
"""
SEEN = "INSERT INTO seen (bot_id, event_id, action, at) VALUES (1, ?, ?, ?)"
DUE = """
SELECT id, payload FROM outbox WHERE kind = 'notice' AND finished_at IS NULL AND due_at <= ?
"""
TOLD = "UPDATE outbox SET state = 'done', finished_at = ? WHERE id = ?"
