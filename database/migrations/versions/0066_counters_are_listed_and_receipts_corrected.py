"""what was paid at a counter is found by its day, receipts by theirs; a receipt is corrected by another one.

SQLite's own words for changing a CHECK are to write the table's text anew.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0066"
down_revision: str | None = "0064"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

FITS = "(tax = 0 OR basis_points IS NOT NULL)"
CHECKS = {
    ("receipts", "kind"): (
        "kind IN ('receipt', 'credit_note')",
        "kind IN ('receipt', 'credit_note', 'correction')",
    ),
    ("receipts", "counts"): (
        "number > 0 AND amount > 0",
        "number > 0 AND amount >= 0 AND (amount = 0) = (kind = 'correction')",
    ),
    ("receipt_taxes", "parts"): (
        f"gross > 0 AND tax >= 0 AND tax <= gross AND {FITS}",
        f"gross <> 0 AND tax * gross >= 0 AND abs(tax) <= abs(gross) AND {FITS}",
    ),
}


def upgrade() -> None:
    paid = sa.text("paid_at IS NOT NULL")
    op.create_index(
        *("ix_bills_paid", "bills", ["merchant_id", "paid_at"]),
        sqlite_where=paid,
        postgresql_where=paid,
    )
    left = sa.text("at_counter > 0")
    op.create_index(
        *("ix_orders_at_counter", "orders", ["merchant_id", "starts_at"]),
        sqlite_where=left,
        postgresql_where=left,
    )
    op.create_index("ix_receipts_day", "receipts", ["at"])
    op.create_index("ix_receipts_number", "receipts", ["number"])
    if op.get_bind().dialect.name == "sqlite":
        _relax_on_sqlite()
    else:
        _relax()


def _relax() -> None:
    for (table, name), (_, after) in CHECKS.items():
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table)
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, after)


def _relax_on_sqlite() -> None:
    op.execute("PRAGMA writable_schema=ON")
    for (table, _), (before, after) in CHECKS.items():
        changed = sa.text(
            "UPDATE sqlite_schema SET sql = replace(sql, :before, :after)"
            " WHERE type = 'table' AND name = :name AND instr(sql, :before) > 0"
        )
        given = {"before": before, "after": after, "name": table}
        assert op.get_bind().execute(changed, given).rowcount == 1, before
    op.execute("PRAGMA writable_schema=RESET")
