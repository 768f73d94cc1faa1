"""payouts and fees are booked, and money that was set aside can be tried again.

Of settlements made before, nobody wrote down whether they were paid out: none is marked. A posting
may now be for a settlement and no order; SQLite changes that only by copying the table.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from database.immutable import make_immutable

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

LEDGER = "ledger_postings"
COLUMNS = (
    "id, source, destination, amount, currency, purpose, merchant_id, order_id, payment_id,"
    " refund_id, redemption_id, at"
)
REFERRED = ("merchant", "order", "payment", "redemption", "refund", "settlement")
WHAT_FOR = "order_id IS NOT NULL OR settlement_id IS NOT NULL"
SETTLED = sa.text("settlement_id IS NOT NULL")


def identity() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def json() -> sa.types.TypeEngine[Any]:
    on_postgresql = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
    return sa.JSON(none_as_null=True).with_variant(on_postgresql, "postgresql")


def upgrade() -> None:
    name_payers()
    book_fees()
    book_payouts()


def name_payers() -> None:
    """Whoever paid, also where no request of ours was found; and what it takes to record it later."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "ALTER TABLE payment_events ADD COLUMN guest_id INTEGER"
            " CONSTRAINT fk_payment_events_guest_id REFERENCES people (id)"
        )
    else:
        op.add_column("payment_events", sa.Column("guest_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(
            "fk_payment_events_guest_id", "payment_events", "people", ["guest_id"], ["id"]
        )
    op.add_column("payment_events", sa.Column("told", json(), nullable=True))
    op.add_column("payment_events", sa.Column("tried_at", sa.BigInteger(), nullable=True))
    undecided = sa.text("state IN ('captured', 'parked')")
    op.create_index(
        "ix_payment_events_undecided",
        "payment_events",
        ["guest_id"],
        sqlite_where=undecided,
        postgresql_where=undecided,
    )


def book_fees() -> None:
    for table in ("payment_events", "disputes"):
        op.add_column(table, sa.Column("fee", sa.BigInteger(), nullable=True))
        op.add_column(table, sa.Column("fee_currency", sa.String(length=3), nullable=True))


def book_payouts() -> None:
    if op.get_bind().dialect.name == "sqlite":
        copy_ledger()
    else:
        op.alter_column(LEDGER, "order_id", nullable=True)
        op.add_column(LEDGER, sa.Column("settlement_id", sa.BigInteger(), nullable=True))
        op.create_foreign_key(
            "fk_ledger_postings_settlement_id", LEDGER, "settlements", ["settlement_id"], ["id"]
        )
        op.create_check_constraint(op.f("ck_ledger_postings_what_for"), LEDGER, WHAT_FOR)
    op.create_index(
        "uq_ledger_postings_settlement",
        LEDGER,
        ["settlement_id"],
        unique=True,
        sqlite_where=SETTLED,
        postgresql_where=SETTLED,
    )
    op.create_table(
        "payouts",
        sa.Column("settlement_id", identity(), autoincrement=False, nullable=False),
        sa.Column("paid_by", identity(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["paid_by"], ["people.id"], name=op.f("fk_payouts_paid_by")),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlements.id"], name=op.f("fk_payouts_settlement_id")
        ),
        sa.PrimaryKeyConstraint("settlement_id", name=op.f("pk_payouts")),
    )
    make_immutable(op.get_bind(), "payouts")


def copy_ledger() -> None:
    op.create_table(
        "new_postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("destination", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        *(
            sa.Column(f"{name}_id", sa.Integer(), nullable=name != "merchant")
            for name in ("merchant", "order", "payment", "refund", "redemption", "settlement")
        ),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_ledger_postings_amount")),
        sa.CheckConstraint("source <> destination", name=op.f("ck_ledger_postings_accounts")),
        sa.CheckConstraint(WHAT_FOR, name=op.f("ck_ledger_postings_what_for")),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{name}s.id"], name=op.f(f"fk_ledger_postings_{name}_id")
            )
            for name in REFERRED
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_postings")),
    )
    op.execute(f"INSERT INTO new_postings ({COLUMNS}) SELECT {COLUMNS} FROM {LEDGER}")
    op.drop_table(LEDGER)
    op.rename_table("new_postings", LEDGER)
    op.create_index("ix_ledger_postings_merchant", LEDGER, ["merchant_id", "at"])
    op.create_index("ix_ledger_postings_order_id", LEDGER, ["order_id"])
    make_immutable(op.get_bind(), LEDGER)
