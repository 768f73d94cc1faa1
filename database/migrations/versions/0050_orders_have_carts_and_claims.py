"""orders may be carts, need no service, and take of counted things beside their time.

SQLite's own words for taking a CHECK or a NOT NULL away are to write the table's text anew.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from database.immutable import make_immutable

revision: str = "0050"
down_revision: str | None = "0049"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
STATES = "'held', 'lapsed', 'placed', 'confirmed', 'redeemed', 'declined', 'cancelled', 'expired'"
FITS = "held >= 0 AND booked >= 0 AND held + booked <= capacity"
CHECKS = {
    ("orders", "state"): (f"state IN ({STATES})", f"state IN ('draft', {STATES})"),
    ("orders", "held_until"): (
        "state <> 'held' OR held_until IS NOT NULL",
        "state NOT IN ('draft', 'held') OR held_until IS NOT NULL",
    ),
    ("order_lines", "what"): (
        "(kind = 'service') = (service_id IS NOT NULL)",
        "(kind = 'service') = (service_id IS NOT NULL) AND (kind = 'item') = (item_id IS NOT NULL)",
    ),
}
NEW_CHECKS = {
    "fulfilment": "fulfilment IN ('visit', 'pickup', 'table', 'home', 'delivery')",
    "what": "fulfilment <> 'visit' OR service_id IS NOT NULL",
}


def upgrade() -> None:
    _lines()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        checks = " ".join(
            f"CONSTRAINT ck_orders_{name} CHECK ({each})" for name, each in NEW_CHECKS.items()
        )
        op.execute(
            f"ALTER TABLE orders ADD COLUMN fulfilment TEXT NOT NULL DEFAULT 'visit' {checks}"
        )
    else:
        visit = sa.text("'visit'")
        op.add_column(
            "orders",
            sa.Column("fulfilment", sa.String(length=10), server_default=visit, nullable=False),
        )
    op.add_column("orders", sa.Column("pickup_at", sa.BigInteger(), nullable=True))
    op.add_column("orders", sa.Column("ready_at", sa.BigInteger(), nullable=True))
    if on_sqlite:
        _relax_on_sqlite()
    else:
        _relax()
    for name, columns, condition in (
        ("ix_orders_draft", ["held_until"], "state = 'draft'"),
        ("uq_orders_draft", ["guest_id", "location_id"], "state = 'draft'"),
        ("ix_orders_of_menus", ["merchant_id", "starts_at"], "service_id IS NULL"),
    ):
        only, unique = sa.text(condition), name.startswith("uq_")
        op.create_index(
            name, "orders", columns, unique=unique, sqlite_where=only, postgresql_where=only
        )
    _counters()
    _claims()
    _line_refunds()


def _lines() -> None:
    """SQLite takes a reference with a new column, and only in the same breath."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    reference = "CONSTRAINT fk_order_lines_item_id REFERENCES menu_items (id)"
    op.execute(f"ALTER TABLE order_lines ADD COLUMN item_id {kind} {reference}")
    note = sa.Column("note", sa.String(length=140), server_default="", nullable=False)
    tax = sa.Column("tax_basis_points", sa.Integer(), nullable=True)
    for column in (sa.Column("options", JSON, nullable=True), note, tax):
        op.add_column("order_lines", column)


def _relax() -> None:
    for (table, name), (_, after) in CHECKS.items():
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, after)
    for name, check in NEW_CHECKS.items():
        op.create_check_constraint(op.f(f"ck_orders_{name}"), "orders", check)
    op.alter_column("orders", "service_id", nullable=True)


def _relax_on_sqlite() -> None:
    needed = "service_id INTEGER NOT NULL", "service_id INTEGER"
    changes = [(table, *texts) for (table, _), texts in CHECKS.items()]
    op.execute("PRAGMA writable_schema=ON")
    for table, before, after in (*changes, ("orders", *needed)):
        changed = sa.text(
            "UPDATE sqlite_schema SET sql = replace(sql, :before, :after)"
            " WHERE type = 'table' AND name = :name AND instr(sql, :before) > 0"
        )
        given = {"before": before, "after": after, "name": table}
        assert op.get_bind().execute(changed, given).rowcount == 1, before
    op.execute("PRAGMA writable_schema=RESET")


def _counters() -> None:
    op.create_table(
        "stock_days",
        sa.Column("id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *_counts(),
        sa.CheckConstraint(FITS, name=op.f("ck_stock_days_capacity")),
        sa.ForeignKeyConstraint(["item_id"], ["menu_items.id"], name=op.f("fk_stock_days_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_days")),
        sa.UniqueConstraint("item_id", "day", name=op.f("uq_stock_days_item_id_day")),
    )
    op.create_table(
        "kitchen_windows",
        sa.Column("id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        *_counts(),
        sa.CheckConstraint(FITS, name=op.f("ck_kitchen_windows_capacity")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_kitchen_windows_location_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kitchen_windows")),
        sa.UniqueConstraint(
            "location_id", "starts_at", name=op.f("uq_kitchen_windows_location_id_starts_at")
        ),
    )


def _counts() -> list[sa.Column[int]]:
    return [
        sa.Column(name, sa.Integer(), nullable=False) for name in ("capacity", "held", "booked")
    ]


def _claims() -> None:
    op.create_table(
        "order_claims",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("stock_id", ID, nullable=True),
        sa.Column("window_id", ID, nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('stock', 'kitchen')", name=op.f("ck_order_claims_kind")),
        sa.CheckConstraint(
            "(kind = 'stock') = (stock_id IS NOT NULL)"
            " AND (kind = 'kitchen') = (window_id IS NOT NULL)",
            name=op.f("ck_order_claims_what"),
        ),
        sa.CheckConstraint("position > 0 AND quantity > 0", name=op.f("ck_order_claims_counts")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_claims_order_id")),
        sa.ForeignKeyConstraint(
            ["stock_id"], ["stock_days.id"], name=op.f("fk_order_claims_stock_id")
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["kitchen_windows.id"], name=op.f("fk_order_claims_window_id")
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_claims")),
        sqlite_with_rowid=False,
    )
    for name in ("stock_id", "window_id"):
        only = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_order_claims_{name}",
            "order_claims",
            [name],
            sqlite_where=only,
            postgresql_where=only,
        )


def _line_refunds() -> None:
    op.create_table(
        "line_refunds",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("refund_id", ID, nullable=True),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0 AND amount >= 0", name=op.f("ck_line_refunds_counts")),
        sa.CheckConstraint(
            "(amount > 0) = (refund_id IS NOT NULL)", name=op.f("ck_line_refunds_refund")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_line_refunds_order_id")),
        sa.ForeignKeyConstraint(
            ["order_id", "position"],
            ["order_lines.order_id", "order_lines.position"],
            name=op.f("fk_line_refunds_order_id_position"),
        ),
        sa.ForeignKeyConstraint(
            ["refund_id"], ["refunds.id"], name=op.f("fk_line_refunds_refund_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_line_refunds_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_refunds")),
        sa.UniqueConstraint("refund_id", name=op.f("uq_line_refunds_refund_id")),
    )
    op.create_index("ix_line_refunds_order_id", "line_refunds", ["order_id"])
    op.create_index("ix_line_refunds_made_by", "line_refunds", ["made_by"])
    make_immutable(op.get_bind(), "line_refunds", ())
