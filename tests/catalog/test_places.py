"""Places by name: each where it is, each once, and by whatever name people have for it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, insert, select

from catalog import places
from catalog.addresses import names_of, places_of
from catalog.candidate import Tags
from catalog.gazetteer import Gazetteer
from catalog.geography import distance
from catalog.learning import learn
from catalog.place_models import place_names
from catalog.place_models import places as table
from catalog.places import Named, PlaceKind
from catalog.views import Place
from database.door import Database
from database.point import Point

LONDON, ONTARIO = Point(51.5074, -0.1278), Point(42.9849, -81.2453)
BARCELONA = Point(41.4036, 2.1568)
TOWN, DISTRICT, STREET = PlaceKind.TOWN, PlaceKind.DISTRICT, PlaceKind.STREET

Sighting = tuple[Named, Point, int]


def north(point: Point, metres: float) -> Point:
    return Point(point.latitude + metres / 111_195, point.longitude)


def noted(connection: Connection, *sightings: Sighting) -> int:
    """What an import does with what it saw; how many places are new."""
    gazetteer = Gazetteer()
    for named, point, weight in sightings:
        gazetteer.see((named,), point, weight)
    return sum(learn(connection, batch) for batch in gazetteer.batches(50))


async def found(database: Database, typed: str) -> list[Place]:
    return await database.read(lambda c: places.find(c, typed))


def seen_at(kind: PlaceKind, name: str, *points: Point, within: str = "") -> Iterator[Sighting]:
    return ((Named(kind, name, within), point, 1) for point in points)


async def test_two_towns_of_one_name_lie_where_they_are_and_are_told_apart(
    database: Database,
) -> None:
    both = (
        *seen_at(TOWN, "London", LONDON, north(LONDON, 9000)),
        *seen_at(TOWN, "London", ONTARIO),
    )
    assert await database.write(lambda c: noted(c, *both)) == 2

    first, second = await found(database, "London")
    assert distance(first.point, LONDON) < 5000
    assert distance(second.point, ONTARIO) < 10
    assert (first.country, second.country) == ("GB", "CA")


async def test_an_import_again_changes_nothing(database: Database) -> None:
    both = (*seen_at(TOWN, "London", LONDON), *seen_at(TOWN, "London", ONTARIO))
    await database.write(lambda c: noted(c, *both))
    before = await found(database, "London")
    assert await database.write(lambda c: noted(c, *both)) == 0
    assert await found(database, "London") == before


async def test_a_middle_that_was_never_there_is_forgotten(database: Database) -> None:
    """As imports of earlier versions left it, in the Atlantic."""

    def average(connection: Connection) -> None:
        middle = Point((LONDON.latitude + ONTARIO.latitude) / 2, (-0.1278 - 81.2453) / 2)
        row = {"kind": "town", "name": "London", "within": "", "folded": "london", "weight": 2}
        values = insert(table).values(**row, latitude=middle.latitude, longitude=middle.longitude)
        place = connection.execute(values.returning(table.c.id)).scalar_one()
        connection.execute(insert(place_names).values(place_id=place, folded="london", whole=True))

    await database.write(average)
    both = (*seen_at(TOWN, "London", LONDON), *seen_at(TOWN, "London", ONTARIO))
    await database.write(lambda c: noted(c, *both))
    assert {each.country for each in await found(database, "London")} == {"GB", "CA"}


async def test_streets_of_one_name_in_one_town_are_told_apart_by_district(
    database: Database,
) -> None:
    hammersmith, covent = Point(51.4927, -0.2339), Point(51.5117, -0.1240)
    await database.write(
        lambda c: noted(
            c,
            *seen_at(TOWN, "London", LONDON),
            *seen_at(DISTRICT, "Hammersmith", hammersmith, within="London"),
            *seen_at(DISTRICT, "Covent Garden", covent, within="London"),
            *seen_at(STREET, "King Street", north(hammersmith, 300), within="London"),
            *seen_at(STREET, "King Street", covent, covent, within="London"),
        )
    )
    within = [each.within for each in await found(database, "King Street")]
    assert within == ["Covent Garden, London", "Hammersmith, London"]
    said = await found(database, "king st, london")
    assert [each.within for each in said] == within


async def test_nothing_is_offered_twice(database: Database) -> None:
    """In a country, near no town that we know: the one with more behind it stands for all."""
    here, there = Point(10.0, 20.0), Point(10.5, 20.5)
    await database.write(
        lambda c: noted(
            c, *seen_at(STREET, "Long Road", here, here), *seen_at(STREET, "Long Road", there)
        )
    )
    (only,) = await found(database, "Long Road")
    assert distance(only.point, here) < 10


async def test_what_is_spelt_in_two_ways_is_one_place(database: Database) -> None:
    near = north(BARCELONA, 200)
    await database.write(
        lambda c: noted(
            c,
            *seen_at(STREET, "San Pablo Avenue", BARCELONA, near, within="Berkeley"),
            *seen_at(STREET, "San Pablo Ave", near, within="Berkeley"),
            *seen_at(STREET, "San Pablo Avenue", near, within="Berkley"),
            *seen_at(STREET, "San Pablo Avenue", near, within="7"),
            *seen_at(STREET, "San Pablo Avenue", near, within="Oakland"),
            *seen_at(DISTRICT, "大同區", BARCELONA, BARCELONA, within="臺北市"),
            *seen_at(DISTRICT, "大同區", near, within="台北市"),
        )
    )
    streets = [(each.name, each.within) for each in await found(database, "san pablo")]
    assert streets == [("San Pablo Avenue", "Berkeley"), ("San Pablo Avenue", "Oakland")]
    assert [each.within for each in await found(database, "大同區")] == ["臺北市"]


async def test_a_street_of_no_town_is_the_one_in_the_town_where_that_is_near(
    database: Database,
) -> None:
    new = await database.write(
        lambda c: noted(
            c,
            *seen_at(STREET, "Long Road", LONDON, within="London"),
            *seen_at(STREET, "Long Road", north(LONDON, 900)),
            *seen_at(STREET, "Long Road", ONTARIO),
        )
    )
    assert new == 2
    assert [each.within for each in await found(database, "Long Road")] == ["London", ""]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Carrer de Verdi", "Verdi"),
        ("Carrer de Verdi", "C/ Verdi"),
        ("Carrer de Verdi", "c. verdi 12"),
        ("Carrer de Verdi", "Calle Verdi"),
        ("Carrer de Verdi", "C/ Verdi, Barcelona"),
        ("Hauptstraße", "Hauptstr. 5"),
        ("Hauptstraße", "haupt strasse"),
        ("King Street", "King St"),
        ("St James's Street", "St James's St"),
        ("Mannerheimintie", "Mannerheim"),
        ("Avinguda Diagonal", "Av. Diagonal"),
        ("Avenue de la République", "République"),
        ("улица Ленина", "ул. Ленина"),
        ("улица Ленина", "Ленина"),
        ("Via Roma", "roma"),
        ("中山路", "中山"),
    ],
)
async def test_a_street_is_found_as_people_write_it(
    database: Database, written: str, typed: str
) -> None:
    await database.write(
        lambda c: noted(c, *seen_at(STREET, written, BARCELONA, within="Barcelona"))
    )
    assert [each.name for each in await found(database, typed)] == [written]


async def test_another_kind_of_street_is_another_street(database: Database) -> None:
    await database.write(
        lambda c: noted(
            c,
            *seen_at(STREET, "King Street", LONDON, within="London"),
            *seen_at(STREET, "King Road", LONDON, within="London"),
            *seen_at(STREET, "King Place", LONDON, within="London"),
            *seen_at(STREET, "King Square", LONDON, within="London"),
        )
    )
    assert [each.name for each in await found(database, "King St")] == ["King Street"]
    assert len(await found(database, "King")) == 4


async def test_a_place_is_found_by_its_names_in_other_languages(database: Database) -> None:
    address: Tags = {
        "addr:street": "Carrer de Verdi",
        "addr:street:en": "Green Street",
        "addr:city": "Barcelona",
        "addr:city:ru": "Барселона",
    }
    town: Tags = {
        "name": "Helsinki",
        "name:zh": "赫尔辛基",
        "name:sv": "Helsingfors",
        "alt_name": "Stadi;Hesa",
    }

    def work(connection: Connection) -> None:
        sightings: list[Sighting] = [(named, BARCELONA, 1) for named in places_of(address)]
        sightings.append((Named(TOWN, "Helsinki", also=names_of(town)), Point(60.17, 24.94), 1))
        noted(connection, *sightings)

    await database.write(work)
    for typed, name in (
        ("Green Street", "Carrer de Verdi"),
        ("green st", "Carrer de Verdi"),
        ("Барселона", "Barcelona"),
        ("赫尔辛基", "Helsinki"),
        ("helsingfors", "Helsinki"),
        ("Hesa", "Helsinki"),
    ):
        (place,) = await found(database, typed)
        assert (place.name, typed) == (name, typed)


async def test_it_is_the_one_in_the_town_that_is_said(database: Database) -> None:
    await database.write(
        lambda c: noted(
            c,
            *seen_at(STREET, "Carrer de Verdi", BARCELONA, BARCELONA, within="Barcelona"),
            *seen_at(STREET, "Carrer de Verdi", Point(41.55, 2.10), within="Sabadell"),
        )
    )
    for typed in ("C/ Verdi, Sabadell", "Verdi sabadell", "carrer de verdi 3, 08201 Sabadell"):
        assert [each.within for each in await found(database, typed)] == ["Sabadell"], typed


async def test_the_date_line_is_no_edge(database: Database) -> None:
    west, east = Point(-16.8, 179.99), Point(-16.8, -179.99)
    await database.write(lambda c: noted(c, *seen_at(TOWN, "Taveuni", west, east)))
    (town,) = await found(database, "Taveuni")
    assert abs(town.point.longitude) > 179.9


async def test_all_names_are_kept_once(database: Database) -> None:
    sighting = tuple(seen_at(STREET, "Carrer de Verdi", BARCELONA, within="Barcelona"))
    for _ in range(2):
        await database.write(lambda c: noted(c, *sighting))
    query = select(place_names.c.folded, place_names.c.whole).order_by(place_names.c.folded)
    names = [tuple(row) for row in await database.read(lambda c: c.execute(query).all())]
    assert names == [("carrer de verdi", True), ("verdi", False), ("verdi street", False)]
