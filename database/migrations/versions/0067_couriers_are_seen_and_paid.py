"""guests see couriers on a map, and couriers know what they are paid."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0067"
down_revision: str | None = "0066"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

EARNED = sa.text("earned_at IS NOT NULL")
MONEY = sa.BigInteger()
CURRENCY = sa.String(length=3)


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("mapped_at", sa.BigInteger(), nullable=True))
    op.add_column("delivery_offers", sa.Column("pay", MONEY, nullable=True))
    op.add_column("delivery_offers", sa.Column("pay_currency", CURRENCY, nullable=True))
    op.add_column("delivery_offers", sa.Column("earned", MONEY, nullable=True))
    op.add_column("delivery_offers", sa.Column("earned_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_delivery_offers_earned_at",
        "delivery_offers",
        ["courier_id", "earned_at"],
        sqlite_where=EARNED,
        postgresql_where=EARNED,
    )
    op.add_column("delivery_settings", sa.Column("courier_fixed", MONEY, nullable=True))
    op.add_column("delivery_settings", sa.Column("courier_per_km", MONEY, nullable=True))
    op.add_column("delivery_settings", sa.Column("courier_currency", CURRENCY, nullable=True))
