"""Orders of a former version keep what was agreed, as it stands when the market is brought up to date."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import Connection, text

from database import migrating
from database.door import open_database
from orders.models import OrderState
from orders.reading.queries import order
from orders.rules import PaymentPlan

BEFORE = "0003"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)

FILLED = """
INSERT INTO people (id, name, locale, locale_chosen, created_at) VALUES (1, 'Aino', 'en', FALSE, 0);
INSERT INTO merchants (id, name, description, category, state, source, source_id, auto_confirm,
    confirm_minutes, commission_basis_points, created_at)
VALUES (1, 'Café', '', 'cafe', 'active', 'test', '1', TRUE, 45, 1000, 0),
    (2, 'Bar', '', 'cafe', 'active', 'test', '2', FALSE, 30, 1000, 0);
INSERT INTO locations (id, merchant_id, name, address, latitude, longitude, cell, zone, category,
    bookable, rating_sum, rating_count, words)
VALUES (1, 1, '', '', 0, 0, 1, 'Europe/Helsinki', 'cafe', TRUE, 0, 0, ''),
    (2, 2, '', '', 0, 0, 1, 'Asia/Tokyo', 'cafe', TRUE, 0, 0, '');
INSERT INTO services (id, merchant_id, location_id, name, description, price, currency,
    duration_minutes, step_minutes, buffer_before_minutes, buffer_after_minutes, capacity,
    max_seats, lead_minutes, horizon_days, uses, valid_days, cancel_free_minutes,
    late_cancel_percent, no_show_percent, refund_unused, active)
SELECT id, id, id, 'Card', '', 2000, 'EUR', NULL, 60, 0, 0, 1, 1, 0, 30, 1, 90 * id, 1440, 50, 100,
    FALSE, TRUE FROM merchants;
INSERT INTO orders (id, guest_id, merchant_id, location_id, service_id, seats, unit_price, total,
    currency, title, uses, terms, state, held_until, note, created_at)
SELECT id, 1, id, id, id, 1, 2000, 2000, 'EUR', 'Card', 1, {json}, 'held', 60000000, '', 0
FROM merchants;
"""
TERMS = (
    '\'{"cancel_free_minutes": 1440, "late_cancel_percent": 50, "no_show_percent": 100,'
    ' "refund_unused": false, "commission_basis_points": 1000}\''
)


def fill(connection: Connection) -> None:
    """A market of the former version with a hold at each of two places."""
    command.upgrade(migrating.config_for(connection), BEFORE)
    json = TERMS if connection.dialect.name == "sqlite" else f"CAST({TERMS} AS JSONB)"
    for statement in FILLED.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement.replace("{json}", json))


left = fill


async def test_orders_of_before_keep_what_is_live_when_it_is_brought_up_to_date(
    former_url: str,
) -> None:
    async with open_database(former_url) as database:
        for number, agreed in (
            (1, (90, True, 45, "Europe/Helsinki")),
            (2, (180, False, 30, "Asia/Tokyo")),
        ):
            found = await database.read(lambda c, number=number: order(c, number))
            assert found is not None
            terms = found.terms
            frozen = (terms.valid_days, terms.auto_confirm, terms.confirm_minutes, terms.zone)
            assert (frozen, found.state) == (agreed, OrderState.HELD)
            assert (terms.cancel_free_minutes, terms.refund_unused) == (1440, False)
            assert terms.refund_cancelled
            assert (found.at_counter, terms.payment_plan) == (0, PaymentPlan.FULL)


async def test_it_is_json_as_the_program_writes_it(former_url: str) -> None:
    zone = text("SELECT terms->>'zone', terms->>'valid_days' FROM orders ORDER BY id")
    async with open_database(former_url) as database:
        rows = await database.read(lambda c: c.execute(zone).all())
    assert [(row[0], int(row[1])) for row in rows] == [("Europe/Helsinki", 90), ("Asia/Tokyo", 180)]
