"""what cannot be handled is given up, and nobody's messages take the place of all others."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "dead_updates",
        sa.Column("id", IDENTITY, nullable=False),
        sa.Column("update_id", IDENTITY, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("chat", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=100), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("payment", JSON, nullable=True),
        sa.Column("noted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_updates")),
    )
    still_open = sa.text("noted_at IS NULL")
    op.create_index(
        "ix_dead_updates_open",
        "dead_updates",
        ["id"],
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.add_column("outbox", sa.Column("recipient", IDENTITY, nullable=True))
    urgency = sa.Column("urgency", sa.Integer(), nullable=False, server_default="1")
    op.add_column("outbox", urgency)
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """Only what is still to be delivered is looked at by anybody."""
    person = (
        "CAST(json_extract(payload, '$.person') AS INTEGER)"
        if connection.dialect.name == "sqlite"
        else "CAST(payload ->> 'person' AS BIGINT)"
    )
    connection.exec_driver_sql(f"UPDATE outbox SET recipient = {person} WHERE finished_at IS NULL")
