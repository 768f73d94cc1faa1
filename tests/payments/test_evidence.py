"""Of a provider's word only what proves it is kept, also of those that were stored whole before."""

import json
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from database import migrating
from payments.evidence import evidence

CHARGE = {
    "currency": "XTR",
    "total_amount": 250,
    "invoice_payload": "abc",
    "telegram_payment_charge_id": "stx",
    "provider_payment_charge_id": "p",
}
PAYER = {"id": 4711, "is_bot": False, "first_name": "Ada", "username": "ada"}
BOUGHT = {**CHARGE, "order_info": {"name": "Ada", "phone_number": "+358", "email": "a@b.c"}}
STARS = {
    "id": "stx",
    "amount": 250,
    "date": 1_790_000_000,
    "source": {"type": "user", "user": PAYER, "invoice_payload": "abc"},
}
BOOKS = {"said": "refunded", "key": "k", "charge_id": "c", "amount": 5, "person": 4711}


def test_names_and_numbers_of_people_are_left_out() -> None:
    assert evidence(BOUGHT) == CHARGE
    assert evidence(STARS) == {"id": "stx", "amount": 250, "date": 1_790_000_000}
    assert evidence(BOOKS) == {"said": "refunded", "key": "k", "charge_id": "c", "amount": 5}
    assert evidence({"id": PAYER, "name": "Ada"}) == {}


async def test_what_was_stored_whole_is_trimmed(empty_url: str) -> None:
    """Old rows of a filled database; afterwards they are as immutable as before."""
    await migrating.on_connection(empty_url, upgrade_to_before)
    await migrating.on_connection(empty_url, fill)
    await migrating.upgrade(empty_url)

    assert await migrating.on_connection(empty_url, stored) == [
        CHARGE,
        {"id": "stx", "amount": 250, "date": 1_790_000_000, "invoice_payload": "abc"},
        {"said": "refunded", "key": "k", "charge_id": "c", "amount": 5},
    ]
    with pytest.raises(Exception, match="immutable"):
        await migrating.on_connection(empty_url, lambda c: c.execute(text(REWRITE)))


def upgrade_to_before(connection: Connection) -> None:
    config = migrating.config_for(connection)
    trimming = ScriptDirectory.from_config(config).get_revision("0007")
    assert trimming is not None
    command.upgrade(config, str(trimming.down_revision))


REWRITE = "UPDATE payment_events SET raw = '{}'"
STORE = """
INSERT INTO payment_events (id, provider, event_key, kind, raw, state, attempts, received_at)
VALUES (:id, 'stars', :key, 'paid', CAST(:raw AS {json}), 'parked', 1, 0)
"""


def fill(connection: Connection) -> None:
    json_type = "TEXT" if connection.dialect.name == "sqlite" else "JSONB"
    for number, raw in enumerate((BOUGHT, STARS, BOOKS), 1):
        row = {"id": number, "key": str(number), "raw": json.dumps(raw)}
        connection.execute(text(STORE.format(json=json_type)), row)


def stored(connection: Connection) -> list[Any]:
    found = connection.execute(text("SELECT raw FROM payment_events ORDER BY id")).scalars()
    return [json.loads(each) if isinstance(each, str) else each for each in found]
