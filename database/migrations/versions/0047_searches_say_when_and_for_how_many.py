"""searches say when somebody would come, and how many."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0047"
down_revision: str | None = "0046"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    for name in ("first_day", "last_day"):
        op.add_column("searches", sa.Column(name, sa.Date(), nullable=True))
    for name in ("minute_from", "minute_to", "party"):
        op.add_column("searches", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("searches", sa.Column("giver", sa.String(), nullable=True))
