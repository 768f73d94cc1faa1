"""a provider's word names nobody."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KEPT = (
    *("telegram_payment_charge_id", "provider_payment_charge_id"),
    *("total_amount", "currency", "invoice_payload", "id", "amount", "date"),
    *("type", "object", "status"),
    *("said", "key", "charge_id", "provider_charge_id", "payload", "dispute"),
)
BATCH = 1_000
GUARD = "payment_events_keeps_its_values"
SQLITE_GUARD = f"""
CREATE TRIGGER {GUARD} BEFORE UPDATE OF provider, event_key, raw, received_at ON payment_events FOR EACH ROW
BEGIN SELECT RAISE(ABORT, 'payment_events is immutable'); END
""".strip()
EVENTS = sa.table(
    "payment_events",
    sa.column("id", sa.BigInteger),
    sa.column("raw", sa.JSON().with_variant(JSONB(), "postgresql")),
)


def upgrade() -> None:
    """What was stored word for word keeps its charges, amounts and dates."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        f"DROP TRIGGER {GUARD}" if sqlite else f"ALTER TABLE payment_events DISABLE TRIGGER {GUARD}"
    )
    last = 0
    while rows := some(last):
        last = rows[-1].id
        for row in rows:
            trim(row.id, row.raw)
    op.execute(SQLITE_GUARD if sqlite else f"ALTER TABLE payment_events ENABLE TRIGGER {GUARD}")


def some(last: int) -> Sequence[Any]:
    wanted = sa.select(EVENTS.c.id, EVENTS.c.raw).where(EVENTS.c.id > last)
    return op.get_bind().execute(wanted.order_by(EVENTS.c.id).limit(BATCH)).all()


def trim(event_id: int, raw: Any) -> None:
    kept = trimmed(raw if isinstance(raw, Mapping) else {})
    if json.dumps(kept) != json.dumps(raw):
        change = sa.update(EVENTS).where(EVENTS.c.id == event_id).values(raw=kept)
        op.get_bind().execute(change)


def trimmed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A Stars transaction has the invoice's payload beside who paid it."""
    partner = raw.get("source") or raw.get("receiver")
    within = (
        {"invoice_payload": partner.get("invoice_payload")} if isinstance(partner, dict) else {}
    )
    return {
        name: value
        for name, value in {**within, **raw}.items()
        if name in KEPT and (value is None or isinstance(value, str | int | float))
    }
