"""staff say who came.

A booking that is not over keeps its code a day longer than it was agreed, and is asked of the staff.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

DAY = 24 * 60 * 60 * 1_000_000
FOUR_HOURS = 4 * 60 * 60 * 1_000_000
LIVE = "state IN ('placed', 'confirmed') AND ends_at IS NOT NULL"
TO_ASK = sa.text("state IN ('placed', 'confirmed')")


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("orders", sa.Column("ask_at", sa.BigInteger(), nullable=True))
    op.execute(
        f"UPDATE orders SET valid_until = valid_until + {DAY},"
        f" ask_at = CASE WHEN valid_until - {FOUR_HOURS} > ends_at"
        f" THEN valid_until - {FOUR_HOURS} ELSE ends_at END WHERE {LIVE}"
    )
    op.create_index(
        "ix_orders_to_ask", "orders", ["ask_at"], sqlite_where=TO_ASK, postgresql_where=TO_ASK
    )
    op.create_table(
        "attendances",
        sa.Column("order_id", number, autoincrement=False, nullable=False),
        sa.Column("staff_id", number, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("was_there", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_attendances_order_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["people.id"], name=op.f("fk_attendances_staff_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_attendances")),
    )
    op.create_index(op.f("ix_attendances_staff_id"), "attendances", ["staff_id"])
