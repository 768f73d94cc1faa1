"""words and places are indexed for a million of them.

Cells of the grid are a hundredth of what they were; the index of words is filled from what is there.
The indexes of places come with the column that completes them, in the next step. What stands here
of the index of words is what it was then.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from database.text_index import enable_trigrams

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROW = "CAST({floor}((latitude + 90) / 0.002) AS BIGINT)"
COLUMN = "CAST({floor}((longitude + 180) / 0.002) AS BIGINT)"

COLUMNS = 180_000
NEAR = 10
FAR = 80
PENDING = "gin_pending_list_limit = 64"
OWN = ("words", "cell", "category", "bookable", "price_from", "rating_count")

SQLITE_TOKENS = (
    "substr({0}.words, 2)"
    f" || ' §n' || ({{0}}.cell / {COLUMNS * NEAR}) || 'x' || ({{0}}.cell % {COLUMNS} / {NEAR})"
    f" || ' §f' || ({{0}}.cell / {COLUMNS * FAR}) || 'x' || ({{0}}.cell % {COLUMNS} / {FAR})"
    " || ' §k' || replace({0}.category, '_', '')"
    " || ' §b' || {0}.bookable || ' §p' || ({0}.price_from IS NOT NULL)"
    " || ' §r' || ({0}.rating_count > 0)"
)
NEW, OLD = SQLITE_TOKENS.format("NEW"), SQLITE_TOKENS.format("OLD")
WORDS_OF = (
    """SELECT value FROM json_each('["' || replace(substr({0}.words, 2), ' ', '","') || '"]')"""
)
ADD_WORDS = (
    f"INSERT INTO vocabulary (word) {WORDS_OF.format('NEW')}"
    " WHERE value <> '' ON CONFLICT DO NOTHING;"
)
ADD = f"INSERT INTO search_index (rowid, tokens) SELECT NEW.id, {NEW} WHERE NEW.cell >= 0;"
REMOVE = (
    "INSERT INTO search_index (search_index, rowid, tokens)"
    f" SELECT 'delete', OLD.id, {OLD} WHERE OLD.cell >= 0;"
)
SQLITE = (
    (
        "CREATE VIRTUAL TABLE search_index USING"
        " fts5(tokens, content='', detail=none, columnsize=0, tokenize='ascii', prefix='1 2')"
    ),
    (
        "CREATE VIRTUAL TABLE search_trigrams USING"
        " fts5(word, content='', detail=none, columnsize=0, tokenize='trigram')"
    ),
    (
        "CREATE TRIGGER search_learns AFTER INSERT ON vocabulary FOR EACH ROW BEGIN"
        " INSERT INTO search_trigrams (rowid, word) VALUES (NEW.id, ' ' || NEW.word || ' '); END"
    ),
    f"CREATE TRIGGER search_adds AFTER INSERT ON locations FOR EACH ROW BEGIN {ADD} {ADD_WORDS} END",
    f"CREATE TRIGGER search_removes AFTER DELETE ON locations FOR EACH ROW BEGIN {REMOVE} END",
    (
        f"CREATE TRIGGER search_changes AFTER UPDATE OF {', '.join(OWN)} ON locations FOR EACH ROW"
        f" WHEN ({OLD}) <> ({NEW}) OR (OLD.cell < 0) <> (NEW.cell < 0)"
        f" BEGIN {REMOVE} {ADD} {ADD_WORDS} END"
    ),
)
SQLITE_FILL = (
    (
        f"INSERT INTO search_index (rowid, tokens) SELECT l.id, {SQLITE_TOKENS.format('l')}"
        " FROM locations AS l WHERE l.cell >= 0"
    ),
    (
        "INSERT INTO vocabulary (word) SELECT DISTINCT value FROM locations AS l,"
        """ json_each('["' || replace(substr(l.words, 2), ' ', '","') || '"]') WHERE value <> ''"""
    ),
)

POSTGRES_TOKENS = f"""
CREATE FUNCTION search_tokens(
    words text, cell bigint, category text, bookable boolean, price_from bigint, rating_count integer
) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN cell < 0 THEN ARRAY[]::text[] ELSE
        string_to_array(substr(words, 2), ' ')
        || string_to_array(substr(regexp_replace(words, ' ([^ ])[^ ]*', ' ^\\1', 'g'), 2), ' ')
        || string_to_array(
            substr(regexp_replace(words, ' ([^ ][^ ]?)[^ ]*', ' ^\\1', 'g'), 2), ' ')
        || ARRAY[
            '§n' || (cell / {COLUMNS * NEAR})::text || 'x' || (cell % {COLUMNS} / {NEAR})::text,
            '§f' || (cell / {COLUMNS * FAR})::text || 'x' || (cell % {COLUMNS} / {FAR})::text,
            '§k' || replace(category, '_', ''),
            CASE WHEN bookable THEN '§b1' ELSE '§b0' END,
            CASE WHEN price_from IS NULL THEN '§p0' ELSE '§p1' END,
            CASE WHEN rating_count > 0 THEN '§r1' ELSE '§r0' END
        ] END
$$
"""
LEARN = """
    INSERT INTO vocabulary (word)
    SELECT DISTINCT each.word FROM {0}, unnest(string_to_array(substr({1}.words, 2), ' ')) AS each(word)
    WHERE each.word <> '' AND NOT EXISTS (SELECT FROM vocabulary AS v WHERE v.word = each.word)
    ORDER BY each.word ON CONFLICT DO NOTHING"""
POSTGRES = (
    POSTGRES_TOKENS.strip(),
    (
        "CREATE INDEX search_index ON locations USING gin"
        f" (search_tokens({', '.join(OWN)})) WITH ({PENDING})"
    ),
    f"CREATE INDEX search_trigrams ON vocabulary USING gin (word gin_trgm_ops) WITH ({PENDING})",
    (
        "CREATE FUNCTION search_learn_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f"{LEARN.format('fresh', 'fresh')}; RETURN NULL; END $$"
    ),
    (
        "CREATE FUNCTION search_learn_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f"{LEARN.format('(SELECT NEW.words) AS fresh(words)', 'fresh')}; RETURN NULL; END $$"
    ),
    (
        "CREATE TRIGGER search_adds AFTER INSERT ON locations REFERENCING NEW TABLE AS fresh"
        " FOR EACH STATEMENT EXECUTE FUNCTION search_learn_all()"
    ),
    (
        "CREATE TRIGGER search_changes AFTER UPDATE OF words ON locations FOR EACH ROW"
        " WHEN (OLD.words IS DISTINCT FROM NEW.words) EXECUTE FUNCTION search_learn_one()"
    ),
)
POSTGRES_FILL = (LEARN.format("locations", "locations"),)


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.drop_index("ix_locations_nearby", "locations")
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    row = ROW.format(floor="" if on_sqlite else "floor")
    column = COLUMN.format(floor="" if on_sqlite else "floor")
    op.execute(
        f"UPDATE locations SET cell = CASE WHEN {row} > 89999 THEN 89999 ELSE {row} END * 180000"
        f" + {column} % 180000 WHERE cell >= 0"
    )
    op.create_table(
        "vocabulary",
        sa.Column("id", number, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vocabulary")),
        sa.UniqueConstraint("word", name=op.f("uq_vocabulary_word")),
    )
    enable_trigrams(None, op.get_bind())
    for statement in (*SQLITE, *SQLITE_FILL) if on_sqlite else (*POSTGRES, *POSTGRES_FILL):
        op.get_bind().exec_driver_sql(statement)
