"""orders have lines: what was ordered, how many and at what price, and the total is theirs.

Every order until now is of one service; a time that is only kept for a move costs nothing and has
no line. SQLite's own words for taking a CHECK away are to write the table's text anew.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0045"
down_revision: str | None = "0042"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BATCH = 50_000
CHECKS = {
    "counts": ("seats > 0 AND uses > 0 AND unit_price >= 0", "seats > 0 AND uses > 0"),
    "total": ("total = unit_price * seats", "total >= 0"),
}
CARRIED = sa.text("""
    INSERT INTO order_lines
        (order_id, position, kind, service_id, title, quantity, unit_price, amount)
    SELECT id, 1, 'service', service_id, title, seats, unit_price, total FROM orders
    WHERE id > :after AND id <= :until AND proposed_for IS NULL ORDER BY id""")


def upgrade() -> None:
    _lines()
    last = op.get_bind().execute(sa.text("SELECT COALESCE(MAX(id), 0) FROM orders")).scalar_one()
    for after in range(0, last, BATCH):
        op.get_bind().execute(CARRIED, {"after": after, "until": after + BATCH})
    if op.get_bind().dialect.name == "sqlite":
        _checks_on_sqlite()
    else:
        _checks()
    op.drop_column("orders", "unit_price")


def _lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("service_id", ID, nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('service', 'item')", name=op.f("ck_order_lines_kind")),
        sa.CheckConstraint(
            "(kind = 'service') = (service_id IS NOT NULL)", name=op.f("ck_order_lines_what")
        ),
        sa.CheckConstraint(
            "position > 0 AND quantity > 0 AND unit_price >= 0", name=op.f("ck_order_lines_counts")
        ),
        sa.CheckConstraint("amount = unit_price * quantity", name=op.f("ck_order_lines_amount")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_order_lines_service_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_lines")),
        sqlite_with_rowid=False,
    )


def _checks() -> None:
    for name, (_, after) in CHECKS.items():
        op.drop_constraint(op.f(f"ck_orders_{name}"), "orders")
        op.create_check_constraint(op.f(f"ck_orders_{name}"), "orders", after)


def _checks_on_sqlite() -> None:
    op.execute("PRAGMA writable_schema=ON")
    for before, after in CHECKS.values():
        changed = sa.text(
            "UPDATE sqlite_schema SET sql = replace(sql, :before, :after)"
            " WHERE type = 'table' AND name = 'orders' AND instr(sql, :before) > 0"
        )
        found = op.get_bind().execute(changed, {"before": before, "after": after})
        assert found.rowcount == 1, before
    op.execute("PRAGMA writable_schema=RESET")
