"""the index of words waits less.

What PostgreSQL puts off for the indexes of words and trigrams is read through by every search, and
by whoever writes when it is too much: it is a fraction of that now.
"""

from collections.abc import Sequence

from alembic import op

from database.text_index import PENDING

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for index in ("search_index", "search_trigrams"):
        op.execute(f"ALTER INDEX {index} SET ({PENDING})")
        op.execute(f"SELECT gin_clean_pending_list('{index}')")
