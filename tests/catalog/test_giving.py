"""Who gives a service comes with the file: guests may ask for them by name, also after the next import."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from catalog import queries
from catalog.importing import ImportRun, Report
from catalog.models import resources, services
from database.door import Database

HEAD = "id;name;latitude;longitude;service;price;currency;minutes;capacity"
CUT, TRIM = "1;Salon;60.1;24.9;Cut;35;EUR;45;", "1;Salon;60.1;24.9;Trim;20;EUR;30;2"


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


async def import_rows(database: Database, now: datetime, path: Path, *rows: str) -> Report:
    written(path, *rows)
    run = ImportRun(path, now)
    for unit in run.units():
        run.count(await database.write(unit))
    return run.report


async def givers(database: Database) -> dict[str, list[str]]:
    def read(connection: Connection) -> dict[str, list[str]]:
        every = connection.execute(select(services.c.name, services.c.id))
        return {
            row.name: [each.name for each in queries.givers(connection, row.id)] for row in every
        }

    return await database.read(read)


async def test_people_of_a_file_give_its_services(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "desk.csv"
    first = (f"{HEAD};people", f"{CUT};Aarne, Otso", f"{TRIM};Otso")
    await import_rows(database, now, path, *first)
    assert await givers(database) == {"Cut": ["Aarne", "Otso"], "Trim": ["Otso"]}

    again = await import_rows(database, now, path, *first)
    assert (again.changed, again.unchanged) == (0, 1)

    changed = await import_rows(database, now, path, f"{HEAD};people", f"{CUT};Aarne", f"{TRIM};")
    assert (changed.changed, await givers(database)) == (1, {"Cut": ["Aarne"], "Trim": []})

    silent = await import_rows(database, now, path, HEAD, CUT, TRIM)
    assert (silent.changed, await givers(database)) == (0, {"Cut": ["Aarne"], "Trim": []})

    counted = select(func.count()).select_from(resources)
    assert await database.read(lambda c: c.execute(counted).scalar_one()) == 2


async def test_a_service_that_the_file_drops_keeps_who_gave_it(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "desk.csv"
    await import_rows(database, now, path, f"{HEAD};people", f"{CUT};Aarne", f"{TRIM};Otso")
    await import_rows(database, now, path, f"{HEAD};people", f"{CUT};Aarne")
    await import_rows(database, now, path, f"{HEAD};people", f"{CUT};Aarne", f"{TRIM};Otso")
    assert await givers(database) == {"Cut": ["Aarne"], "Trim": ["Otso"]}
