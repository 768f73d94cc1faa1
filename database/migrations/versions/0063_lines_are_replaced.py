"""lines that can't be had are replaced with their guest's yes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0063"
down_revision: str | None = "0062"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLE = "line_replacements"
OPEN = sa.text("state = 'open'")
STATES = "'open', 'accepted', 'declined', 'expired', 'withdrawn', 'over'"
REFERENCES = (
    ("order_id", "orders"),
    ("item_id", "menu_items"),
    ("asked_by", "people"),
    ("refund_id", "refunds"),
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("options", JSON, nullable=True),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("tax_basis_points", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("new_position", sa.Integer(), nullable=True),
        sa.Column("refund_id", ID, nullable=True),
        *checks(),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column, table in REFERENCES
        ),
        sa.ForeignKeyConstraint(
            ["order_id", "position"],
            ["order_lines.order_id", "order_lines.position"],
            name=op.f(f"fk_{TABLE}_order_id_position"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("refund_id", name=op.f(f"uq_{TABLE}_refund_id")),
        sqlite_autoincrement=True,
    )
    for name in ("order_id", "asked_by"):
        op.create_index(f"ix_{TABLE}_{name}", TABLE, [name])
    for name, columns, unique in (
        (f"uq_{TABLE}_open", ["order_id", "position"], True),
        (f"ix_{TABLE}_until", ["until"], False),
    ):
        op.create_index(
            name, TABLE, columns, unique=unique, sqlite_where=OPEN, postgresql_where=OPEN
        )


def checks() -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(condition, name=op.f(f"ck_{TABLE}_{name}"))
        for name, condition in (
            ("state", f"state IN ({STATES})"),
            ("counts", "quantity > 0 AND unit_price >= 0 AND unit_price <= price"),
            ("accepted", "(state = 'accepted') = (new_position IS NOT NULL)"),
        )
    ]
