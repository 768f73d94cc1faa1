"""guests keep addresses, and places come to them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0058"
down_revision: str | None = "0057"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    make_addresses()
    make_order_addresses()
    make_service_areas()
    op.add_column("locations", sa.Column("travel_kmh", sa.Integer(), nullable=True))
    op.add_column(
        "services",
        sa.Column("at_home", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def make_addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=140), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_addresses_point")
        ),
        sa.CheckConstraint(
            "used_at IS NULL OR latitude IS NOT NULL AND text <> ''", name=op.f("ck_addresses_used")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_addresses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_addresses_person", "addresses", ["person_id", "used_at"])


def make_order_addresses() -> None:
    op.create_table(
        "order_addresses",
        sa.Column("order_id", ID, nullable=False, autoincrement=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=140), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("way_minutes", sa.Integer(), nullable=True),
        sa.Column("travel_kmh", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_addresses_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_addresses")),
    )
    op.create_index("ix_order_addresses_given_at", "order_addresses", ["given_at"])


def make_service_areas() -> None:
    op.create_table(
        "service_areas",
        sa.Column("id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("radius_metres", sa.Integer(), nullable=True),
        sa.Column("ring", JSON, nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("least_order", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.CheckConstraint(
            "(radius_metres IS NULL) <> (ring IS NULL)", name=op.f("ck_service_areas_shape")
        ),
        sa.CheckConstraint(
            "radius_metres BETWEEN 100 AND 100000", name=op.f("ck_service_areas_radius")
        ),
        sa.CheckConstraint("fee >= 0 AND least_order >= 0", name=op.f("ck_service_areas_money")),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_service_areas_location_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_areas")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_service_areas_location_id"), "service_areas", ["location_id"])
