"""couriers bring orders to their guests."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0059"
down_revision: str | None = "0058"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


AT_MERCHANT = "('owner', 'manager', 'desk', 'provider', 'courier')"
IN_MARKET = "role IN ('operator', 'support', 'analyst')"
BELONGS = f"(role IN {AT_MERCHANT}) = (merchant_id IS NOT NULL)"
CHECKS = {
    ("operators", "role"): (IN_MARKET, "role IN ('operator', 'support', 'analyst', 'courier')"),
    ("invitations", "merchant"): (BELONGS, f"role = 'courier' OR {BELONGS}"),
}
"""The market has couriers of its own: what the tables take, before and from now on."""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        let_couriers_in_on_sqlite()
    else:
        let_couriers_in()
    make_delivery_settings()
    make_couriers()
    make_deliveries()
    make_delivery_offers()


def let_couriers_in() -> None:
    for (table, name), (_, after) in CHECKS.items():
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, after)


def let_couriers_in_on_sqlite() -> None:
    op.execute("PRAGMA writable_schema=ON")
    for (table, _), (before, after) in CHECKS.items():
        changed = sa.text(
            "UPDATE sqlite_schema SET sql = replace(sql, :before, :after)"
            " WHERE type = 'table' AND name = :name AND instr(sql, :before) > 0"
        )
        given = {"before": before, "after": after, "name": table}
        assert op.get_bind().execute(changed, given).rowcount == 1, before
    op.execute("PRAGMA writable_schema=RESET")


def make_delivery_settings() -> None:
    op.create_table(
        "delivery_settings",
        sa.Column("location_id", ID, nullable=False, autoincrement=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"], ["locations.id"], name=op.f("fk_delivery_settings_location_id")
        ),
        sa.PrimaryKeyConstraint("location_id", name=op.f("pk_delivery_settings")),
    )


def make_couriers() -> None:
    op.create_table(
        "couriers",
        sa.Column(
            "person_id",
            ID,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("on_shift", sa.Boolean(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("located_at", sa.BigInteger(), nullable=True),
        sa.Column("heard_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(latitude IS NULL) = (located_at IS NULL)", name=op.f("ck_couriers_located")
        ),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_couriers_point")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_couriers_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_couriers")),
    )
    op.create_index(
        "ix_couriers_located_at",
        "couriers",
        ["located_at"],
        unique=False,
        sqlite_where=sa.text("located_at IS NOT NULL"),
        postgresql_where=sa.text("located_at IS NOT NULL"),
    )
    op.create_index(
        "ix_couriers_on_shift",
        "couriers",
        ["heard_at"],
        unique=False,
        sqlite_where=sa.text("on_shift"),
        postgresql_where=sa.text("on_shift"),
    )


def make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column(
            "order_id",
            ID,
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("courier_id", ID, nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("meters", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("fetch_code", sa.String(length=4), nullable=False),
        sa.Column("offer_from", sa.BigInteger(), nullable=False),
        sa.Column("take_by", sa.BigInteger(), nullable=False),
        sa.Column("give_up_at", sa.BigInteger(), nullable=False),
        sa.Column("at_the_door", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("picked_up_at", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("waits_until", sa.BigInteger(), nullable=True),
        sa.Column("lost_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("handover", sa.String(length=8), nullable=True),
        sa.Column("photo", sa.String(length=80), nullable=True),
        sa.Column("why", sa.String(length=14), nullable=True),
        sa.CheckConstraint(
            "(courier_id IS NOT NULL OR NOT state IN ('accepted', 'picked_up', 'on_the_way')) AND (courier_id IS NULL OR state NOT IN ('offered', 'at_counter'))",
            name=op.f("ck_deliveries_courier"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NOT NULL) = (state IN ('handed_over', 'failed'))",
            name=op.f("ck_deliveries_ended"),
        ),
        sa.CheckConstraint(
            "(state = 'failed') = (why IS NOT NULL)", name=op.f("ck_deliveries_why")
        ),
        sa.CheckConstraint(
            "(state = 'handed_over') = (handover IS NOT NULL)", name=op.f("ck_deliveries_handover")
        ),
        sa.CheckConstraint(
            "handover <> 'photo' OR photo IS NOT NULL", name=op.f("ck_deliveries_photo")
        ),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'picked_up', 'on_the_way', 'at_counter', 'handed_over', 'failed')",
            name=op.f("ck_deliveries_state"),
        ),
        sa.ForeignKeyConstraint(
            ["courier_id"], ["people.id"], name=op.f("fk_deliveries_courier_id")
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_deliveries_merchant_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_deliveries_order_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_deliveries")),
    )
    op.create_index("ix_deliveries_courier_id", "deliveries", ["courier_id"], unique=False)
    op.create_index("ix_deliveries_merchant_id", "deliveries", ["merchant_id"], unique=False)
    op.create_index(
        "ix_deliveries_under_way",
        "deliveries",
        ["merchant_id", "order_id"],
        unique=False,
        sqlite_where=sa.text(
            "state IN ('offered', 'accepted', 'picked_up', 'on_the_way', 'at_counter')"
        ),
        postgresql_where=sa.text(
            "state IN ('offered', 'accepted', 'picked_up', 'on_the_way', 'at_counter')"
        ),
    )
    op.create_index(
        "uq_deliveries_courier",
        "deliveries",
        ["courier_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('accepted', 'picked_up', 'on_the_way')"),
        postgresql_where=sa.text("state IN ('accepted', 'picked_up', 'on_the_way')"),
    )


def make_delivery_offers() -> None:
    op.create_table(
        "delivery_offers",
        sa.Column("id", ID, nullable=False),
        sa.Column("order_id", ID, nullable=False),
        sa.Column("courier_id", ID, nullable=False),
        sa.Column("offered_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("meters", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "answer IN ('accepted', 'declined', 'missed', 'withdrawn', 'lost')",
            name=op.f("ck_delivery_offers_answer"),
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_delivery_offers_answered")
        ),
        sa.ForeignKeyConstraint(
            ["courier_id"], ["people.id"], name=op.f("fk_delivery_offers_courier_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["deliveries.order_id"], name=op.f("fk_delivery_offers_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_offers")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_delivery_offers_offered_at", "delivery_offers", ["offered_at"], unique=False
    )
    op.create_index(
        "ix_delivery_offers_open",
        "delivery_offers",
        ["until"],
        unique=False,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.create_index("ix_delivery_offers_order_id", "delivery_offers", ["order_id"], unique=False)
    op.create_index(
        "uq_delivery_offers_accepted",
        "delivery_offers",
        ["order_id"],
        unique=True,
        sqlite_where=sa.text("answer = 'accepted'"),
        postgresql_where=sa.text("answer = 'accepted'"),
    )
    op.create_index(
        "uq_delivery_offers_courier",
        "delivery_offers",
        ["courier_id"],
        unique=True,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
