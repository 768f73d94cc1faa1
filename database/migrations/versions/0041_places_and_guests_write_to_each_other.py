"""a place and its guest write to each other about a booking."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _conversations()
    _messages()
    _reports()


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_conversations_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_conversations")),
    )


def _messages() -> None:
    op.create_table(
        "booking_messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _of_conversation("booking_messages"),
        _of_person("booking_messages", "author_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_messages")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_booking_messages_conversation", "booking_messages", ["order_id", "id"])
    for name in ("author_id", "at"):
        op.create_index(op.f(f"ix_booking_messages_{name}"), "booking_messages", [name])


def _reports() -> None:
    op.create_table(
        "conversation_reports",
        sa.Column("order_id", ID, autoincrement=False, nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("reported_by", ID, nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        _of_conversation("conversation_reports"),
        _of_person("conversation_reports", "reported_by"),
        _of_person("conversation_reports", "decided_by"),
        sa.PrimaryKeyConstraint("order_id", "side", name=op.f("pk_conversation_reports")),
    )
    for name in ("reported_by", "decided_by", "decided_at"):
        op.create_index(op.f(f"ix_conversation_reports_{name}"), "conversation_reports", [name])


def _of_conversation(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_order_id")
    return sa.ForeignKeyConstraint(["order_id"], ["conversations.order_id"], name=name)


def _of_person(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["people.id"], name=name)
