"""Triggers by which a location whose hours change forgets what was worked out of the old ones.

Whoever changes hours need not think of it: until they are worked out anew, the search reads them
themselves.
"""

from sqlalchemy import DDL, Connection, Table, event

FIRST = ("opening_hours", "zone", "latitude", "longitude")
OWN = (*FIRST, "own_hours")
"""What of a location its hours depend on; `FIRST` is what a migration of before knew."""

KEPT = ("weekly_hours", "hours_exceptions")
ACTIONS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def sqlite(own: tuple[str, ...] = OWN) -> list[str]:
    differs = " OR ".join(f"OLD.{each} IS NOT NEW.{each}" for each in own)
    forget = "UPDATE locations SET hours_id = NULL WHERE id = {0} AND hours_id IS NOT NULL;"
    made = [
        (
            f"CREATE TRIGGER locations_forget_hours AFTER UPDATE OF {', '.join(own)} ON locations"
            f" FOR EACH ROW WHEN NEW.hours_id = OLD.hours_id AND ({differs})"
            f" BEGIN {forget.format('NEW.id')} END"
        )
    ]
    for table in KEPT:
        for action, rows in ACTIONS.items():
            steps = " ".join(forget.format(f"{row}.location_id") for row in rows)
            made.append(
                f"CREATE TRIGGER {table}_forget_hours_{action.lower()} AFTER {action} ON {table}"
                f" FOR EACH ROW BEGIN {steps} END"
            )
    return made


def postgres(own: tuple[str, ...] = OWN) -> list[str]:
    differs = " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in own)
    return [
        (
            "CREATE FUNCTION forget_own_hours() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.hours_id := NULL; RETURN NEW; END $$"
        ),
        (
            "CREATE FUNCTION forget_kept_hours() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " IF TG_OP <> 'INSERT' THEN UPDATE locations SET hours_id = NULL"
            " WHERE id = OLD.location_id AND hours_id IS NOT NULL; END IF;"
            " IF TG_OP <> 'DELETE' THEN UPDATE locations SET hours_id = NULL"
            " WHERE id = NEW.location_id AND hours_id IS NOT NULL; END IF;"
            " RETURN NULL; END $$"
        ),
        (
            f"CREATE TRIGGER locations_forget_hours BEFORE UPDATE OF {', '.join(own)} ON locations"
            f" FOR EACH ROW WHEN (NEW.hours_id = OLD.hours_id AND ({differs}))"
            " EXECUTE FUNCTION forget_own_hours()"
        ),
        *(
            f"CREATE TRIGGER {table}_forget_hours AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION forget_kept_hours()"
            for table in KEPT
        ),
    ]


def keep_hours(last: Table) -> None:
    """Have them made by create_all with the last of the tables that they stand on."""
    last.add_is_dependent_on(last.metadata.tables["locations"])
    last.add_is_dependent_on(last.metadata.tables["weekly_hours"])
    for dialect, statements in (("sqlite", sqlite()), ("postgresql", postgres())):
        for statement in statements:
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(last, "after_create", ddl.execute_if(dialect=dialect))


def make_hours_triggers(connection: Connection) -> None:
    """In the migration that brought them."""
    for statement in sqlite(FIRST) if connection.dialect.name == "sqlite" else postgres(FIRST):
        connection.exec_driver_sql(statement)


def remake_trigger_of_locations(connection: Connection) -> None:
    """In a migration that adds a column on which hours depend."""
    named = "CREATE TRIGGER locations_forget_hours"
    sqlite_here = connection.dialect.name == "sqlite"
    connection.exec_driver_sql(
        "DROP TRIGGER locations_forget_hours" + ("" if sqlite_here else " ON locations")
    )
    for statement in sqlite() if sqlite_here else postgres():
        if statement.startswith(named):
            connection.exec_driver_sql(statement)
