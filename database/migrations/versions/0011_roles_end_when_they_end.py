"""roles end when they end."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

BY_SETTING = """
    UPDATE operators SET by_setting = true WHERE NOT EXISTS (
        SELECT 1 FROM invitations i WHERE i.role = 'operator' AND i.accepted_by = operators.person_id
    )
"""
"""Whoever runs the market and used no link for it was named by the setting."""

DESERTED = """
    SELECT id FROM merchants WHERE state = 'active'
        AND id NOT IN (SELECT merchant_id FROM staff)
        AND (id IN (SELECT merchant_id FROM invitations
                WHERE merchant_id IS NOT NULL AND accepted_at IS NOT NULL)
            OR id IN (SELECT merchant_id FROM claims WHERE state = 'approved'))
"""
"""Whoever worked there has left: nobody expects the guests."""


def upgrade() -> None:
    by_setting: sa.Column[bool] = sa.Column(
        "by_setting", sa.Boolean(), nullable=False, server_default=sa.text("false")
    )
    op.add_column("operators", by_setting)
    op.execute(BY_SETTING)
    op.add_column("invitations", sa.Column("nonce", sa.String(length=32), nullable=True))
    op.add_column("invitations", sa.Column("voided_at", sa.BigInteger(), nullable=True))
    _name("invitations", "invited_by")
    _name("merchants", "suspended_by")
    op.add_column("merchants", sa.Column("cancelling_since", sa.BigInteger(), nullable=True))
    few = sa.text("cancelling_since IS NOT NULL")
    op.create_index(
        "ix_merchants_cancelling",
        "merchants",
        ["cancelling_since"],
        sqlite_where=few,
        postgresql_where=few,
    )
    op.execute(f"UPDATE locations SET bookable = false WHERE merchant_id IN ({DESERTED})")
    op.execute(f"UPDATE merchants SET state = 'listed' WHERE id IN ({DESERTED})")
    # the links themselves stood in these: whoever read them could open them
    op.execute("DELETE FROM seen WHERE action LIKE 'op-link%' OR action LIKE 'hired%'")


def _name(table: str, column: str) -> None:
    """SQLite takes a reference with a new column, and only in the same breath."""
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    reference = f"CONSTRAINT fk_{table}_{column} REFERENCES people (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} {reference}")
