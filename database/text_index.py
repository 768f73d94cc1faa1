"""The index of words behind the text search, kept by triggers so that no writer can forget it.

On SQLite an FTS5 table holds the words of each location, on PostgreSQL a GIN index over an array.
Beside its words a location has marks (`§`), which no word can be: its whole names, the area it lies in,
its kind, whether it can be booked, has a price, is rated. So words and the rest meet inside the index.
Every word is also kept once in `vocabulary`, whose trigrams find the middle of words and typing errors,
whose halves find errors where too many words share a trigram, and whose sounds find what is written in
consonants alone.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import DDL, Connection, Table, event
from sqlalchemy.exc import DBAPIError

from database.errors import ExtensionMissing
from database.scoring import score_in_sql
from database.sounding import sound_in_sql

COLUMNS = 180_000
"""Of the grid that `catalog.geography` counts cells in."""

NEAR = 10
FAR = 80
"""So many cells on each side are one area of the index."""

PREFIX = "search_"
"""What the index is made of has names that begin so; it is no table of the models."""

PENDING = "gin_pending_list_limit = 64"
"""Kilobytes, the least: so much each search reads through, and whoever writes more tidies up."""

OWN = ("words", "called", "cell", "category", "bookable", "price_from", "rating_count")

SQLITE_TOKENS = (
    "substr({0}.words, 2)"
    " || CASE WHEN {0}.called = '' THEN '' ELSE ' §e' || replace({0}.called, ' ', ' §e') END"
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
SQLITE_TRIGRAMS = (
    "CREATE VIRTUAL TABLE search_trigrams USING"
    " fts5(word, content='', detail=none, columnsize=0, tokenize='trigram')"
)
SQLITE_TERMS = (
    (
        "CREATE VIRTUAL TABLE search_index USING"
        " fts5(tokens, content='', detail=none, columnsize=0, tokenize='ascii', prefix='1 2')"
    ),
    (
        "CREATE TABLE search_sounds"
        " (sound TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (sound, word)) STRICT, WITHOUT ROWID"
    ),
    (
        "CREATE TRIGGER search_learns AFTER INSERT ON vocabulary FOR EACH ROW BEGIN"
        " INSERT INTO search_trigrams (rowid, word) VALUES (NEW.id, ' ' || NEW.word || ' ');"
        f" INSERT INTO search_sounds (sound, word) VALUES ({sound_in_sql('NEW.word')}, NEW.word); END"
    ),
    f"CREATE TRIGGER search_adds AFTER INSERT ON locations FOR EACH ROW BEGIN {ADD} {ADD_WORDS} END",
    f"CREATE TRIGGER search_removes AFTER DELETE ON locations FOR EACH ROW BEGIN {REMOVE} END",
    (
        f"CREATE TRIGGER search_changes AFTER UPDATE OF {', '.join(OWN)} ON locations FOR EACH ROW"
        f" WHEN ({OLD}) <> ({NEW}) OR (OLD.cell < 0) <> (NEW.cell < 0)"
        f" BEGIN {REMOVE} {ADD} {ADD_WORDS} END"
    ),
)
FIRST_HALF = "substr({0}, 1, (length({0}) - 1) / 2)"
LAST_HALF = "substr({0}, length({0}) - (length({0}) - 1) / 2 + 1)"
"""Without the letter or two between them: one typing error, also two letters swapped, leaves one half."""

SQLITE_HALVES_OF = (
    f"SELECT 0, length({{0}}), {FIRST_HALF}, {{0}} {{1}}"
    f" UNION ALL SELECT 1, length({{0}}), {LAST_HALF}, {{0}} {{1}}"
)
SQLITE_HALVES = (
    (
        "CREATE TABLE search_halves (last INTEGER NOT NULL, length INTEGER NOT NULL, half TEXT NOT NULL,"
        " word TEXT NOT NULL, PRIMARY KEY (last, length, half, word)) STRICT, WITHOUT ROWID"
    ),
    f"INSERT INTO search_halves {SQLITE_HALVES_OF.format('word', 'FROM vocabulary')}",
    (
        "CREATE TRIGGER search_halves_words AFTER INSERT ON vocabulary FOR EACH ROW BEGIN"
        f" INSERT INTO search_halves {SQLITE_HALVES_OF.format('NEW.word', '')}; END"
    ),
)
POSTGRES_HALVES = (
    f"CREATE INDEX search_firsts ON vocabulary (length(word), {FIRST_HALF.format('word')})",
    f"CREATE INDEX search_lasts ON vocabulary (length(word), {LAST_HALF.format('word')})",
)
BEST = ("cell", "category", "hours_id", "price_from", "rating_sum", "rating_count", "words")
"""What a search asks of the best rated, which are looked through for words that many places have."""

IN_ORDER = (
    f"CREATE INDEX search_best ON locations (bookable, ({score_in_sql()}) DESC, id{{}})"
    " WHERE rating_count > 0"
)
SQLITE_BEST = IN_ORDER.format("".join(f", {each}" for each in BEST))
"""Fetching each row takes ten times as long; PostgreSQL has no room for many words in an index."""

POSTGRES_BEST = IN_ORDER.format("")
SQLITE = (SQLITE_TRIGRAMS, *SQLITE_TERMS, *SQLITE_HALVES, SQLITE_BEST)
SQLITE_GONE = (
    *(f"DROP TRIGGER search_{each}" for each in ("learns", "adds", "removes", "changes")),
    "DROP TABLE search_index",
)
SQLITE_ANEW = (
    *SQLITE_TERMS,
    (
        f"INSERT INTO search_index (rowid, tokens) SELECT l.id, {SQLITE_TOKENS.format('l')}"
        " FROM locations AS l WHERE l.cell >= 0"
    ),
    f"INSERT INTO search_sounds SELECT {sound_in_sql('word')}, word FROM vocabulary",
)

POSTGRES_TOKENS = f"""
CREATE FUNCTION search_tokens(
    words text, called text, cell bigint, category text, bookable boolean, price_from bigint, rating_count integer
) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN cell < 0 THEN ARRAY[]::text[] ELSE
        string_to_array(substr(words, 2), ' ')
        || string_to_array(substr(regexp_replace(words, ' ([^ ])[^ ]*', ' ^\\1', 'g'), 2), ' ')
        || string_to_array(
            substr(regexp_replace(words, ' ([^ ][^ ]?)[^ ]*', ' ^\\1', 'g'), 2), ' ')
        || CASE WHEN called = '' THEN ARRAY[]::text[]
            ELSE string_to_array('§e' || replace(called, ' ', ' §e'), ' ') END
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
POSTGRES_SOUND = f"""
CREATE FUNCTION search_sound(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT {sound_in_sql("word")}
$$
"""
LEARN = """
    INSERT INTO vocabulary (word)
    SELECT DISTINCT each.word FROM {0}, unnest(string_to_array(substr({1}.words, 2), ' ')) AS each(word)
    WHERE each.word <> '' AND (SELECT v.id FROM vocabulary AS v WHERE v.word = each.word) IS NULL
    ORDER BY each.word ON CONFLICT DO NOTHING"""
"""Each word is looked up by itself: asked with NOT EXISTS, PostgreSQL reads the whole vocabulary
for every statement that adds a place."""
POSTGRES_TERMS = (
    POSTGRES_TOKENS.strip(),
    (
        "CREATE INDEX search_index ON locations USING gin"
        f" (search_tokens({', '.join(OWN)})) WITH ({PENDING})"
    ),
    POSTGRES_SOUND.strip(),
    "CREATE INDEX search_sounds ON vocabulary (search_sound(word))",
)
POSTGRES = (
    *POSTGRES_TERMS,
    *POSTGRES_HALVES,
    POSTGRES_BEST,
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
POSTGRES_GONE = (
    "DROP INDEX search_index",
    "DROP FUNCTION search_tokens(text, bigint, text, boolean, bigint, integer)",
)


def keep_index(locations: Table, vocabulary: Table) -> None:
    """Have it made together with the tables by create_all."""
    locations.add_is_dependent_on(vocabulary)
    event.listen(locations, "after_create", enable_trigrams)
    for dialect, statements in (("sqlite", SQLITE), ("postgresql", POSTGRES)):
        for statement in statements:
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(locations, "after_create", ddl.execute_if(dialect=dialect))


def remake_index(connection: Connection, change: Callable[[Connection], None]) -> None:
    """In a migration: from the rows as they are changed, in place of one that knew no whole names.

    Between the two there is none, which would have to follow each row.
    """
    on_sqlite = connection.dialect.name == "sqlite"
    run(connection, SQLITE_GONE if on_sqlite else POSTGRES_GONE)
    change(connection)
    run(connection, SQLITE_ANEW if on_sqlite else POSTGRES_TERMS)


def add_halves(connection: Connection) -> None:
    """In a migration."""
    run(connection, SQLITE_HALVES if connection.dialect.name == "sqlite" else POSTGRES_HALVES)


def add_best(connection: Connection) -> None:
    """In a migration."""
    run(connection, [SQLITE_BEST if connection.dialect.name == "sqlite" else POSTGRES_BEST])


def run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def enable_trigrams(_table: object, connection: Connection, **_options: object) -> None:
    """On PostgreSQL an extension that comes with it. Raises ExtensionMissing."""
    if connection.dialect.name != "postgresql":
        return
    try:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DBAPIError as error:
        raise ExtensionMissing("pg_trgm") from error


def is_of_index(name: str | None) -> bool:
    """Whether a table or an index is a part of it."""
    return (name or "").startswith(PREFIX)
