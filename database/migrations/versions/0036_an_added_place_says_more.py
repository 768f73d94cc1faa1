"""an added place says its hours and its first service, and shows a photo."""

from collections.abc import Sequence

from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    strict = op.get_bind().dialect.name == "sqlite"
    truth, json = ("INTEGER", "TEXT") if strict else ("BOOLEAN", "JSONB")
    op.execute(f"ALTER TABLE applications ADD COLUMN apart {truth} DEFAULT false NOT NULL")
    op.execute(f"ALTER TABLE applications ADD COLUMN week {json}")
    op.execute(f"ALTER TABLE applications ADD COLUMN service {json}")
    op.execute(f"ALTER TABLE applications ADD COLUMN photo {'TEXT' if strict else 'VARCHAR'}")
