"""couriers collect from guests what is brought back to them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0072"
down_revision: str | None = "0068"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ANSWERS = "'declined', 'missed', 'withdrawn', 'lost')"
BEFORE, AFTER = f"answer IN ('accepted', {ANSWERS}", f"answer IN ('accepted', 'done', {ANSWERS}"
ON_ITS_WAY = "state IN ('offered', 'accepted', 'picked_up', 'failed')"
LEG = (
    "ALTER TABLE deliveries ADD COLUMN leg {text} DEFAULT 'return' NOT NULL"
    " CONSTRAINT ck_deliveries_leg CHECK (leg IN ('collection', 'return'))"
    " CONSTRAINT ck_deliveries_collection"
    f" CHECK (leg = 'return' OR (received_at IS NULL AND {ON_ITS_WAY}))"
)


def upgrade() -> None:
    no = sa.text("false")
    for table in ("delivery_settings", "order_addresses"):
        op.add_column(table, sa.Column("collects", sa.Boolean(), server_default=no, nullable=False))
    op.add_column("deliveries", sa.Column("received_at", sa.BigInteger()))
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(LEG.format(text="TEXT" if on_sqlite else "VARCHAR(10)"))
    if on_sqlite:
        allow_done_on_sqlite()
    else:
        op.drop_constraint(op.f("ck_delivery_offers_answer"), "delivery_offers")
        op.create_check_constraint(op.f("ck_delivery_offers_answer"), "delivery_offers", AFTER)


def allow_done_on_sqlite() -> None:
    op.execute("PRAGMA writable_schema=ON")
    changed = sa.text(
        "UPDATE sqlite_schema SET sql = replace(sql, :before, :after)"
        " WHERE type = 'table' AND name = 'delivery_offers' AND instr(sql, :before) > 0"
    )
    given = {"before": BEFORE, "after": AFTER}
    assert op.get_bind().execute(changed, given).rowcount == 1
    op.execute("PRAGMA writable_schema=RESET")
