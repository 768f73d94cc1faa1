"""merchants keep their hours, their closures, and those of their chairs, rooms and people.

What was kept in rows until now came from a spreadsheet or a seed: it stays as it is, and nobody's
own.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from database.hours_triggers import remake_trigger_of_locations

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    truth = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BOOLEAN"
    op.execute(f"ALTER TABLE locations ADD COLUMN own_hours {truth} DEFAULT false NOT NULL")
    remake_trigger_of_locations(op.get_bind())
    op.execute(f"ALTER TABLE resources ADD COLUMN retired_at {whole}")
    _closures()
    op.execute(
        f"ALTER TABLE hours_exceptions ADD COLUMN closure_id {whole}"
        " CONSTRAINT fk_hours_exceptions_closure_id REFERENCES closures (id)"
    )
    op.create_index("ix_hours_exceptions_closure_id", "hours_exceptions", ["closure_id"])
    _resources()


def _closures() -> None:
    op.create_table(
        "closures",
        sa.Column("id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=True),
        sa.Column("closes", sa.Integer(), nullable=True),
        sa.Column("bookings", sa.String(length=10), nullable=False),
        sa.Column("made_by", ID, nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("clearing_since", sa.BigInteger(), nullable=True),
        sa.Column("cleared_through", ID, nullable=False),
        sa.Column("reopened_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "bookings IN ('keep', 'ask', 'cancel')", name=op.f("ck_closures_bookings")
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_closures_days")),
        sa.CheckConstraint("(opens IS NULL) = (closes IS NULL)", name=op.f("ck_closures_times")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name="fk_closures_location_id"),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name="fk_closures_resource_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_closures_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_closures"),
    )
    op.create_index("ix_closures_location_id", "closures", ["location_id"])
    op.create_index("ix_closures_made_by", "closures", ["made_by"])
    open_ones = sa.text("clearing_since IS NOT NULL")
    op.create_index(
        "ix_closures_clearing",
        "closures",
        ["clearing_since"],
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )


def _resources() -> None:
    op.create_table(
        "resource_hours",
        sa.Column("id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_resource_hours_weekday")),
        sa.CheckConstraint(
            "opens >= 0 AND opens < 1440 AND closes > opens", name=op.f("ck_resource_hours_hours")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name="fk_resource_hours_resource_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_resource_hours"),
    )
    op.create_index("ix_resource_hours_resource_id", "resource_hours", ["resource_id"])
    op.create_table(
        "resource_exceptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("resource_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=True),
        sa.Column("closes", sa.Integer(), nullable=True),
        sa.Column("closure_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["closure_id"], ["closures.id"], name="fk_resource_exceptions_closure_id"
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name="fk_resource_exceptions_resource_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_resource_exceptions"),
    )
    op.create_index("ix_resource_exceptions", "resource_exceptions", ["resource_id", "day"])
    op.create_index("ix_resource_exceptions_closure_id", "resource_exceptions", ["closure_id"])
