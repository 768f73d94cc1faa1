"""staff take down where a guest lives whom they write in for a visit."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0075"
down_revision: str | None = "0074"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

FOR_GUEST = (
    "ALTER TABLE addresses ADD COLUMN for_guest {boolean} DEFAULT {false} NOT NULL"
    " CONSTRAINT ck_addresses_for_guest CHECK (used_at IS NULL OR NOT for_guest)"
)


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    kind = (
        {"boolean": "INTEGER", "false": "0"}
        if on_sqlite
        else {"boolean": "BOOLEAN", "false": "false"}
    )
    op.execute(FOR_GUEST.format(**kind))
    unfinished = sa.text("used_at IS NULL")
    op.create_index(
        "ix_addresses_unfinished",
        "addresses",
        ["created_at"],
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
