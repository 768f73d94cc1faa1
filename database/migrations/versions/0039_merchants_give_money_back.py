"""merchants give money back in parts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0039"
down_revision: str | None = "0037"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.drop_index("uq_refunds_once", "refunds")
    once = sa.text("reason NOT IN ('provider', 'dispute', 'goodwill')")
    op.create_index(
        "uq_refunds_once",
        "refunds",
        ["payment_id", "reason"],
        unique=True,
        sqlite_where=once,
        postgresql_where=once,
    )
