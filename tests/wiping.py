"""Empties a PostgreSQL database after a test, which is much quicker than making another one.

Tables that a test has made for itself are dropped. A database whose own tables a test has altered
is not used again, nor one that has seen many tests: deleted rows stay in its files for a while.
"""

from dataclasses import dataclass, field

import asyncpg

MOST_TESTS = 60

OTHERS_OUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL ($1::int[])
"""

MADE = """
SELECT string_agg(format('%I', relname), ', ') FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND oid <> ALL ($1::oid[])
"""

TABLES = """
SELECT array_agg(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""

EMPTY = """
SET session_replication_role = replica;  -- triggers and foreign keys are asked nothing
DO $$
DECLARE
    each record;
    filled boolean;
BEGIN
    FOR each IN SELECT relname FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname <> 'alembic_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', each.relname) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %I', each.relname); END IF;
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""

STRUCTURE = """
SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
    SELECT concat(oid, relname, relkind) AS line FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat(attrelid, attname, atttypid, attnotnull) FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT concat(conrelid, conname, convalidated) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat(tgrelid, tgname, tgenabled) FROM pg_trigger
) AS structure
"""


@dataclass
class Used:
    """A database that tests use one after the other, and what its tables looked like at first.

    It is wiped over one connection, which knows the tables: another one would learn them first.
    """

    name: str
    connection: asyncpg.Connection
    structure: str = ""
    tables: list[int] = field(default_factory=list)
    tests: int = 0

    async def remember(self) -> None:
        self.structure = await self.connection.fetchval(STRUCTURE)
        self.tables = await self.connection.fetchval(TABLES)

    async def wipe(self, at_rest: list[int]) -> bool:
        """Whether the database is as new again; what is not at rest is shut out first."""
        self.tests += 1
        await self.connection.execute(OTHERS_OUT, at_rest)
        if made := await self.connection.fetchval(MADE, self.tables):
            await self.connection.execute(f"DROP TABLE {made}")
        changed = await self.connection.fetchval(STRUCTURE) != self.structure
        if self.tests >= MOST_TESTS or changed:
            return False
        await self.connection.execute(EMPTY)
        return True
