"""An import takes what it can, says why it left the rest, and can be run again."""

import gzip
import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, update

from catalog import places, queries
from catalog.admitting import admit
from catalog.candidate import Reason
from catalog.importing import ImportRun, Report
from catalog.indexing import reindex
from catalog.models import imports, locations, merchants
from catalog.slots import bookable_starts
from catalog.timetables import timetable
from catalog.views import MerchantView
from database.door import Database
from database.money import LimitsOf, unlimited
from payments.limits import invoice_limits
from people.models import staff
from tests.catalog.market import add_person

PACKAGED = Path(__file__).parents[2] / "catalog" / "data"
ELSEWHERE = Path(os.environ.get("HEREABOUTS_SAMPLES", PACKAGED.parents[2] / "shared" / "data"))


async def import_file(
    database: Database, path: Path, now: datetime, takes: LimitsOf = unlimited
) -> Report:
    run = ImportRun(path, now, takes=takes)
    for unit in run.units():
        run.count(await database.write(unit))
    return run.report


def feature(number: int, coordinates: Any = (24.94, 60.17), **tags: Any) -> dict[str, Any]:
    properties = {"@id": f"node/{number}", "amenity": "cafe", "name": f"Cafe {number}"} | {
        key.replace("__", ":"): value for key, value in tags.items()
    }
    geometry = {"type": "Point", "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write(folder: Path, *features: Any) -> Path:
    path = folder / "export.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def named(connection: Connection, name: str) -> MerchantView:
    id_ = connection.execute(select(merchants.c.id).where(merchants.c.name == name)).scalar_one()
    view = queries.merchant(connection, id_)
    assert view is not None
    return view


def state(connection: Connection) -> list[Any]:
    """Everything that an import may write, but for the record that it took place."""
    tables = (merchants, locations)
    rows = [connection.execute(select(each).order_by(each.c.id)).all() for each in tables]
    return [tuple(row) for table in rows for row in table]


async def test_helsinki_is_imported_whole(database: Database, now: datetime) -> None:
    report = await import_file(database, PACKAGED / "helsinki.geojson.gz", now)
    assert (report.new, report.changed, report.unchanged) == (1236, 0, 0)
    assert report.attributions == {"© OpenStreetMap contributors, ODbL"}
    assert report.refused == {Reason.BAD_HOURS: 2, Reason.BAD_PHONE: 1}
    hilton = await database.read(lambda c: named(c, "Hilton Helsinki Strand"))
    (location,) = hilton.locations
    assert location.address == "John Stenbergin ranta 4, Helsinki"
    assert location.phone == "+358 9 39351"
    assert location.zone == "Europe/Helsinki"
    assert not hilton.bookable
    assert not hilton.approved


async def test_importing_again_changes_nothing(database: Database, now: datetime) -> None:
    await import_file(database, PACKAGED / "helsinki.geojson.gz", now)
    before = await database.read(state)
    again = await import_file(database, PACKAGED / "helsinki.geojson.gz", now)
    assert (again.new, again.changed, again.unchanged, again.places) == (0, 0, 1236, 0)
    assert await database.read(state) == before


@pytest.mark.parametrize(
    ("file", "count"), [("berkeley.geojson.gz", 1735), ("taipei_dadaocheng.geojson.gz", 572)]
)
async def test_other_cities_are_imported(
    database: Database, now: datetime, file: str, count: int
) -> None:
    path = ELSEWHERE / file
    if not path.exists():
        pytest.skip(f"{file} is not here: HEREABOUTS_SAMPLES says where it is")
    report = await import_file(database, path, now)
    assert report.new == count


async def test_what_changed_at_the_source_changes_here(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    await import_file(database, write(tmp_path, feature(1), feature(2)), now)
    moved = feature(2, (25.0, 60.2), name="Café Zwei", opening_hours="24/7")
    report = await import_file(database, write(tmp_path, feature(1), moved), now)
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    renamed = await database.read(lambda c: named(c, "Café Zwei"))
    (location,) = renamed.locations
    assert (location.point.latitude, location.opening_hours) == (60.2, "24/7")


FILLED = """id,name,latitude,longitude,opening_hours,service,price,currency,minutes
here:{number},Cafe 1,60.16,24.93,Mo-Su 09:00-17:00,Brunch,{price},EUR,60
"""


@pytest.mark.parametrize("first", ["claimed", "listed"])
async def test_a_place_without_services_is_filled_by_its_number_once(
    database: Database, now: datetime, tmp_path: Path, first: str
) -> None:
    await import_file(database, write(tmp_path, feature(1)), now)
    merchant = await database.read(lambda c: named(c, "Cafe 1"))
    assert not merchant.bookable
    if first == "claimed":
        await database.write(lambda c: looked_after(c, merchant.id, now))
    file = tmp_path / "services.csv"
    file.write_text(FILLED.format(number=merchant.id, price="20.00"))
    report = await import_file(database, file, now)
    assert (report.new, report.changed, report.kept) == (0, 1, 0)
    filled = await database.read(lambda c: named(c, "Cafe 1"))
    assert (filled.bookable, [each.price for each in filled.services]) == (
        first == "claimed",
        [2000],
    )
    file.write_text(FILLED.format(number=merchant.id, price="99.00"))
    assert (await import_file(database, file, now)).kept == 1
    again = await database.read(lambda c: named(c, "Cafe 1"))
    assert [each.price for each in again.services] == [2000]


async def test_a_number_that_nobody_has_makes_nobody(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    file = tmp_path / "services.csv"
    file.write_text(FILLED.format(number=999, price="20.00"))
    report = await import_file(database, file, now)
    assert (report.new, report.kept) == (0, 1)
    assert await database.read(state) == []


def looked_after(connection: Connection, merchant_id: int, now: datetime) -> None:
    admit(connection, merchant_id, now)
    guest = add_person(connection)
    connection.execute(
        insert(staff).values(person_id=guest, merchant_id=merchant_id, joined_at=now)
    )
    reindex(connection, merchant_id)


async def test_what_somebody_looks_after_here_is_not_touched(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    await import_file(database, write(tmp_path, feature(1)), now)

    def claimed(connection: Connection) -> None:
        merchant = named(connection, "Cafe 1")
        admit(connection, merchant.id, now)
        wanted = update(merchants).where(merchants.c.id == merchant.id)
        connection.execute(wanted.values(name="Kim's"))
        reindex(connection, merchant.id)

    await database.write(claimed)
    before = await database.read(state)
    report = await import_file(database, write(tmp_path, feature(1, name="Other")), now)
    assert (report.kept, report.changed) == (1, 0)
    assert await database.read(state) == before


async def test_each_refusal_names_the_row_and_the_reason(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = write(
        tmp_path,
        feature(1, name=""),
        feature(2, (24.9, 91)),
        feature(3, None),
        feature(4, ("x", "y")),
        feature(5, amenity="bench"),
        feature(6, opening_hours="whenever", phone="call us", website="none"),
        "nonsense",
        {"type": "Feature", "properties": None, "geometry": None},
        feature(7, (0, 0)),
        feature(8, (float("nan"), 60)),
        feature(9),
    )
    report = await import_file(database, path, now)
    assert [(each.where, each.reason) for each in report.problems] == [
        ("node/1", Reason.NO_NAME),
        ("node/2", Reason.BAD_COORDINATES),
        ("node/3", Reason.BAD_COORDINATES),
        ("node/4", Reason.BAD_COORDINATES),
        ("node/5", Reason.NOT_A_MERCHANT),
        ("node/6", Reason.BAD_PHONE),
        ("node/6", Reason.BAD_WEBSITE),
        ("node/6", Reason.BAD_HOURS),
        ("#7", Reason.NOT_A_FEATURE),
        ("#8", Reason.NOT_A_FEATURE),
        ("node/7", Reason.BAD_COORDINATES),
        ("node/8", Reason.BAD_COORDINATES),
    ]
    assert report.problems[7].what == "whenever"
    assert report.new == 2


async def test_hostile_text_is_stored_harmless(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    name = 'A\x00<b>&"\u202e txet\ud800 desrever \n' + "very " * 60 + "long"
    path = write(tmp_path, feature(1, name=name, description="x" * 5000, addr__street="\x07"))
    await import_file(database, path, now)
    (stored,) = await database.read(
        lambda c: c.execute(select(merchants.c.name, merchants.c.description)).all()
    )
    assert stored.name.startswith('A <b>&" txet desrever very very')
    assert stored.name.endswith("very…")
    assert len(stored.name) <= 120
    assert len(stored.description) == 500


async def test_places_are_learnt_from_addresses_and_from_the_file_itself(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    address = {"addr__street": "Vaasankatu", "addr__city": "Helsinki"}
    path = write(
        tmp_path,
        feature(1, (24.95, 60.18), **address),
        feature(2, (24.97, 60.20), **address),
        feature(3, (24.9497, 60.1842), name="Kallio", place="suburb", amenity=None),
    )
    report = await import_file(database, path, now)
    assert report.places == 3
    (street,) = await database.read(lambda c: places.find(c, "vaasankatu 5"))
    assert (street.within, street.point.latitude) == ("Helsinki", pytest.approx(60.19))
    (district,) = await database.read(lambda c: places.find(c, "KALLIO"))
    assert (district.kind, district.point.longitude) == ("district", 24.9497)


async def test_a_run_is_remembered(database: Database, now: datetime, tmp_path: Path) -> None:
    await import_file(database, write(tmp_path, feature(1), feature(2, name="")), now)
    (row,) = await database.read(lambda c: c.execute(select(imports)).all())
    assert row.finished_at == now
    assert row.report["new"] == 1
    assert row.report["refused"] == {"no_name": 1}


# --- spreadsheets --------------------------------------------------------------------------------

SHEET = """\
ID;Name;Category;Latitude;Longitude;Town;Opening_hours;Service;Price;Currency;Minutes;Capacity
s1;Salon Kim;parturi;60.17;24.94;Helsinki;Mo-Fr 09:00-17:00;Haircut;35,50;EUR;45;1
s1;Salon Kim;parturi;60.17;24.94;Helsinki;Mo-Fr 09:00-17:00;Beard;20;eur;30;
s2;Hall;games;60.18;24.95;;;Lane;1000;JPY;;6
s3;Odd;no such kind;60.19;24.96;;;Broken;12.34.5;EUR;30;
;Nowhere;cafe;;;;;;;;;
"""


async def test_a_spreadsheet_brings_services_prices_and_hours(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "merchants.csv"
    path.write_text(SHEET, encoding="utf-8-sig")
    report = await import_file(database, path, now)
    assert report.new == 3
    assert [(each.where, each.reason) for each in report.problems] == [
        ("5", Reason.BAD_CATEGORY),
        ("5", Reason.BAD_PRICE),
        ("6", Reason.BAD_COORDINATES),
    ]
    salon = await database.read(lambda c: named(c, "Salon Kim"))
    assert [(each.name, each.price, each.currency) for each in salon.services] == [
        ("Beard", 2000, "EUR"),
        ("Haircut", 3550, "EUR"),
    ]
    assert not salon.bookable
    lane = (await database.read(lambda c: named(c, "Hall"))).services[0]
    assert (lane.price, lane.currency, lane.duration_minutes) == (1000, "JPY", None)


async def test_amounts_are_read_as_their_file_writes_them(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    """A price in euros decides what the comma means in euros, wherever it stands in the file."""
    lines = [
        "name,latitude,longitude,service,price,currency",
        'Euros,60.17,24.94,Cut,"1.200",EUR',
        'Yen,60.18,24.94,Cut,"3,000",JPY',
        'Dollars,60.19,24.94,Cut,"1,250",USD',
        "Huge,60.20,24.94,Cut,1e999999,EUR",
        'Cents,60.21,24.94,Cut,"35,50",EUR',
    ]
    path = tmp_path / "prices.csv"
    path.write_text("\n".join(lines))
    report = await import_file(database, path, now)
    assert report.new == 5
    assert [(each.where, each.reason, each.what) for each in report.problems] == [
        ("4", Reason.UNCLEAR_PRICE, "Cut 1,250 USD: 1250.00 / 1.25"),
        ("5", Reason.BAD_PRICE, "Cut 1e999999 EUR"),
    ]
    for name, price in (("Euros", 120_000), ("Yen", 3000), ("Cents", 3550)):
        (service,) = (await database.read(lambda c, name=name: named(c, name))).services
        assert service.price == price


async def test_what_no_payment_may_come_to_is_left_out_with_the_limits(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    lines = [
        "name;latitude;longitude;service;price;currency",
        "Cheap;60.17;24.94;Espresso;0,50;EUR",
        "Dear;60.18;24.94;Week;12000;EUR",
        "Dinars;60.19;24.94;Cut;5.500;KWD",
        "Francs;60.20;24.94;Cut;5000;XOF",
        "Stars;60.21;24.94;Cut;100001;XTR",
        "Free;60.22;24.94;Table;0;KWD",
        "Yen;60.23;24.94;Cut;1,500,000;JPY",
    ]
    path = tmp_path / "prices.csv"
    path.write_text("\n".join(lines))
    report = await import_file(database, path, now, invoice_limits)
    assert [(each.where, each.reason, each.what) for each in report.problems] == [
        ("2", Reason.UNPAYABLE_PRICE, "Espresso 0.50 EUR: 0.92–9200.00"),
        ("3", Reason.UNPAYABLE_PRICE, "Week 12000.00 EUR: 0.92–9200.00"),
        ("4", Reason.UNCLEAR_PRICE, "Cut 5.500 KWD: 5500.000 / 5.500"),
        ("5", Reason.BAD_CURRENCY, "Cut XOF"),
        ("6", Reason.UNPAYABLE_PRICE, "Cut 100001 XTR: 1–100000"),
    ]
    assert report.new == 7
    (yen,) = (await database.read(lambda c: named(c, "Yen"))).services
    assert yen.price == 1_500_000


async def test_a_file_without_the_column_category_has_no_wrong_category(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "merchants.csv"
    path.write_text("name,latitude,longitude\nSalon,60.17,24.94\n")
    report = await import_file(database, path, now)
    assert (report.new, report.problems) == (1, [])


async def test_a_merchant_of_a_spreadsheet_can_be_booked_once_admitted(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "merchants.csv"
    path.write_text(SHEET)
    await import_file(database, path, now)

    def work(connection: Connection) -> int:
        salon = named(connection, "Salon Kim")
        admit(connection, salon.id, now)
        service = queries.service(connection, salon.services[0].id)
        hours = timetable(connection, salon.locations[0].id)
        assert service is not None
        assert hours is not None
        assert service.bookable
        return len(bookable_starts(service, hours, now.date(), now))

    assert await database.write(work) == 4


@pytest.mark.both_engines
async def test_a_spreadsheet_again_changes_only_what_changed(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "merchants.csv"
    path.write_text(SHEET)
    await import_file(database, path, now)
    again = await import_file(database, path, now)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    lines = SHEET.replace("35,50", "37").splitlines()
    path.write_text("\n".join(line for line in lines if ";Beard;" not in line))
    third = await import_file(database, path, now)
    assert (third.new, third.changed, third.unchanged) == (0, 1, 2)
    salon = await database.read(lambda c: named(c, "Salon Kim"))
    assert [(each.name, each.price) for each in salon.services] == [("Haircut", 3700)]


async def test_a_spreadsheet_without_its_columns_is_refused(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "merchants.csv"
    path.write_text("name,city\nSalon,Helsinki\n")
    report = await import_file(database, path, now)
    assert [each.what for each in report.problems] == ["latitude", "longitude"]
    assert await database.read(lambda c: c.scalar(select(func.count()).select_from(merchants))) == 0


async def test_a_file_cut_short_keeps_what_came_before(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    whole = write(tmp_path, *(feature(number) for number in range(1, 3001))).read_bytes()
    path = tmp_path / "cut.geojson.gz"
    path.write_bytes(gzip.compress(whole)[:-30])
    report = await import_file(database, path, now)
    assert report.new > 0
    assert report.problems[-1].reason is Reason.UNREADABLE


async def test_a_sheet_without_categories_has_none_that_is_wrong(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("id,name,latitude,longitude\n1,Salon A,60.1842,24.9497\n")
    report = await import_file(database, path, now)
    assert (report.new, report.problems) == (1, [])
