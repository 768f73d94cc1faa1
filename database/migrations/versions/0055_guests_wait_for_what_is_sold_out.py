"""guests wait for what is sold out."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0055"
down_revision: str | None = "0054"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    make_waitlist()
    make_indexes()


def make_waitlist() -> None:
    op.create_table(
        "waitlist",
        sa.Column("id", ID, nullable=False),
        sa.Column("guest_id", ID, nullable=False),
        sa.Column("service_id", ID, nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.Column("order_id", ID, nullable=True),
        sa.Column("offered_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'offered', 'left', 'missed', 'over')",
            name=op.f("ck_waitlist_state"),
        ),
        sa.CheckConstraint("seats > 0", name=op.f("ck_waitlist_seats")),
        sa.CheckConstraint(
            "(state = 'offered') <= (order_id IS NOT NULL)", name=op.f("ck_waitlist_offered")
        ),
        sa.ForeignKeyConstraint(["guest_id"], ["people.id"], name=op.f("fk_waitlist_guest_id")),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f("fk_waitlist_service_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_waitlist_source_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_waitlist_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitlist")),
        sqlite_autoincrement=True,
    )


def make_indexes() -> None:
    for name, columns, unique in (
        ("ix_waitlist_next", ["service_id", "starts_at", "id"], False),
        ("uq_waitlist_guest", ["guest_id", "service_id", "starts_at"], True),
    ):
        op.create_index(
            *(name, "waitlist", columns),
            unique=unique,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )
    op.create_index("ix_waitlist_guest", "waitlist", ["guest_id", "state"])
    op.create_index("ix_waitlist_joined_at", "waitlist", ["joined_at"])
