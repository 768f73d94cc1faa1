"""words and places are indexed for a million of them.

Cells of the grid are a hundredth of what they were; the index of words is filled from what is there.
The indexes of places come with the column that completes them, in the next step.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from database.text_index import make_index

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROW = "CAST({floor}((latitude + 90) / 0.002) AS BIGINT)"
COLUMN = "CAST({floor}((longitude + 180) / 0.002) AS BIGINT)"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.drop_index("ix_locations_nearby", "locations")
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    row = ROW.format(floor="" if on_sqlite else "floor")
    column = COLUMN.format(floor="" if on_sqlite else "floor")
    op.execute(
        f"UPDATE locations SET cell = CASE WHEN {row} > 89999 THEN 89999 ELSE {row} END * 180000"
        f" + {column} % 180000 WHERE cell >= 0"
    )
    op.create_table(
        "vocabulary",
        sa.Column("id", number, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vocabulary")),
        sa.UniqueConstraint("word", name=op.f("uq_vocabulary_word")),
    )
    make_index(op.get_bind())
