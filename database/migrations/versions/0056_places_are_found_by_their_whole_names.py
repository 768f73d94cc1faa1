"""places are found by their whole names, and words by what they sound like.

Whole names are folded anew from those of the merchants and their locations; the index of words is made
again with them, and with the sounds of the words that are there.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from catalog.indexing import called_of
from database.text_index import remake_index

revision: str = "0056"
down_revision: str | None = "0055"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

CHUNK = 5_000
NAMES = sa.text(
    "SELECT l.id, m.name, l.name AS here FROM locations AS l JOIN merchants AS m ON m.id = l.merchant_id"
    " WHERE l.id > :last ORDER BY l.id LIMIT :most"
)
CALL = sa.text(
    "UPDATE locations SET called = called_of("
    "(SELECT m.name FROM merchants AS m WHERE m.id = merchant_id), name)"
)
TOLD = sa.text(
    "INSERT INTO named SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:called AS text[]))"
)
BESIDE = "CREATE TEMPORARY TABLE named (id bigint PRIMARY KEY, called text NOT NULL) ON COMMIT DROP"
ANEW = (
    (
        "CREATE FUNCTION pg_temp.named(bigint) RETURNS text LANGUAGE sql STABLE"
        " AS 'SELECT called FROM named WHERE id = $1'"
    ),
    "ALTER TABLE locations ALTER COLUMN called TYPE text USING pg_temp.named(id)",
    "DROP FUNCTION pg_temp.named(bigint)",
    "DROP TABLE named",
)
"""A table written anew with its indexes; changed row by row, each of them would take every row twice."""


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column(
        "locations", sa.Column("called", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    on_sqlite = connection.dialect.name == "sqlite"
    remake_index(connection, call_on_sqlite if on_sqlite else call_on_postgres)


def call_on_sqlite(connection: sa.Connection) -> None:
    driver = connection.connection.driver_connection
    assert driver
    driver.create_function("called_of", 2, called_of, deterministic=True)
    connection.execute(CALL)


def call_on_postgres(connection: sa.Connection) -> None:
    connection.exec_driver_sql(BESIDE)
    last = 0
    while rows := connection.execute(NAMES, {"last": last, "most": CHUNK}).all():
        last = rows[-1].id
        called = [called_of(each.name, each.here) for each in rows]
        connection.execute(TOLD, {"ids": [each.id for each in rows], "called": called})
    for statement in ANEW:
        connection.exec_driver_sql(statement)
