"""places are added by those who run them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_applications_person_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_applications_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_applications_claim_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_applications_person_id"), "applications", ["person_id"])
    open_ = sa.text("claim_id IS NULL")
    op.create_index(
        "ix_applications_draft",
        "applications",
        ["person_id"],
        unique=True,
        sqlite_where=open_,
        postgresql_where=open_,
    )
