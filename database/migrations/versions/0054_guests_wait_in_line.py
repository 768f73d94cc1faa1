"""guests wait in line."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0054"
down_revision: str | None = "0053"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
LIVE = sa.text("state IN ('waiting', 'called')")
STATES = "('waiting', 'called', 'seated', 'skipped', 'left', 'over')"


def upgrade() -> None:
    make_queues()
    make_tickets()


def make_queues() -> None:
    op.create_table(
        "queues",
        sa.Column("location_id", ID, autoincrement=False, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("session_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("line_limits", JSON, nullable=False),
        sa.CheckConstraint(
            "grace_minutes > 0 AND last_number >= 0", name=op.f("ck_queues_numbers")
        ),
        sa.CheckConstraint("NOT is_open OR session_at IS NOT NULL", name=op.f("ck_queues_session")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_queues_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_queues_merchant_id")
        ),
        sa.PrimaryKeyConstraint("location_id", name=op.f("pk_queues")),
    )
    op.create_index("ix_queues_merchant_id", "queues", ["merchant_id"])


def make_tickets() -> None:
    op.create_table(
        "queue_tickets",
        sa.Column("id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("session_at", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(8), nullable=False),
        sa.Column("guest_id", ID, nullable=True),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Double(), nullable=False),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f("ck_queue_tickets_state")),
        sa.CheckConstraint(
            "party > 0 AND ahead >= 0 AND calls >= 0", name=op.f("ck_queue_tickets_numbers")
        ),
        sa.CheckConstraint(
            "state <> 'called' OR called_at IS NOT NULL", name=op.f("ck_queue_tickets_called")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["queues.location_id"], name=op.f("fk_queue_tickets_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["people.id"], name=op.f("fk_queue_tickets_guest_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_tickets")),
        sa.UniqueConstraint(
            *("location_id", "session_at", "number"),
            name=op.f("uq_queue_tickets_location_id_session_at_number"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_queue_tickets_guest_id", "queue_tickets", ["guest_id"])
    op.create_index("ix_queue_tickets_taken_at", "queue_tickets", ["taken_at"])
    op.create_index(
        "ix_queue_tickets_line", "queue_tickets", ["location_id", "state", "line", "position"]
    )
    op.create_index("ix_queue_tickets_called", "queue_tickets", ["location_id", "called_at"])
    op.create_index(
        "uq_queue_tickets_guest",
        "queue_tickets",
        ["guest_id", "location_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
