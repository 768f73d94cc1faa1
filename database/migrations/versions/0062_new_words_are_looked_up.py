"""new words are looked up each by itself, not by reading the whole vocabulary of PostgreSQL."""

from collections.abc import Sequence

from alembic import op

revision: str = "0062"
down_revision: str | None = "0061"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

LEARN = """
CREATE OR REPLACE FUNCTION search_learn_{0}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO vocabulary (word)
    SELECT DISTINCT each.word
    FROM {1} AS fresh(words), unnest(string_to_array(substr(fresh.words, 2), ' ')) AS each(word)
    WHERE each.word <> '' AND (SELECT v.id FROM vocabulary AS v WHERE v.word = each.word) IS NULL
    ORDER BY each.word ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(LEARN.format("all", "(SELECT words FROM fresh)"))
    op.execute(LEARN.format("one", "(SELECT NEW.words)"))
