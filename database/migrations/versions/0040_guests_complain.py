"""guests complain."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REFERENCES = {
    "order_id": "orders",
    "merchant_id": "merchants",
    "guest_id": "people",
    "answered_by": "people",
    "answer_refund_id": "refunds",
    "decided_by": "people",
    "decided_refund_id": "refunds",
}
CHECKS = {
    "wrong": "wrong IN ('closed', 'late', 'poor', 'price', 'other')",
    "state": "state IN ('open', 'answered', 'escalated', 'solved', 'decided')",
    "ended": "(ended_at IS NOT NULL) = (state IN ('solved', 'decided'))",
    "due": "(due_at IS NOT NULL) = (state IN ('open', 'answered'))",
}
INDEXES = {
    "uq_complaints_pending": (["order_id"], "state IN ('open', 'answered', 'escalated')"),
    "ix_complaints_due": (["due_at"], "due_at IS NOT NULL"),
    "ix_complaints_open": (["merchant_id", "id"], "state = 'open'"),
    "ix_complaints_escalated": (["id"], "state = 'escalated'"),
    "ix_complaints_decided": (["id"], "state = 'decided'"),
}


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("guest_id", ID, nullable=False),
        sa.Column("wrong", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("photo", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answer_refund_id", ID, nullable=True),
        sa.Column("offered", sa.BigInteger(), nullable=True),
        sa.Column("objection", sa.String(length=500), nullable=True),
        sa.Column("escalated_at", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.String(length=500), nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_refund_id", ID, nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        *(
            sa.CheckConstraint(check, name=op.f(f"ck_complaints_{name}"))
            for name, check in CHECKS.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_complaints_{column}"))
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sqlite_autoincrement=True,
    )
    for column in ("order_id", "guest_id", "photo", "answered_by", "decided_by"):
        op.create_index(op.f(f"ix_complaints_{column}"), "complaints", [column])
    op.create_index("ix_complaints_merchant", "complaints", ["merchant_id", "id"])
    for name, (columns, which) in INDEXES.items():
        where = sa.text(which)
        op.create_index(
            name,
            "complaints",
            columns,
            unique=name.startswith("uq_"),
            sqlite_where=where,
            postgresql_where=where,
        )
