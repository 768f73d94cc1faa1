"""Hours that an import froze from one week of 2024 are read from their text again.

Revision ID: 0012
Revises: 0003
"""

from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No merchant could keep a week of its own yet: rows beside a text came from that text."""
    op.execute(
        "DELETE FROM weekly_hours WHERE location_id IN"
        " (SELECT id FROM locations WHERE opening_hours IS NOT NULL)"
    )


def downgrade() -> None:
    """What was forgotten is in the text."""
