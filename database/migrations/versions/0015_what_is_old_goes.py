"""what is old goes.

Indexes by which the workers find it; and the lowest price of a place that offers in several
currencies is one of the currency in which it offers most.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

DONE = sa.text("state = 'done'")
MAIN = """
    SELECT s.currency FROM services s WHERE s.location_id = locations.id AND s.active
    GROUP BY s.currency ORDER BY count(*) DESC, s.currency LIMIT 1
"""
SEVERAL = """
    SELECT location_id FROM services WHERE active
    GROUP BY location_id HAVING count(DISTINCT currency) > 1
"""


def upgrade() -> None:
    op.create_index(
        op.f("ix_outbox_finished_at"),
        "outbox",
        ["finished_at"],
        sqlite_where=DONE,
        postgresql_where=DONE,
    )
    op.create_index(
        "ix_shown_messages_passing",
        "shown_messages",
        ["at"],
        sqlite_where=sa.text("kept IS 0"),
        postgresql_where=sa.text("kept IS false"),
    )
    op.execute(
        "UPDATE locations SET price_from = (SELECT min(p.price) FROM services p"
        f" WHERE p.location_id = locations.id AND p.active AND p.currency = ({MAIN}))"
        f" WHERE id IN ({SEVERAL})"
    )
