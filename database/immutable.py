"""Triggers that make a table write-once, so that no bug of ours can rewrite what happened.

In models.py:      immutable(postings)                  every row for ever
                   immutable(orders, only=("price",))   these columns for ever; rows are never deleted
In a migration:    make_immutable(op.get_bind(), "orders", ("price",))     drafted by itself
"""

from collections.abc import Sequence

from sqlalchemy import DDL, Connection, Table, event

SQLITE = """
CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW
BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END
"""
"""ABORT undoes the statement only; ROLLBACK would end the transactions of other units."""

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""

POSTGRES = """
CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH {each} EXECUTE FUNCTION refuse_change()
"""


def immutable(table: Table, only: Sequence[str] = ()) -> None:
    """Have the triggers made together with the table by create_all; `only` protects these columns."""
    table.info["immutable"] = tuple(only)  # the drafting of migrations looks here
    for dialect in ("sqlite", "postgresql"):
        for statement in immutable_ddl(table.name, only, dialect):
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


def make_immutable(connection: Connection, table: str, only: Sequence[str] = ()) -> None:
    for statement in immutable_ddl(table, only, connection.dialect.name):
        connection.exec_driver_sql(statement)


def immutable_ddl(table: str, only: Sequence[str], dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            SQLITE.format(name=name, action=action, table=table)
            for name, action in triggers(table, only).items()
        ]
    statements = [POSTGRES_FUNCTION]
    for name, action in (triggers(table, only) | truncation(table)).items():
        each = "STATEMENT" if action == "TRUNCATE" else "ROW"
        statements.append(POSTGRES.format(name=name, action=action, table=table, each=each))
    return [statement.strip() for statement in statements]


def triggers(table: str, only: Sequence[str]) -> dict[str, str]:
    columns = f"UPDATE OF {', '.join(only)}" if only else "UPDATE"
    return {f"{table}_keeps_its_values": columns, f"{table}_keeps_its_rows": "DELETE"}


def truncation(table: str) -> dict[str, str]:
    return {f"{table}_is_not_emptied": "TRUNCATE"}
