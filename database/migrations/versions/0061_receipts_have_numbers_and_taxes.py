"""receipts have numbers, and say which tax is in what was paid."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from database.immutable import make_immutable

revision: str = "0061"
down_revision: str | None = "0060"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
FITS = "tax >= 0 AND tax <= {} AND (tax = 0 OR basis_points IS NOT NULL)"


def upgrade() -> None:
    for table in ("merchants", "services"):
        op.add_column(table, sa.Column("tax_basis_points", sa.Integer(), nullable=True))
    make_entities()
    make_series()
    make_receipts()
    make_taxes()
    make_invoices()
    for table in ("legal_entities", "receipts", "receipt_taxes", "fee_invoices"):
        make_immutable(op.get_bind(), table, ())


def make_entities() -> None:
    op.create_table(
        "legal_entities",
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("tax_number", sa.String(), nullable=False),
        sa.Column("made_by", ID, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_legal_entities_made_by")),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_legal_entities_merchant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_entities")),
    )
    op.create_index("ix_legal_entities_made_by", "legal_entities", ["made_by"])
    op.create_index("ix_legal_entities_merchant", "legal_entities", ["merchant_id", "id"])


def make_series() -> None:
    op.create_table(
        "receipt_series",
        sa.Column("merchant_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_receipt_series_merchant_id")
        ),
        sa.PrimaryKeyConstraint("merchant_id", "kind", name=op.f("pk_receipt_series")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fee_series",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_fee_series")),
        sqlite_with_rowid=False,
    )


def make_receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("payment_id", ID, nullable=False),
        sa.Column("refund_id", ID, nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('receipt', 'credit_note')", name=op.f("ck_receipts_kind")),
        sa.CheckConstraint("number > 0 AND amount > 0", name=op.f("ck_receipts_counts")),
        sa.CheckConstraint(
            "(kind = 'credit_note') = (refund_id IS NOT NULL)", name=op.f("ck_receipts_refund")
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{one}_id"], [f"{one}s.id"], name=op.f(f"fk_receipts_{one}_id")
            )
            for one in ("merchant", "order", "payment", "refund")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint(
            "merchant_id", "kind", "number", name=op.f("uq_receipts_merchant_id_kind_number")
        ),
        sa.UniqueConstraint("refund_id", name=op.f("uq_receipts_refund_id")),
    )
    op.create_index("ix_receipts_order_id", "receipts", ["order_id"])
    op.create_index("ix_receipts_payment", "receipts", ["payment_id"])
    op.create_index("ix_receipts_at", "receipts", ["merchant_id", "at"])
    only = sa.text("kind = 'receipt'")
    op.create_index(
        *("uq_receipts_payment", "receipts", ["payment_id"]),
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )


def make_taxes() -> None:
    op.create_table(
        "receipt_taxes",
        sa.Column("receipt_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=True),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            f"gross > 0 AND {FITS.format('gross')}", name=op.f("ck_receipt_taxes_parts")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_taxes_receipt_id")
        ),
        sa.PrimaryKeyConstraint("receipt_id", "position", name=op.f("pk_receipt_taxes")),
        sqlite_with_rowid=False,
    )


def make_invoices() -> None:
    op.create_table(
        "fee_invoices",
        sa.Column("settlement_id", ID, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("basis_points", sa.Integer(), nullable=True),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('invoice', 'credit_note')", name=op.f("ck_fee_invoices_kind")),
        sa.CheckConstraint("number > 0 AND amount > 0", name=op.f("ck_fee_invoices_counts")),
        sa.CheckConstraint(FITS.format("amount"), name=op.f("ck_fee_invoices_tax")),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlements.id"], name=op.f("fk_fee_invoices_settlement_id")
        ),
        sa.PrimaryKeyConstraint("settlement_id", name=op.f("pk_fee_invoices")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_fee_invoices_kind_number")),
    )
