"""what is near is read in its index: also what a rating comes to, and on PostgreSQL the id."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0084"
down_revision: str | None = "0083"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

CELL = ["bookable", "cell", "category"]
KIND = ["bookable", "category", "cell"]
BESIDE = ["latitude", "longitude", "hours_id", "price_from", "rating_count", "rating_sum"]
INDEXES = {
    "nearby": (CELL, None),
    "kind": (KIND, None),
    "priced": (CELL, sa.text("price_from IS NOT NULL")),
    "rated": (CELL, sa.text("rating_count > 0")),
}


def upgrade() -> None:
    for each, (columns, only) in INDEXES.items():
        name = f"ix_locations_{each}"
        op.drop_index(name, "locations")
        op.create_index(
            name,
            "locations",
            [*columns, *BESIDE],
            sqlite_where=only,
            postgresql_where=only,
            postgresql_include=["id"],
        )
