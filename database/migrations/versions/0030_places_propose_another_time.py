"""places propose another time.

Until now every hold was a guest's own: what is held is theirs still.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0028"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

HELD = "state = 'held' AND starts_at IS NOT NULL AND proposed_for IS NULL"
PROPOSED = "state = 'held' AND proposed_for IS NOT NULL"


def upgrade() -> None:
    """SQLite takes a reference with a new column, and only in the same breath."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    reference = "CONSTRAINT fk_orders_proposed_for REFERENCES orders (id)"
    op.execute(f"ALTER TABLE orders ADD COLUMN proposed_for {kind} {reference}")
    op.drop_index("uq_orders_hold_of_slot", "orders")
    unique("uq_orders_hold_of_slot", ["guest_id", "service_id", "starts_at"], HELD)
    unique("uq_orders_proposal", ["proposed_for"], PROPOSED)


def unique(name: str, columns: list[str], condition: str) -> None:
    only = sa.text(condition)
    op.create_index(name, "orders", columns, unique=True, sqlite_where=only, postgresql_where=only)
