"""orders have adjustments: what is added to their lines, or taken off. Those of before have none."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0046"
down_revision: str | None = "0045"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHECKS = {
    "kind": "kind IN ('discount', 'fee', 'delivery', 'tip')",
    "funder": "funder IN ('merchant', 'market')",
    "amount": "amount <> 0 AND (kind = 'discount') = (amount < 0)",
    "position": "position > 0",
}


def upgrade() -> None:
    op.create_table(
        "order_adjustments",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("funder", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", ID, nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *(
            sa.CheckConstraint(says, name=op.f(f"ck_order_adjustments_{name}"))
            for name, says in CHECKS.items()
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_adjustments_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["people.id"], name=op.f("fk_order_adjustments_made_by")
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_adjustments")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_order_adjustments_made_by"), "order_adjustments", ["made_by"])
