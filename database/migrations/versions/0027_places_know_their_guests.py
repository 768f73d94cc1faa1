"""places know their guests."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0027"
down_revision: str | None = "0025"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "guest_notes",
        sa.Column("merchant_id", ID, autoincrement=False, nullable=False),
        sa.Column("guest_id", ID, autoincrement=False, nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("tags", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_guest_notes_merchant_id")
        ),
        sa.ForeignKeyConstraint(["guest_id"], ["people.id"], name=op.f("fk_guest_notes_guest_id")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_guest_notes_author_id")
        ),
        sa.PrimaryKeyConstraint("merchant_id", "guest_id", name=op.f("pk_guest_notes")),
    )
    for column in ("guest_id", "author_id"):
        op.create_index(op.f(f"ix_guest_notes_{column}"), "guest_notes", [column])
