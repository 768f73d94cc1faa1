"""programs share what they send.

Each of several programs of one bot may send a part of what its bot may, under a lease.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "send_shares",
        sa.Column("bot_id", number, autoincrement=False, nullable=False),
        sa.Column("program", sa.String(length=120), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("wants_all", sa.Boolean(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "program", name=op.f("pk_send_shares")),
    )
