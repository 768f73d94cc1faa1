"""places are found by their whole names, and words by what they sound like.

Whole names are folded anew from those of the merchants and their locations; the index of words is made
again with them, and with the sounds of the words that are there.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from catalog.indexing import called_of
from database.text_index import remake_index

revision: str = "0056"
down_revision: str | None = "0055"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

CHUNK = 5_000
NAMES = sa.text(
    "SELECT l.id, m.name, l.name AS here FROM locations AS l JOIN merchants AS m ON m.id = l.merchant_id"
    " WHERE l.id > :last ORDER BY l.id LIMIT :most"
)
CALL = sa.text("UPDATE locations SET called = :called WHERE id = :id")


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column(
        "locations", sa.Column("called", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    last = 0
    while rows := connection.execute(NAMES, {"last": last, "most": CHUNK}).all():
        last = rows[-1].id
        named = [{"id": each.id, "called": called_of(each.name, each.here)} for each in rows]
        connection.execute(CALL, named)
    remake_index(connection)
