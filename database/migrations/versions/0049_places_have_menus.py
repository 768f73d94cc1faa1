"""places have menus."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0049"
down_revision: str | None = "0048"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
HOURS = (
    "(from_minute IS NULL) = (until_minute IS NULL) AND (from_minute IS NULL OR "
    "from_minute >= 0 AND from_minute < 1440 AND until_minute > from_minute)"
)


def upgrade() -> None:
    make_sections()
    make_items()
    make_groups()
    make_options()
    make_pickup()


def make_sections() -> None:
    op.create_table(
        "menu_sections",
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=True),
        sa.Column("until_minute", sa.Integer(), nullable=True),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            HOURS,
            name=op.f("ck_menu_sections_hours"),
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_menu_sections_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_menu_sections_merchant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu_sections")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_menu_sections_location_id", "menu_sections", ["location_id"])
    op.create_index("ix_menu_sections_merchant_id", "menu_sections", ["merchant_id"])


def make_items() -> None:
    op.create_table(
        "menu_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("location_id", ID, nullable=False),
        sa.Column("section_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tax_basis_points", sa.Integer(), nullable=True),
        sa.Column("photo", sa.String(), nullable=True),
        sa.Column("diets", sa.String(), nullable=False),
        sa.Column("allergens", sa.String(), nullable=False),
        sa.Column("daily_stock", sa.Integer(), nullable=True),
        sa.Column("sold_out_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "daily_stock IS NULL OR daily_stock > 0", name=op.f("ck_menu_items_stock")
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_menu_items_price")),
        sa.CheckConstraint(
            "tax_basis_points IS NULL OR tax_basis_points BETWEEN 0 AND 10000",
            name=op.f("ck_menu_items_tax"),
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_menu_items_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_menu_items_merchant_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["menu_sections.id"], name=op.f("fk_menu_items_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu_items")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_menu_items_location_id", "menu_items", ["location_id"])
    op.create_index("ix_menu_items_merchant_id", "menu_items", ["merchant_id"])
    op.create_index("ix_menu_items_section_id", "menu_items", ["section_id"])


def make_groups() -> None:
    op.create_table(
        "option_groups",
        sa.Column("id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "least >= 0 AND most > 0 AND most >= least", name=op.f("ck_option_groups_counts")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["menu_items.id"], name=op.f("fk_option_groups_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_option_groups")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_option_groups_item_id", "option_groups", ["item_id"])


def make_options() -> None:
    op.create_table(
        "item_options",
        sa.Column("id", ID, nullable=False),
        sa.Column("group_id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("price_difference", sa.BigInteger(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["option_groups.id"], name=op.f("fk_item_options_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_options")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_item_options_group_id", "item_options", ["group_id"])


def make_pickup() -> None:
    op.create_table(
        "pickup_settings",
        sa.Column(
            "location_id",
            ID,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("items_per_window", sa.Integer(), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("cancel_free_minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "items_per_window > 0 AND lead_minutes >= 0 AND cancel_free_minutes >= 0",
            name=op.f("ck_pickup_settings_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_pickup_settings_location_id")
        ),
        sa.PrimaryKeyConstraint("location_id", name=op.f("pk_pickup_settings")),
    )
