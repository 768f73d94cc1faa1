"""guests wait for a day on which somebody can come to their home."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0076"
down_revision: str | None = "0075"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

CHECKS = (
    " CONSTRAINT ck_waitlist_day CHECK (day_ends_at IS NULL OR day_ends_at > starts_at)"
    " CONSTRAINT ck_waitlist_point CHECK ((latitude IS NULL) = (longitude IS NULL))"
    " CONSTRAINT ck_waitlist_address"
    " CHECK ((latitude IS NOT NULL) = (day_ends_at IS NOT NULL AND state = 'waiting'))"
)


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.add_column("waitlist", sa.Column("day_ends_at", sa.BigInteger()))
    op.add_column("waitlist", sa.Column("latitude", sa.Double()))
    for name, length in (("address", 200), ("address_note", 140)):
        empty = sa.Column(name, sa.String(length), server_default="", nullable=False)
        op.add_column("waitlist", empty)
    degrees = "REAL" if on_sqlite else "DOUBLE PRECISION"
    op.execute(f"ALTER TABLE waitlist ADD COLUMN longitude {degrees}{CHECKS}")
