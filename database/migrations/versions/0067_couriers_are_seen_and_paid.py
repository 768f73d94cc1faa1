"""guests see couriers on a map, and couriers know what they are paid."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0067"
down_revision: str | None = "0064"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MONEY = sa.BigInteger()
CURRENCY = sa.String(length=3)


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("mapped_at", sa.BigInteger(), nullable=True))
    for table in ("deliveries", "delivery_offers"):
        op.add_column(table, sa.Column("pay", MONEY, nullable=True))
        op.add_column(table, sa.Column("pay_currency", CURRENCY, nullable=True))
    op.add_column("deliveries", sa.Column("earned", MONEY, nullable=True))
    op.add_column("delivery_settings", sa.Column("courier_fixed", MONEY, nullable=True))
    op.add_column("delivery_settings", sa.Column("courier_per_km", MONEY, nullable=True))
    op.add_column("delivery_settings", sa.Column("courier_currency", CURRENCY, nullable=True))
