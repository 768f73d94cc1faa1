"""how often a place collects from its guests in ten minutes is counted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0081"
down_revision: str | None = "0080"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KIND = "kind IN ('stock', 'kitchen')"
KINDS = "kind IN ('stock', 'kitchen', 'collection')"
WHAT = "(kind = 'kitchen') = (window_id IS NOT NULL)"
WHATS = f"{WHAT} AND (kind = 'collection') = (collection_id IS NOT NULL)"
STOCK = "(kind = 'stock') = (stock_id IS NOT NULL)"
FITS = "held >= 0 AND booked >= 0 AND held + booked <= capacity"
CLAIMED = sa.text("collection_id IS NOT NULL")


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    identity = sa.Integer() if on_sqlite else sa.BigInteger()
    op.execute(
        "ALTER TABLE pickup_settings ADD COLUMN collections_per_window INTEGER DEFAULT 0 NOT NULL"
        " CONSTRAINT ck_pickup_settings_collections CHECK (collections_per_window >= 0)"
    )
    op.create_table(
        "collection_windows",
        sa.Column("id", identity, nullable=False),
        sa.Column("location_id", identity, nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.CheckConstraint(FITS, name=op.f("ck_collection_windows_capacity")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_collection_windows_location_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_windows")),
        sa.UniqueConstraint(
            "location_id", "starts_at", name=op.f("uq_collection_windows_location_id_starts_at")
        ),
    )
    op.execute(
        f"ALTER TABLE order_claims ADD COLUMN collection_id {'INTEGER' if on_sqlite else 'BIGINT'}"
        " CONSTRAINT fk_order_claims_collection_id REFERENCES collection_windows (id)"
    )
    if on_sqlite:
        allow_collections_on_sqlite()
    else:
        for name, condition in (("kind", KINDS), ("what", f"{STOCK} AND {WHATS}")):
            check = op.f(f"ck_order_claims_{name}")
            op.drop_constraint(check, "order_claims")
            op.create_check_constraint(check, "order_claims", condition)
    op.create_index(
        "ix_order_claims_collection_id",
        "order_claims",
        ["collection_id"],
        sqlite_where=CLAIMED,
        postgresql_where=CLAIMED,
    )


def allow_collections_on_sqlite() -> None:
    op.execute("PRAGMA writable_schema=ON")
    changed = sa.text(
        "UPDATE sqlite_schema SET sql = replace(sql, :before, :after)"
        " WHERE type = 'table' AND name = 'order_claims' AND instr(sql, :before) > 0"
    )
    for before, after in ((KIND, KINDS), (WHAT, WHATS)):
        given = {"before": before, "after": after}
        assert op.get_bind().execute(changed, given).rowcount == 1
    op.execute("PRAGMA writable_schema=RESET")
