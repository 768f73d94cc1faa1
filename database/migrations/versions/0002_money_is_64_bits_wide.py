"""money is 64 bits wide."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

AMOUNTS = {
    "locations": ("price_from",),
    "services": ("price", "was_price"),
    "searches": ("price_to",),
    "orders": ("unit_price", "total"),
    "ledger_postings": ("amount",),
    "payments": ("amount", "captured", "refunded"),
    "refunds": ("amount",),
}


def upgrade() -> None:
    """SQLite's integers are that wide already."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, columns in AMOUNTS.items():
        for column in columns:
            op.alter_column(table, column, type_=sa.BigInteger())
