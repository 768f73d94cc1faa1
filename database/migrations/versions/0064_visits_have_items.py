"""visits may be with something of a menu, which is offered along with a service."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0064"
down_revision: str | None = "0063"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "service_addons"


def upgrade() -> None:
    no = sa.text("false")
    op.add_column(
        "orders", sa.Column("with_items", sa.Boolean(), server_default=no, nullable=False)
    )
    op.create_table(
        TABLE,
        sa.Column("service_id", ID, autoincrement=False, nullable=False),
        sa.Column("item_id", ID, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["services.id"], name=op.f(f"fk_{TABLE}_service_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["menu_items.id"], name=op.f(f"fk_{TABLE}_item_id")),
        sa.PrimaryKeyConstraint("service_id", "item_id", name=op.f(f"pk_{TABLE}")),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{TABLE}_item_id", TABLE, ["item_id"])
