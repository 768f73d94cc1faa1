"""Hours that an import froze from one week of 2024 are read from their text again.

Revision ID: 0012
Revises: 0003
"""

from alembic import op

revision = "0012"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only plain weeks were kept rightly; the next import keeps them again."""
    op.execute(
        "DELETE FROM weekly_hours WHERE location_id IN ("
        " SELECT locations.id FROM locations"
        " JOIN merchants ON merchants.id = locations.merchant_id"
        " WHERE locations.opening_hours IS NOT NULL AND merchants.state = 'listed')"
    )


def downgrade() -> None:
    """What was forgotten is in the text."""
