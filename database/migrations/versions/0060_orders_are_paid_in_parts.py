"""services ask for deposits or are paid at the shop; bills, the rest of a booking, and tips are paid.

SQLite's own words for changing a CHECK are to write the table's text anew.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from database.immutable import make_immutable

revision: str = "0060"
down_revision: str | None = "0059"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINE = "(kind = 'service') = (service_id IS NOT NULL) AND (kind = 'item') = (item_id IS NOT NULL)"
HAD = "'visit', 'pickup', 'table', 'home', 'delivery'"
CHECKS = {
    ("orders", "fulfilment"): (f"fulfilment IN ({HAD})", f"fulfilment IN ({HAD}, 'counter')"),
    ("order_lines", "kind"): ("kind IN ('service', 'item')", "kind IN ('service', 'item', 'bill')"),
    ("order_lines", "what"): (LINE, f"{LINE} AND (kind = 'bill') = (bill_id IS NOT NULL)"),
}
COLUMNS = (
    ("merchants", "max_no_shows", "INTEGER NOT NULL DEFAULT 2", "max_no_shows > 0"),
    ("merchants", "takes_bills", "BOOLEAN NOT NULL DEFAULT false", None),
    (
        "merchants",
        "bill_discount_percent",
        "INTEGER NOT NULL DEFAULT 0",
        "bill_discount_percent BETWEEN 0 AND 90",
    ),
    ("merchants", "takes_tips", "BOOLEAN NOT NULL DEFAULT false", None),
    ("services", "pay_at_shop", "BOOLEAN NOT NULL DEFAULT false", None),
    ("services", "deposit_percent", "INTEGER", None),
    ("services", "deposit", "BIGINT", "deposit > 0 AND deposit_percent BETWEEN 1 AND 99"),
    ("orders", "at_counter", "BIGINT NOT NULL DEFAULT 0", "at_counter BETWEEN 0 AND total"),
)
"""With the check that comes with a column: SQLite takes one in the same breath only."""

NAMES = {"bill_discount_percent": "bill_discount"}
PLAN = (
    "(deposit IS NULL OR (deposit_percent IS NULL AND NOT pay_at_shop))"
    " AND (deposit_percent IS NULL OR NOT pay_at_shop)"
)


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, name, kind, check in COLUMNS:
        known = kind.replace("BOOLEAN", "INTEGER").replace("BIGINT", "INTEGER")
        parts = [f"ALTER TABLE {table} ADD COLUMN {name} {known if on_sqlite else kind}"]
        if check:
            parts.append(f"CONSTRAINT ck_{table}_{NAMES.get(name, name)} CHECK ({check})")
        if name == "deposit":
            parts.append(f"CONSTRAINT ck_services_payment_plan CHECK ({PLAN})")
        op.execute(" ".join(parts))
    _bills()
    _counter_payments()
    kind = "INTEGER" if on_sqlite else "BIGINT"
    reference = "CONSTRAINT fk_order_lines_bill_id REFERENCES bills (id)"
    op.execute(f"ALTER TABLE order_lines ADD COLUMN bill_id {kind} {reference}")
    _index("order_lines", "bill_id", ["bill_id"], "bill_id IS NOT NULL")
    if on_sqlite:
        _relax_on_sqlite()
    else:
        _relax()


def _relax() -> None:
    for (table, name), (_, after) in CHECKS.items():
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, after)


def _relax_on_sqlite() -> None:
    op.execute("PRAGMA writable_schema=ON")
    for (table, _), (before, after) in CHECKS.items():
        changed = sa.text(
            "UPDATE sqlite_schema SET sql = replace(sql, :before, :after)"
            " WHERE type = 'table' AND name = :name AND instr(sql, :before) > 0"
        )
        given = {"before": before, "after": after, "name": table}
        assert op.get_bind().execute(changed, given).rowcount == 1, before
    op.execute("PRAGMA writable_schema=RESET")


def _bills() -> None:
    op.create_table(
        "bills",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=11), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("made_by", ID, nullable=True),
        sa.Column("of_order_id", ID, nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("discount_percent", sa.Integer(), nullable=False),
        sa.Column("proof", sa.String(length=4), nullable=False),
        sa.Column("order_id", ID, nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("open_until", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('bill', 'rest', 'tip')", name=op.f("ck_bills_kind")),
        sa.CheckConstraint(
            "amount > 0 AND discount_percent BETWEEN 0 AND 90", name=op.f("ck_bills_amount")
        ),
        sa.CheckConstraint(
            "(kind = 'bill') = (of_order_id IS NULL)", name=op.f("ck_bills_what_of")
        ),
        sa.CheckConstraint("paid_at IS NULL OR order_id IS NOT NULL", name=op.f("ck_bills_paid")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_bills_{name}"))
            for name, table in (
                ("merchant_id", "merchants"),
                ("location_id", "locations"),
                ("made_by", "people"),
                ("of_order_id", "orders"),
                ("order_id", "orders"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bills")),
        sa.UniqueConstraint("key", name=op.f("uq_bills_key")),
        sa.UniqueConstraint("order_id", name=op.f("uq_bills_order_id")),
    )
    op.create_index("ix_bills_made_by", "bills", ["made_by"])
    op.create_index("ix_bills_merchant", "bills", ["merchant_id", "made_at"])
    _index("bills", "of_order", ["of_order_id"], "of_order_id IS NOT NULL")
    _index("bills", "open", ["open_until"], "paid_at IS NULL")


def _counter_payments() -> None:
    op.create_table(
        "counter_payments",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("means", sa.String(length=4), nullable=False),
        sa.Column("recorded_by", ID, nullable=True),
        sa.Column("bill_id", ID, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_counter_payments_amount")),
        sa.CheckConstraint(
            "means IN ('cash', 'card', 'chat')", name=op.f("ck_counter_payments_means")
        ),
        sa.CheckConstraint(
            "(means = 'chat') = (bill_id IS NOT NULL) AND (means = 'chat') = (recorded_by IS NULL)",
            name=op.f("ck_counter_payments_who"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_counter_payments_{name}")
            )
            for name, table in (
                ("order_id", "orders"),
                ("recorded_by", "people"),
                ("bill_id", "bills"),
            )
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_counter_payments")),
        sa.UniqueConstraint("bill_id", name=op.f("uq_counter_payments_bill_id")),
    )
    op.create_index("ix_counter_payments_recorded_by", "counter_payments", ["recorded_by"])
    make_immutable(op.get_bind(), "counter_payments", ())


def _index(table: str, name: str, columns: list[str], condition: str) -> None:
    only = sa.text(condition)
    op.create_index(f"ix_{table}_{name}", table, columns, sqlite_where=only, postgresql_where=only)
