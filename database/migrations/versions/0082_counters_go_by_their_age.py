"""counters of days and of minutes that are long past are found by their age."""

from collections.abc import Sequence

from alembic import op

revision: str = "0082"
down_revision: str | None = "0081"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_stock_days_day", "stock_days", ["day"])
    for table in ("kitchen_windows", "collection_windows"):
        op.create_index(f"ix_{table}_starts_at", table, ["starts_at"])
