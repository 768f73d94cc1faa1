"""guests talk with support."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "support_messages",
        sa.Column("id", number, nullable=False),
        sa.Column("guest_id", number, nullable=False),
        sa.Column("order_id", number, nullable=True),
        sa.Column("author_id", number, nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_support_messages_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["people.id"], name=op.f("fk_support_messages_guest_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_support_messages_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_messages")),
    )
    op.create_index(op.f("ix_support_messages_author_id"), "support_messages", ["author_id"])
    op.create_index(op.f("ix_support_messages_order_id"), "support_messages", ["order_id"])
    op.create_index("ix_support_messages_talk", "support_messages", ["guest_id", "order_id", "id"])
