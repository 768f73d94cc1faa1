"""imports know what they read.

The fingerprint of the text that a listed merchant was read from, so that it need not be read again.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("merchants", sa.Column("fingerprint", sa.BigInteger(), nullable=True))
