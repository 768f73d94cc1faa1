"""places propose another time.

Until now every hold was a guest's own: what is held is theirs still. And people whom staff wrote in are
known by the moment when they were, so that their names can go by their age.
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

WRITTEN_IN = """
    UPDATE people SET written_in_at = created_at
    WHERE NOT EXISTS (SELECT 1 FROM identities i WHERE i.person_id = people.id)
        AND id IN (SELECT o.guest_id FROM orders o JOIN order_history h ON h.order_id = o.id
            WHERE h.reason = 'counter')"""


def upgrade() -> None:
    """SQLite takes a reference with a new column, and only in the same breath."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    reference = "CONSTRAINT fk_orders_proposed_for REFERENCES orders (id)"
    op.execute(f"ALTER TABLE orders ADD COLUMN proposed_for {kind} {reference}")
    op.drop_index("uq_orders_hold_of_slot", "orders")
    unique("uq_orders_hold_of_slot", ["guest_id", "service_id", "starts_at"], HELD)
    unique("uq_orders_proposal", ["proposed_for"], PROPOSED)
    op.add_column("people", sa.Column("written_in_at", sa.BigInteger(), nullable=True))
    op.execute(WRITTEN_IN)
    still = sa.text("written_in_at IS NOT NULL AND forgotten_at IS NULL")
    op.create_index(
        "ix_people_written_in",
        "people",
        ["written_in_at"],
        sqlite_where=still,
        postgresql_where=still,
    )


def unique(name: str, columns: list[str], condition: str) -> None:
    only = sa.text(condition)
    op.create_index(name, "orders", columns, unique=True, sqlite_where=only, postgresql_where=only)
