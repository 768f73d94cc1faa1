"""merchants say where their payouts go, and a payout knows the account it went to.

Of payouts made before, nobody wrote that down.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from database.immutable import make_immutable

revision: str = "0037"
down_revision: str | None = "0036"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "payout_accounts",
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("holder <> '' OR account <> ''", name=op.f("ck_payout_accounts_said")),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_payout_accounts_merchant_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["people.id"], name=op.f("fk_payout_accounts_made_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_accounts")),
    )
    op.create_index("ix_payout_accounts_merchant", "payout_accounts", ["merchant_id", "id"])
    op.create_index(op.f("ix_payout_accounts_made_by"), "payout_accounts", ["made_by"])
    make_immutable(op.get_bind(), "payout_accounts")
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE payouts ADD COLUMN account_id {whole}"
        " CONSTRAINT fk_payouts_account_id REFERENCES payout_accounts (id)"
    )
