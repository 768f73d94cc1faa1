"""words are found by their first and last halves."""

from collections.abc import Sequence

from alembic import op

from database.text_index import add_halves

revision: str = "0078"
down_revision: str | None = "0076"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    add_halves(op.get_bind())
