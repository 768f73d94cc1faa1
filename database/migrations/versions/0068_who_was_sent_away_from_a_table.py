"""staff send away whoever sits at a table from afar, and areas have centres of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0068"
down_revision: str | None = "0067"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "sitting_removals"
REFERENCES = (("guest_id", "people"), ("location_id", "locations"), ("removed_by", "people"))


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("guest_id", ID, autoincrement=False, nullable=False),
        sa.Column("location_id", ID, autoincrement=False, nullable=False),
        sa.Column("removed_by", ID, nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{TABLE}_{column}"))
            for column, table in REFERENCES
        ),
        sa.PrimaryKeyConstraint("guest_id", "location_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_location_id", TABLE, ["location_id", "removed_at"])
    op.create_index(f"ix_{TABLE}_removed_at", TABLE, ["removed_at"])
    op.create_index("ix_sittings_ended_at", "sittings", ["ended_at"])
    op.add_column("service_areas", sa.Column("centre_latitude", sa.Double(), nullable=True))
    op.add_column("service_areas", sa.Column("centre_longitude", sa.Double(), nullable=True))
