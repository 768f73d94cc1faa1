"""those who pay couriers say that they have."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from database.immutable import make_immutable

revision: str = "0073"
down_revision: str | None = "0072"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "courier_payments"
REFERENCES = (
    ("merchant_id", "merchants"),
    ("courier_id", "people"),
    ("paid_by", "people"),
    ("taken_back_by", "people"),
)
FROZEN = (
    *("merchant_id", "courier_id", "since", "until", "rides"),
    *("amount", "currency", "paid_by", "paid_at"),
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("courier_id", ID, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("rides", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("paid_by", ID, nullable=False),
        sa.Column("paid_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_back_by", ID, nullable=True),
        sa.Column("taken_back_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "rides > 0 AND amount >= 0 AND since < until", name=op.f(f"ck_{TABLE}_what_for")
        ),
        sa.CheckConstraint(
            "(taken_back_by IS NULL) = (taken_back_at IS NULL)", name=op.f(f"ck_{TABLE}_taken_back")
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_merchant", TABLE, ["merchant_id", "since"])
    for column in ("courier_id", "paid_by"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])
    _index(TABLE, "taken_back_by")
    make_immutable(op.get_bind(), TABLE, FROZEN)
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    reference = f"CONSTRAINT fk_delivery_offers_payment_id REFERENCES {TABLE} (id)"
    op.execute(f"ALTER TABLE delivery_offers ADD COLUMN payment_id {kind} {reference}")
    _index("delivery_offers", "payment_id")


def _index(table: str, column: str) -> None:
    where = sa.text(f"{column} IS NOT NULL")
    name = f"ix_{table}_{column}"
    op.create_index(name, table, [column], sqlite_where=where, postgresql_where=where)
