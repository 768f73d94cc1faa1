"""what is stuck is found."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    parked = sa.text("state = 'parked'")
    for table in ("outbox", "payment_events"):
        op.create_index(
            f"ix_{table}_parked", table, ["id"], sqlite_where=parked, postgresql_where=parked
        )
