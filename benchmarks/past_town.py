"""The statements that make the town in which a long past happened: people, shops, what they offer."""

from types import MappingProxyType

NUMBERS = """WITH RECURSIVE numbers(n) AS
    (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < <{}>) """

PEOPLE = (
    NUMBERS.format("GUESTS")
    + """INSERT INTO people (id, name, locale, locale_chosen, created_at)
SELECT n, 'Aino', 'en', FALSE, <BEGIN> FROM numbers"""
)

MERCHANTS = (
    NUMBERS.format("SHOPS")
    + """INSERT INTO merchants (id, name, description, category, state, source, source_id,
    auto_confirm, confirm_minutes, commission_basis_points, created_at)
SELECT n, 'Past ' || CAST(n AS TEXT), '', 'cafe', 'active', 'past', CAST(n AS TEXT), TRUE, 60, 1000,
    <BEGIN> FROM numbers"""
)

LOCATIONS = """
INSERT INTO locations (id, merchant_id, name, address, latitude, longitude, cell, zone, category,
    bookable, rating_sum, rating_count, words)
SELECT id, id, '', 'Street 1', 60.16, 24.94, 1, 'UTC', 'cafe', TRUE, 0, 0, '' FROM merchants"""

STAFF = (
    "INSERT INTO staff (person_id, merchant_id, joined_at) SELECT id, id, <BEGIN> FROM merchants"
)

SERVICES = """
INSERT INTO services (id, merchant_id, location_id, name, description, price, currency,
    duration_minutes, step_minutes, buffer_before_minutes, buffer_after_minutes, capacity,
    max_seats, lead_minutes, horizon_days, uses, valid_days, cancel_free_minutes,
    late_cancel_percent, no_show_percent, refund_unused, active)
SELECT m.id + kind.card * <SHOPS>, m.id, m.id, 'Table', '', 2000, 'EUR',
    CASE WHEN kind.card = 0 THEN 60 END, 60, 0, 0, 1000, 10, 0, 30,
    CASE WHEN kind.card = 0 THEN 1 ELSE 3 END, 30, 1440, 50, 100, TRUE, TRUE
FROM merchants m JOIN (SELECT 0 AS card UNION ALL SELECT 1) kind ON TRUE"""

HOURS = """
INSERT INTO weekly_hours (location_id, weekday, opens, closes)
SELECT id, day.number, 9 * 60, 21 * 60 FROM locations JOIN (SELECT 0 AS number UNION ALL SELECT 1
    UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6
) day ON TRUE"""

TOWN = MappingProxyType(
    {
        "people": PEOPLE,
        "merchants": MERCHANTS,
        "locations": LOCATIONS,
        "staff": STAFF,
        "services": SERVICES,
        "weekly_hours": HOURS,
    }
)
