"""Empties a PostgreSQL database after a test, which is much quicker than making another one.

Tables that a test has made for itself are dropped. A database whose own tables a test has altered
is not used again, nor one that has seen many tests: deleted rows stay in its files for a while.
"""

from dataclasses import dataclass, field

import asyncpg

MOST_TESTS = 300

OTHERS_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL ($1::int[])
"""

MADE = """
SELECT string_agg(format('%I', relname), ', ') FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND oid <> ALL ($1::oid[])
"""

TABLES = """
SELECT oid, quote_ident(relname) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
COUNTED = """
SELECT format('SELECT setval(%L, 1, false)', oid::regclass) FROM pg_class
WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace AND pg_sequence_last_value(oid) > 0
"""
"""Sequences that were counted on; to select from each costs twenty times as much."""

VERSION = "alembic_version"  # its row stays

STRUCTURE = " UNION ALL ".join(
    f"SELECT count(*), sum(xmin::text::bigint) FROM {catalog} WHERE {of} >= 16384"
    for catalog, of in (
        ("pg_class", "oid"),
        ("pg_attribute", "attrelid"),
        ("pg_constraint", "oid"),
        ("pg_trigger", "oid"),
        ("pg_proc", "oid"),
    )
)
"""Every row that describes a thing of ours is written anew when that is altered."""

NOTED = """
CREATE SCHEMA tests;
CREATE TABLE tests.alterations (tag text);
CREATE FUNCTION tests.note() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO tests.alterations VALUES (tg_tag); END $$;
CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION tests.note()
"""
"""Hardly any test makes or alters something: only then is the structure looked at."""

FORGET = "DELETE FROM tests.alterations"
ALTERED = f"SELECT '{FORGET}' WHERE EXISTS (SELECT FROM tests.alterations)"

NOBODY_ASKED = "SET session_replication_role = replica"
"""Triggers and foreign keys are asked nothing."""


@dataclass
class Used:
    """A database that tests use one after the other, and what its tables looked like at first.

    It is wiped over one connection, which knows the tables: another one would learn them first.
    """

    name: str
    connection: asyncpg.Connection
    structure: list[asyncpg.Record] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    touched: str = ""
    tests: int = 0

    async def remember(self) -> None:
        """What there is, and the question whether any of it was touched, which is planned once."""
        await self.connection.execute(NOBODY_ASKED)
        await self.connection.execute(NOTED)
        self.structure = await self.connection.fetch(STRUCTURE)
        found = await self.connection.fetch(TABLES)
        self.tables = [oid for oid, _ in found]
        filled = (
            f"SELECT 'DELETE FROM {name}' WHERE EXISTS (SELECT FROM {name})"
            for _, name in found
            if name != VERSION
        )
        self.touched = " UNION ALL ".join([ALTERED, *filled, COUNTED])

    async def wipe(self, at_rest: list[int]) -> bool:
        """Whether the database is as new again; what is not at rest is shut out first."""
        self.tests += 1
        await self.connection.execute(OTHERS_OUT, at_rest)
        try:
            undo = await self.to_undo()
            if FORGET in undo:
                if not await self.is_as_made():
                    return False
                undo = await self.to_undo()
        except asyncpg.UndefinedTableError:
            return False
        if undo:
            await self.connection.execute("; ".join(undo))
        return self.tests < MOST_TESTS

    async def to_undo(self) -> list[str]:
        return [each for (each,) in await self.connection.fetch(self.touched)]

    async def is_as_made(self) -> bool:
        """Once the tables are gone that a test has made for itself."""
        if made := await self.connection.fetchval(MADE, self.tables):
            await self.connection.execute(f"DROP TABLE {made}")
        return await self.connection.fetch(STRUCTURE) == self.structure
