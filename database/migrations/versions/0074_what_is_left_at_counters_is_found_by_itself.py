"""what is left at a counter is found among little, and can be written off; guests choose when they are collected from.

SQLite's own words for changing a CHECK are to write the table's text anew.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0074"
down_revision: str | None = "0073"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BEFORE = "means IN ('cash', 'card', 'chat')"
AFTER = "means IN ('cash', 'card', 'chat', 'none')"
LEFT = "at_counter >= 1 AND NOT counter_settled AND state IN ('placed', 'confirmed', 'redeemed')"


def upgrade() -> None:
    no = sa.text("false")
    op.add_column(
        "orders", sa.Column("counter_settled", sa.Boolean(), server_default=no, nullable=False)
    )
    op.add_column("orders", sa.Column("collect_at", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE orders SET counter_settled = true"
        " WHERE id IN (SELECT order_id FROM counter_payments)"
    )
    left = sa.text(LEFT)
    op.create_index(
        *("ix_orders_left_at_counter", "orders", ["merchant_id", "starts_at"]),
        sqlite_where=left,
        postgresql_where=left,
    )
    if op.get_bind().dialect.name == "sqlite":
        _allow_on_sqlite()
    else:
        op.drop_constraint(op.f("ck_counter_payments_means"), "counter_payments")
        op.create_check_constraint(op.f("ck_counter_payments_means"), "counter_payments", AFTER)


def _allow_on_sqlite() -> None:
    op.execute("PRAGMA writable_schema=ON")
    changed = sa.text(
        "UPDATE sqlite_schema SET sql = replace(sql, :before, :after)"
        " WHERE type = 'table' AND name = 'counter_payments' AND instr(sql, :before) > 0"
    )
    given = {"before": BEFORE, "after": AFTER}
    assert op.get_bind().execute(changed, given).rowcount == 1
    op.execute("PRAGMA writable_schema=RESET")
