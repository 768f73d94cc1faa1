"""what hours say of the next days is kept, for all the locations that keep the same ones.

The spans themselves are worked out by the program when it runs: until then it reads the hours.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from database.hours_triggers import make_hours_triggers

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BESIDE = ["latitude", "longitude", "hours_id", "price_from", "rating_count"]
CELL, KIND = ["bookable", "cell", "category"], ["bookable", "category", "cell"]
INDEXES = {
    "nearby": ([*CELL, *BESIDE], None),
    "kind": ([*KIND, *BESIDE], None),
    "priced": ([*CELL, *BESIDE], sa.text("price_from IS NOT NULL")),
    "rated": ([*CELL, *BESIDE, "rating_sum"], sa.text("rating_count > 0")),
}


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    json = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
    op.create_table(
        "shared_hours",
        sa.Column("id", number, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("zone", sa.String(40), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("opening_hours", sa.String(), nullable=True),
        sa.Column("kept", json, nullable=True),
        sa.Column("known_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_hours")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_shared_hours_fingerprint")),
    )
    op.create_index(op.f("ix_shared_hours_known_until"), "shared_hours", ["known_until"])
    op.create_table(
        "opening_spans",
        sa.Column("hours_id", number, autoincrement=False, nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("opens", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state BETWEEN 0 AND 2 AND ends_at > starts_at", name=op.f("ck_opening_spans_state")
        ),
        sa.ForeignKeyConstraint(
            ["hours_id"], ["shared_hours.id"], name=op.f("fk_opening_spans_hours_id")
        ),
        sa.PrimaryKeyConstraint("hours_id", "starts_at", name=op.f("pk_opening_spans")),
    )
    add_hours_id(number)
    make_hours_triggers(op.get_bind())


def add_hours_id(number: sa.types.TypeEngine[int]) -> None:
    """Without making the table anew on SQLite, whose triggers would be gone."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE locations ADD COLUMN hours_id INTEGER"
            " CONSTRAINT fk_locations_hours_id REFERENCES shared_hours (id)"
        )
    else:
        op.add_column("locations", sa.Column("hours_id", number, nullable=True))
        op.create_foreign_key(
            op.f("fk_locations_hours_id"), "locations", "shared_hours", ["hours_id"], ["id"]
        )
    op.create_index(op.f("ix_locations_hours_id"), "locations", ["hours_id"])
    for name, (columns, where) in INDEXES.items():
        op.create_index(
            f"ix_locations_{name}",
            "locations",
            columns,
            sqlite_where=where,
            postgresql_where=where,
        )
