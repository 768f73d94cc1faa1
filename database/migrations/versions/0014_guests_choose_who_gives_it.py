"""guests choose who gives it.

Nobody could until now: of the bookings that are there, none was asked for.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """SQLite takes a reference with a new column, and only in the same breath."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    reference = "CONSTRAINT fk_orders_chosen_resource_id REFERENCES resources (id)"
    op.execute(f"ALTER TABLE orders ADD COLUMN chosen_resource_id {kind} {reference}")
