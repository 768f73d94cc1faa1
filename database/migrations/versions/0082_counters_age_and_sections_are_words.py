"""counters of days and of minutes are found by their age, and places by the sections of their menus.

Only places with a menu are changed, some at a time; a place's words are made anew with its next change, as ever.
"""

from collections.abc import Sequence
from itertools import groupby

import sqlalchemy as sa
from alembic import op

from catalog.indexing import words_of

revision: str = "0082"
down_revision: str | None = "0081"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

CHUNK = 1_000
NEXT = sa.text(
    "SELECT MAX(location_id) FROM (SELECT DISTINCT location_id FROM menu_sections"
    " WHERE location_id > :last ORDER BY location_id LIMIT :most) AS following"
)
SECTIONS = sa.text(
    "SELECT l.id, l.words, s.name FROM menu_sections AS s JOIN locations AS l ON l.id = s.location_id"
    " WHERE s.location_id > :last AND s.location_id <= :following AND s.archived_at IS NULL"
    " AND EXISTS (SELECT 1 FROM menu_items AS i WHERE i.section_id = s.id AND i.active)"
    " ORDER BY l.id, s.id"
)
SAY = sa.text("UPDATE locations SET words = :words WHERE id = :id")


def upgrade() -> None:
    op.create_index("ix_stock_days_day", "stock_days", ["day"])
    for table in ("kitchen_windows", "collection_windows"):
        op.create_index(f"ix_{table}_starts_at", table, ["starts_at"])
    say_sections(op.get_bind())


def say_sections(connection: sa.Connection) -> None:
    last = 0
    while following := connection.execute(NEXT, {"last": last, "most": CHUNK}).scalar_one():
        rows = connection.execute(SECTIONS, {"last": last, "following": following}).all()
        changed = [
            {"id": location, "words": words_of((words, *(each.name for each in sections)))}
            for (location, words), sections in groupby(rows, lambda each: (each.id, each.words))
        ]
        if changed:
            connection.execute(SAY, changed)
        last = following
