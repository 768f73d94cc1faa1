"""who looks at a service is counted."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0048"
down_revision: str | None = "0047"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "service_views",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_service_views_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_views")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_service_views_at", "service_views", ["at", "person_id"])
    op.create_index("ix_service_views_person_id", "service_views", ["person_id"])
    viewing = sa.Column("viewing", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("market_days", viewing)
