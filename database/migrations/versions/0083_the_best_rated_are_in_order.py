"""the best rated places are in their order."""

from collections.abc import Sequence

from alembic import op

from database.text_index import add_best

revision: str = "0083"
down_revision: str | None = "0082"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    add_best(op.get_bind())
