"""people have roles, and what they change is recorded.

Whoever came first to a merchant owns it, colleagues manage it: nobody loses what they could do,
but to say who works there.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

AT_MERCHANT = "('owner', 'manager', 'desk', 'provider', 'courier')"
IN_MARKET = "('operator', 'support', 'analyst')"
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    whole, word = ("INTEGER", "TEXT") if sqlite else ("BIGINT", "VARCHAR(10)")
    for table, role, roles in (
        ("staff", "owner", AT_MERCHANT),
        ("operators", "operator", IN_MARKET),
    ):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN role {word} DEFAULT '{role}' NOT NULL"
            f" CONSTRAINT ck_{table}_role CHECK (role IN {roles})"
        )
    op.execute(
        f"ALTER TABLE staff ADD COLUMN resource_id {whole}"
        " CONSTRAINT fk_staff_resource_id REFERENCES resources (id)"
    )
    first = "SELECT min(id) FROM staff GROUP BY merchant_id"
    op.execute(f"UPDATE staff SET role = 'manager' WHERE id NOT IN ({first})")
    _invitations()
    op.create_table(
        "changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("merchant_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name=op.f("fk_changes_merchant_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_changes_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_merchant", "changes", ["merchant_id", "id"])
    op.create_index(op.f("ix_changes_person_id"), "changes", ["person_id"])


def _invitations() -> None:
    """A link to the staff of before makes managers: it was made by somebody who could as much."""
    new_role = "CASE role WHEN 'staff' THEN 'manager' ELSE role END"
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_invitations_role", "invitations")
        op.drop_constraint("ck_invitations_merchant", "invitations")
        op.execute(f"UPDATE invitations SET role = {new_role}")
        for name, rule in RULES.items():
            op.create_check_constraint(op.f(f"ck_invitations_{name}"), "invitations", rule)
        return
    _rebuild_on_sqlite(new_role)


RULES = {
    "role": f"role IN {AT_MERCHANT} OR role IN {IN_MARKET}",
    "merchant": f"(role IN {AT_MERCHANT}) = (merchant_id IS NOT NULL)",
}


def _rebuild_on_sqlite(new_role: str) -> None:
    """SQLite changes no constraint of a table that is there."""
    columns = (
        "id, token_hash, nonce, role, merchant_id, created_at, expires_at, invited_by,"
        " voided_at, accepted_by, accepted_at"
    )
    op.create_table(
        "new_invitations",
        sa.Column("id", ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=True),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("merchant_id", ID, nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("invited_by", ID, nullable=True),
        sa.Column("voided_at", sa.BigInteger(), nullable=True),
        sa.Column("accepted_by", ID, nullable=True),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_invitations_{n}")) for n, rule in RULES.items()),
        sa.ForeignKeyConstraint(["accepted_by"], ["people.id"], name="fk_invitations_accepted_by"),
        sa.ForeignKeyConstraint(["invited_by"], ["people.id"], name="fk_invitations_invited_by"),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["merchants.id"], name="fk_invitations_merchant_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
    )
    taken = columns.replace(" role,", f" {new_role},")
    op.execute(f"INSERT INTO new_invitations ({columns}) SELECT {taken} FROM invitations")
    op.drop_table("invitations")
    op.rename_table("new_invitations", "invitations")
    op.create_index("ix_invitations_merchant_id", "invitations", ["merchant_id"])
