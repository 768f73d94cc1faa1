"""Triggers by which a location whose hours change forgets what was worked out of the old ones.

Whoever changes hours need not think of it: until they are worked out anew, the search reads them
themselves.
"""

from sqlalchemy import DDL, Connection, Table, event

OWN = ("opening_hours", "zone", "latitude", "longitude")
KEPT = ("weekly_hours", "hours_exceptions")
ACTIONS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def sqlite() -> list[str]:
    differs = " OR ".join(f"OLD.{each} IS NOT NEW.{each}" for each in OWN)
    forget = "UPDATE locations SET hours_id = NULL WHERE id = {0} AND hours_id IS NOT NULL;"
    made = [
        (
            f"CREATE TRIGGER locations_forget_hours AFTER UPDATE OF {', '.join(OWN)} ON locations"
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


def postgres() -> list[str]:
    differs = " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in OWN)
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
            f"CREATE TRIGGER locations_forget_hours BEFORE UPDATE OF {', '.join(OWN)} ON locations"
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
    """In a migration."""
    for statement in sqlite() if connection.dialect.name == "sqlite" else postgres():
        connection.exec_driver_sql(statement)
