"""what is ordered from a menu may be paid in part, or at the counter, as its place says."""

from collections.abc import Sequence

from alembic import op

revision: str = "0080"
down_revision: str | None = "0079"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

COLUMNS = {"prepaid_percent": 100, "table_prepaid_percent": 100, "most_unpaid": 20}
CHECK = (
    "prepaid_percent BETWEEN 0 AND 100 AND table_prepaid_percent BETWEEN 0 AND 100"
    " AND most_unpaid > 0"
)


def upgrade() -> None:
    """The check comes with the last column: SQLite takes one in the same breath only."""
    for name, usual in COLUMNS.items():
        check = f" CONSTRAINT ck_pickup_settings_paid CHECK ({CHECK})"
        column = f"{name} INTEGER NOT NULL DEFAULT {usual}"
        last = check if name == "most_unpaid" else ""
        op.execute(f"ALTER TABLE pickup_settings ADD COLUMN {column}{last}")
