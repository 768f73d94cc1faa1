"""places have names, and several may have the same one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("places") as batch:
        batch.drop_constraint(op.f("uq_places_kind_name_within"), type_="unique")
        batch.create_index("ix_places_name", ["name", "kind"])
    op.create_table(
        "place_names",
        sa.Column("place_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_names_place_id")),
        sa.PrimaryKeyConstraint("place_id", "folded", name=op.f("pk_place_names")),
    )
    op.create_index("ix_place_names_folded", "place_names", ["folded"])
    op.execute(
        "INSERT INTO place_names (place_id, folded, whole) SELECT id, folded, true FROM places"
    )
