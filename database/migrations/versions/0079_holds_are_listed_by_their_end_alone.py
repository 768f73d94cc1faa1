"""the index of holds is for whoever asks when they end, not for who knows which one is meant."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0079"
down_revision: str | None = "0078"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

HELD = sa.text("state = 'held' AND held_until IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_orders_held", "orders")
    op.create_index(
        "ix_orders_held", "orders", ["held_until"], sqlite_where=HELD, postgresql_where=HELD
    )
