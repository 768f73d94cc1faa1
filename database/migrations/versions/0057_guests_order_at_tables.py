"""guests order at tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0057"
down_revision: str | None = "0056"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT_TABLE = "(fulfilment = 'table') = (sitting_id IS NOT NULL)"


def upgrade() -> None:
    _tables()
    _sittings()
    _guests()
    _orders()


def _tables() -> None:
    op.create_table(
        "dining_tables",
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=20), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("seats > 0", name=op.f("ck_dining_tables_seats")),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_dining_tables_merchant_id")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_dining_tables_location_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dining_tables")),
        sa.UniqueConstraint("token", name=op.f("uq_dining_tables_token")),
    )
    for name in ("merchant_id", "location_id"):
        op.create_index(op.f(f"ix_dining_tables_{name}"), "dining_tables", [name])


def _sittings() -> None:
    op.create_table(
        "sittings",
        sa.Column("id", ID, nullable=False),
        sa.Column("table_id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= opened_at", name=op.f("ck_sittings_ended")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["dining_tables.id"], name=op.f("fk_sittings_table_id")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_sittings_location_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
    )
    only = sa.text("ended_at IS NULL")
    for name, column, unique in (
        ("uq_sittings_table", "table_id", True),
        ("ix_sittings_open", "opened_at", False),
    ):
        op.create_index(
            name, "sittings", [column], unique=unique, sqlite_where=only, postgresql_where=only
        )


def _guests() -> None:
    op.create_table(
        "sitting_guests",
        sa.Column("guest_id", ID, autoincrement=False, nullable=False),
        sa.Column("sitting_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_sitting_guests_number")),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["people.id"], name=op.f("fk_sitting_guests_guest_id")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sittings.id"], name=op.f("fk_sitting_guests_sitting_id")
        ),
        sa.PrimaryKeyConstraint("guest_id", name=op.f("pk_sitting_guests")),
        sa.UniqueConstraint(
            "sitting_id", "number", name=op.f("uq_sitting_guests_sitting_id_number")
        ),
    )


def _orders() -> None:
    """SQLite takes a reference and a condition with a new column, and only in the same breath."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE orders ADD COLUMN sitting_id INTEGER"
            " CONSTRAINT fk_orders_sitting_id REFERENCES sittings (id)"
            f" CONSTRAINT ck_orders_sitting CHECK ({AT_TABLE})"
        )
        op.execute(
            "ALTER TABLE order_lines ADD COLUMN taken_from INTEGER"
            " CONSTRAINT fk_order_lines_taken_from REFERENCES orders (id)"
        )
    else:
        for table, column, there in (
            ("orders", "sitting_id", "sittings"),
            ("order_lines", "taken_from", "orders"),
        ):
            op.execute(
                f"ALTER TABLE {table} ADD COLUMN {column} BIGINT"
                f" CONSTRAINT fk_{table}_{column} REFERENCES {there} (id)"
            )
        op.create_check_constraint(op.f("ck_orders_sitting"), "orders", AT_TABLE)
    for table, column, name in (
        ("orders", "sitting_id", "ix_orders_sitting"),
        ("order_lines", "taken_from", "ix_order_lines_taken_from"),
    ):
        only = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=only, postgresql_where=only)
