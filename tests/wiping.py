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
        self.structure = await self.connection.fetch(STRUCTURE)
        found = await self.connection.fetch(TABLES)
        self.tables = [oid for oid, _ in found]
        filled = (
            f"SELECT 'DELETE FROM {name}' WHERE EXISTS (SELECT FROM {name})"
            for _, name in found
            if name != VERSION
        )
        self.touched = " UNION ALL ".join([*filled, COUNTED])

    async def wipe(self, at_rest: list[int]) -> bool:
        """Whether the database is as new again; what is not at rest is shut out first."""
        self.tests += 1
        await self.connection.execute(OTHERS_OUT, at_rest)
        if made := await self.connection.fetchval(MADE, self.tables):
            await self.connection.execute(f"DROP TABLE {made}")
        if self.tests >= MOST_TESTS or await self.connection.fetch(STRUCTURE) != self.structure:
            return False
        if undo := [each for (each,) in await self.connection.fetch(self.touched)]:
            await self.connection.execute("; ".join(undo))
        return True
