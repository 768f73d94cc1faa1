"""what was agreed stays with the order.

Orders of before were made by what is live now. Whoever bought a code that is not refunded after its
last day was told that it can be cancelled any time before: that stays so.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ON_SQLITE = """
    json_set(orders.terms, '$.valid_days', s.valid_days,
        '$.auto_confirm', json(CASE WHEN m.auto_confirm THEN 'true' ELSE 'false' END),
        '$.confirm_minutes', m.confirm_minutes, '$.zone', l.zone,
        '$.refund_cancelled', json('true'))"""
ON_POSTGRESQL = """
    orders.terms || jsonb_build_object('valid_days', s.valid_days, 'auto_confirm', m.auto_confirm,
        'confirm_minutes', m.confirm_minutes, 'zone', l.zone, 'refund_cancelled', TRUE)"""


def upgrade() -> None:
    op.add_column("orders", sa.Column("room", sa.Integer(), nullable=True))
    terms = ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL
    op.execute(
        f"UPDATE orders SET terms = {terms} FROM merchants m, services s, locations l"
        " WHERE m.id = orders.merchant_id AND s.id = orders.service_id"
        " AND l.id = orders.location_id"
    )
