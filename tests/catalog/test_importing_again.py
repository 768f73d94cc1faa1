"""A file that comes again is not read again where it says the same, and nobody could tell."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

import catalog.features
from catalog.admitting import admit
from catalog.candidate import Candidate, Reason, Unchanged
from catalog.doubles import Doubles
from catalog.gazetteer import Gazetteer
from catalog.importing import ImportRun, Report
from catalog.models import locations, merchants
from catalog.reading import Reading
from catalog.recognizing import look_up
from catalog.staffing import move
from catalog.views import MerchantState
from database.door import Database

HELSINKI = Path(__file__).parents[2] / "catalog" / "data" / "helsinki.geojson.gz"


async def import_file(database: Database, path: Path, now: datetime) -> Report:
    run = ImportRun(path, now)
    for unit in run.units():
        run.count(await database.write(unit))
    return run.report


def feature(number: int, **tags: str) -> dict[str, Any]:
    properties = {"@id": f"node/{number}", "amenity": "cafe", "name": f"Cafe {number}"} | tags
    geometry = {"type": "Point", "coordinates": [24.94 + number / 100, 60.17]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(folder: Path, *features: Any) -> Path:
    path = folder / "export.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


async def read_again(database: Database, path: Path) -> list[str]:
    """The ids of what would not be taken as it is here."""

    def work(connection: Connection) -> list[str]:
        read = (
            each
            for batch in Reading(path).batches()
            for each in batch.read(look_up(connection, batch.keys))
        )
        return [each.source_id for each in read if isinstance(each, Candidate)]

    return await database.read(work)


async def test_only_what_is_news_is_read_again(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = write(tmp_path, *map(feature, (1, 2, 3)))
    await import_file(database, path, now)
    assert await read_again(database, path) == []
    path = write(tmp_path, feature(1), feature(2, name="Other"), feature(3), feature(4))
    assert await read_again(database, path) == ["node/2", "node/4"]
    report = await import_file(database, path, now)
    assert (report.new, report.changed, report.unchanged) == (1, 1, 2)
    assert await read_again(database, path) == []


async def test_what_is_written_otherwise_and_means_the_same_is_known_afterwards(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    await import_file(database, write(tmp_path, feature(1), feature(2)), now)
    path = write(tmp_path, feature(1, fixme="look again"), feature(2))
    assert await read_again(database, path) == ["node/1"]
    report = await import_file(database, path, now)
    assert (report.changed, report.unchanged) == (0, 2)
    assert await read_again(database, path) == []


async def test_a_better_reader_reads_everything_again(
    database: Database, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, feature(1))
    await import_file(database, path, now)
    monkeypatch.setattr(catalog.features, "this_reader", lambda: b"a better one")
    assert await read_again(database, path) == ["node/1"]


async def test_what_was_wrong_is_said_each_time(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = write(tmp_path, feature(1, phone="call us"), feature(2))
    first, second = [await import_file(database, path, now) for _ in range(2)]
    assert [each.reason for each in first.problems] == [Reason.BAD_PHONE]
    assert (second.problems, second.unchanged) == (first.problems, 2)


async def test_what_ends_is_gone_once_it_has_ended(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = write(tmp_path, feature(1, end_date=str(now.date())))
    await import_file(database, path, now)
    report = await import_file(database, path, now + timedelta(days=1))
    assert report.refused == {Reason.CLOSED: 1}


async def test_what_was_looked_after_here_is_read_again_when_it_is_deserted(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = write(tmp_path, feature(1))
    await import_file(database, path, now)

    def deserted(connection: Connection) -> None:
        merchant = connection.execute(select(merchants.c.id)).scalar_one()
        admit(connection, merchant, now)
        connection.execute(update(locations).values(phone="+358 9 123456"))
        move(connection, merchant, MerchantState.LISTED)

    await database.write(deserted)
    report = await import_file(database, path, now)
    assert (report.changed, report.unchanged) == (1, 0)


@pytest.mark.both_engines
async def test_a_place_that_a_spreadsheet_filled_becomes_what_its_source_says(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = write(tmp_path, feature(1))
    await import_file(database, path, now)
    number = await database.read(lambda c: c.scalar(select(merchants.c.id)))
    sheet = tmp_path / "services.csv"
    sheet.write_text(
        "id,name,latitude,longitude,opening_hours,service,price,currency\n"
        f"here:{number},Cafe 1,60.17,24.95,Mo-Su 09:00-17:00,Brunch,20,EUR\n"
    )
    assert (await import_file(database, sheet, now)).changed == 1
    assert (await import_file(database, path, now)).changed == 1


async def test_a_point_is_the_double_of_an_outline_that_was_not_read_again(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    first = feature(1)
    await import_file(database, write(tmp_path, first), now)
    second = feature(1) | {"properties": first["properties"] | {"@id": "way/5"}}
    report = await import_file(database, write(tmp_path, first, second), now)
    assert (report.unchanged, report.refused) == (1, {Reason.DOUBLE: 1})


async def test_what_memory_does_not_hold_changes_nothing(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A town with everything in memory, and with hardly anything in it."""
    plain = await import_file(database, HELSINKI, now)
    monkeypatch.setattr(Doubles.__init__, "__defaults__", (30,))
    monkeypatch.setattr(Gazetteer.__init__, "__defaults__", (20,))
    again = await import_file(database, HELSINKI, now)
    assert (again.new, again.changed, again.unchanged, again.places) == (0, 0, plain.new, 0)
    assert again.problems == plain.problems


def test_a_double_is_found_however_long_ago_it_came() -> None:
    town = [each for each in Reading(HELSINKI) if isinstance(each, Candidate)]
    forgetful, plain = Doubles(kept=3), Doubles(kept=10_000)
    for each in town:
        assert forgetful.problem(each) == plain.problem(each) is None
    again = [forgetful.problem(each) for each in town]
    assert [each.reason for each in again if each] == [Reason.DOUBLE] * len(town)
    outlines = list(map(outline, town))
    found = [forgetful.problem(each) for each in outlines]
    assert found == [plain.problem(each) for each in outlines]
    assert None not in found
    forgetful.close()


def outline(place: Candidate) -> Unchanged:
    return Unchanged(
        f"relation/{place.source_id[-9:]}", None, place.name, place.category, place.point
    )


async def test_each_place_that_is_listed_has_a_fingerprint_unless_something_was_wrong(
    database: Database, now: datetime
) -> None:
    report = await import_file(database, HELSINKI, now)
    marked = select(func.count()).where(merchants.c.fingerprint.is_not(None))
    assert await database.read(lambda c: c.scalar(marked)) == report.new - len(report.problems)
