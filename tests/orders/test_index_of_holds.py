"""Dead holds are found by an index, which nobody reads through who knows which order is meant."""

from sqlalchemy import Connection, text

from database.door import Database

DEAD = "SELECT id FROM orders WHERE state = 'held' AND held_until <= 1 ORDER BY held_until LIMIT 9"
KNOWN = "UPDATE orders SET held_until = 1 WHERE id = 1 AND state = 'held'"


async def test_it_is_for_those_who_ask_when_holds_end(database: Database) -> None:
    def plan(connection: Connection, statement: str) -> str:
        if connection.dialect.name == "sqlite":
            rows = connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"))
            return " ".join(row.detail for row in rows)
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        return " ".join(connection.execute(text(f"EXPLAIN {statement}")).scalars())

    assert "ix_orders_held" in await database.write(lambda c: plan(c, DEAD))
    assert "ix_orders_held" not in await database.write(lambda c: plan(c, KNOWN))
